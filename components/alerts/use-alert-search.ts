'use client';

import { useQueryStates } from 'nuqs';
import { createSerializer } from 'nuqs/server';

import { alertParsers } from '@/lib/alerts/alert-search';
import { paths } from '@/lib/paths';

const serialize = createSerializer(alertParsers);

/** What the address says. A view or a rule makes a step that Back undoes; opening an alert does not. */
export function useAlertSearch() {
  const [search, setSearch] = useQueryStates(alertParsers);
  const set = (change: Parameters<typeof setSearch>[0] & object) => {
    const isLook = Object.keys(change).every((key) => key === 'open');
    void setSearch(change, { history: isLook ? 'replace' : 'push' });
  };
  const hrefOf = (open: number) => serialize(paths.alerts, { ...search, open });
  return { search, set, hrefOf };
}
