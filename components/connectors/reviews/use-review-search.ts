'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';

import { caseHref, reviewParsers } from '@/lib/connectors/review-search';

/** What the address says. A filter and an opened case make a step that Back undoes; going on to the next case does not. */
export function useReviewSearch() {
  const [search, setSearch] = useQueryStates(reviewParsers);
  const pathname = usePathname();
  const params = useSearchParams();
  const set = (change: Parameters<typeof setSearch>[0] & object) =>
    void setSearch(change, { history: 'push', scroll: false });
  const moveTo = (seq: number | null) => void setSearch({ case: seq }, { history: 'replace', scroll: false });
  const hrefOf = (seq: number) => `${pathname}${caseHref(new URLSearchParams(params), { case: seq })}`;
  return { search, set, moveTo, hrefOf };
}

export type ReviewSearchState = ReturnType<typeof useReviewSearch>;
