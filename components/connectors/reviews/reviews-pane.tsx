'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { toApiError } from '@/components/data/api';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { type ReviewFilters } from '@/lib/connectors/review-search';

import { NoReviews } from './no-reviews';
import { ReviewCase } from './review-case';
import { ReviewGroups, groupsOf } from './review-groups';
import { reviewListQuery, reviewQuery } from './review-queries';
import { type ReviewSearchState } from './use-review-search';

interface ReviewsPaneProps {
  state: ReviewSearchState;
  /** What the list is narrowed to. */
  filters: ReviewFilters;
  mayAct: boolean;
  /** List and case scroll each for itself; otherwise the page does, and the acts stick to its foot. */
  fill?: boolean | undefined;
}

/** The list of cases, and the chosen one beside it. On the phone one after the other. */
export function ReviewsPane({ state, filters, mayAct, fill }: ReviewsPaneProps) {
  const more = useMorePages();
  const query = useInfiniteQuery({ ...reviewListQuery(filters), meta: more.meta });
  const { data, error } = query;
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={8} className="p-6 max-phone:p-3" />;
    return <FailedState what="The reviews" error={toApiError(error)} onRetry={retry} />;
  }
  const rows = data.pages.flatMap((page) => page.items);
  const counts = (data.pages[0]?.counts ?? []).filter(
    ({ connectorId }) => filters.connector === null || connectorId === filters.connector,
  );
  const groups = groupsOf(rows, counts, filters.since);
  const isEmpty = rows.length === 0 && !query.isPlaceholderData;
  return (
    <div
      data-fill={fill}
      aria-busy={query.isPlaceholderData || undefined}
      className="group/pane flex min-h-0 flex-1 flex-col max-phone:block"
    >
      {error === null ? null : (
        <FailedBanner what="The reviews" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {isEmpty && state.search.case === null ? (
        <NoReviews state={state} />
      ) : (
        <ListAndCase
          state={state}
          groups={groups}
          mayAct={mayAct}
          foot={
            query.hasNextPage ? (
              <div className="px-6 py-3 max-phone:px-3">
                <Button busy={more.isLoading} onClick={() => void more.load(query)}>
                  Show older
                </Button>
              </div>
            ) : null
          }
        />
      )}
    </div>
  );
}

interface ListAndCaseProps extends Pick<ReviewsPaneProps, 'state' | 'mayAct'> {
  groups: ReturnType<typeof groupsOf>;
  foot: React.ReactNode;
}

function ListAndCase({ state, groups, mayAct, foot }: ListAndCaseProps) {
  const list = useRef<HTMLDivElement>(null);
  const [focusSeq, setFocusSeq] = useState<number | null>(null);
  const rows = groups.flatMap((group) => group.rows);
  const chosen = state.search.case;
  const openSeq = chosen ?? rows[0]?.seq ?? null;
  const step = useRowSteps(
    rows.map(({ seq }) => String(seq)),
    { currentKey: () => (openSeq === null ? null : String(openSeq)), move: (key) => state.moveTo(Number(key)) },
  );
  const goOn = () => {
    const next = nextOf(rows, openSeq);
    setFocusSeq(next);
    state.moveTo(next);
    if (next === null) list.current?.focus();
  };
  return (
    <div className="flex min-h-0 flex-1 max-phone:block">
      <div
        ref={list}
        tabIndex={-1}
        role="region"
        aria-label="Cases"
        className={cn(
          'w-[392px] shrink-0 border-r outline-none group-data-fill/pane:overflow-y-auto max-wide:w-[320px] max-phone:w-full max-phone:border-r-0',
          chosen !== null && 'max-phone:hidden',
        )}
      >
        <ReviewGroups
          groups={groups}
          openSeq={openSeq}
          hrefOf={state.hrefOf}
          onOpen={(seq) => state.set({ case: seq })}
          mayAct={mayAct}
        />
        {foot}
      </div>
      <div
        className={cn(
          'min-w-0 flex-1 group-data-fill/pane:overflow-y-auto max-phone:overflow-visible!',
          chosen === null && 'max-phone:hidden',
        )}
      >
        {openSeq === null ? null : (
          <OpenCase
            key={openSeq}
            seq={openSeq}
            row={rows.find(({ seq }) => seq === openSeq)}
            mayAct={mayAct}
            takesFocus={focusSeq === openSeq}
            onActed={goOn}
            onStep={step}
            onClose={() => state.set({ case: null })}
          />
        )}
      </div>
    </div>
  );
}

/** The case after this one, else the one before. */
function nextOf(rows: readonly ReviewRow[], seq: number | null): number | null {
  const place = rows.findIndex((row) => row.seq === seq);
  const next = rows[place + 1] ?? rows[place - 1];
  return next === undefined || next.seq === seq ? null : next.seq;
}

interface OpenCaseProps extends Omit<React.ComponentProps<typeof ReviewCase>, 'row'> {
  seq: number;
  /** Where the loaded list has it. */
  row: ReviewRow | undefined;
}

/** A case may be open that the list does not have: it is further down, or was decided meanwhile. */
function OpenCase({ seq, row, ...rest }: OpenCaseProps) {
  const { data, error, refetch } = useQuery({ ...reviewQuery(seq), enabled: row === undefined });
  const shown = row ?? data;
  if (shown !== undefined && shown !== null) return <ReviewCase row={shown} {...rest} />;
  if (shown === null) return <ClosedCase onClose={rest.onClose} />;
  if (error === null) return <SkeletonText lines={8} className="p-6 max-phone:p-3" />;
  return <FailedState what="The case" error={toApiError(error)} onRetry={() => void refetch()} />;
}

function ClosedCase({ onClose }: { onClose: () => void }) {
  return (
    <div role="status" className="px-6 py-6 max-phone:px-3">
      <h2 className="text-cause">This case is closed</h2>
      <p className="mt-1 text-body text-ink-2">
        It was decided, or has closed by itself: what the user changed was taken, or is on its way.
      </p>
      <Button className="mt-3" onClick={onClose}>
        Back to the list
      </Button>
    </div>
  );
}
