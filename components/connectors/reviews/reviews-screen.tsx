'use client';

import { Screen } from '@/components/shell/screen';

import { ReviewFiltersBar } from './review-filters';
import { ReviewsPane } from './reviews-pane';
import { useReviewSearch } from './use-review-search';

/** `/reviews`: every case of any connector that a person must decide. */
export function ReviewsScreen({ mayAct }: { mayAct: boolean }) {
  const state = useReviewSearch();
  const { connector, reason } = state.search;
  return (
    <Screen title="Reviews" fill>
      <ReviewFiltersBar state={state} filters={{ connector, reason }} />
      <ReviewsPane state={state} filters={{ connector, reason }} mayAct={mayAct} fill />
    </Screen>
  );
}
