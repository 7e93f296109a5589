'use client';

import { ReviewFiltersBar } from './review-filters';
import { ReviewsPane } from './reviews-pane';
import { useReviewSearch } from './use-review-search';

/** The cases of one connector, on its page. */
export function ReviewsTab({ id, mayAct }: { id: number; mayAct: boolean }) {
  const state = useReviewSearch();
  const filters = { connector: id, reason: state.search.reason, since: state.search.since };
  return (
    <section aria-label="Reviews" className="flex min-w-0 flex-1 flex-col">
      <ReviewFiltersBar state={state} filters={filters} isOfOne />
      <ReviewsPane state={state} filters={filters} mayAct={mayAct} />
    </section>
  );
}
