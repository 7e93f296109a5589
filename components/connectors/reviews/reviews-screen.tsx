'use client';

import { Screen } from '@/components/shell/screen';

import { ReviewFiltersBar } from './review-filters';
import { ReviewsPane } from './reviews-pane';
import { useReviewSearch } from './use-review-search';

/** `/reviews`: every case of any connector that a person must decide. */
export function ReviewsScreen({ mayAct }: { mayAct: boolean }) {
  const state = useReviewSearch();
  const { connector, reason, since } = state.search;
  const filters = { connector, reason, since };
  return (
    <Screen title="Reviews" fill>
      <ReviewFiltersBar state={state} filters={filters} />
      <ReviewsPane state={state} filters={filters} mayAct={mayAct} fill />
    </Screen>
  );
}
