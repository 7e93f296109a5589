'use client';

import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterChip } from '@/components/ui/filter-chip';
import { NoMatch } from '@/components/ui/no-match';
import { reviewSpanWords } from '@/lib/connectors/review-span';
import { reasonTitles } from '@/lib/connectors/review-words';
import { formatCounted } from '@/lib/text/format';

import { type ReviewSearchState } from './use-review-search';

/** Nobody waits for a decision, or the filters leave nobody. */
export function NoReviews({ state: { search, set } }: { state: ReviewSearchState }) {
  const { connector, reason, since } = search;
  const filters = Number(connector !== null) + Number(reason.length > 0) + Number(since !== null);
  if (filters === 0) {
    return (
      <EmptyState
        title="Nothing waits for a decision"
        body="A case comes here when a record cannot be told, a value is refused, or tries are used up. Whatever it is, nothing is lost meanwhile."
      />
    );
  }
  return (
    <NoMatch
      title={`No case matches ${formatCounted(filters, 'filter')}`}
      filters={
        <>
          {connector === null ? null : (
            <FilterChip name="Connector" value={String(connector)} onRemove={() => set({ connector: null })} />
          )}
          {since === null ? null : (
            <FilterChip name="Waits since" value={reviewSpanWords[since]} onRemove={() => set({ since: null })} />
          )}
          {reason.length === 0 ? null : (
            <FilterChip
              name="Reason"
              value={reason.map((word) => reasonTitles[word]).join(', ')}
              onRemove={() => set({ reason: null })}
            />
          )}
        </>
      }
      actions={<Button onClick={() => set({ connector: null, reason: null, since: null })}>Clear filters</Button>}
    />
  );
}
