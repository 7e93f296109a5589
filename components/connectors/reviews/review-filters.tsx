'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';

import { connectorListQuery } from '@/components/connectors/connector-queries';
import { FilterMenu } from '@/components/parts/filter-menu';
import { useNow } from '@/components/ui/now';
import { reviewReasons } from '@/lib/connectors/connector';
import { type ReviewListAnswer } from '@/lib/connectors/connector-answers';
import { type ReviewFilters } from '@/lib/connectors/review-search';
import { reviewSpans, reviewSpanWords } from '@/lib/connectors/review-span';
import { reasonTitles } from '@/lib/connectors/review-words';
import { minuteMs } from '@/lib/spans';
import { formatCount, formatDuration } from '@/lib/text/format';

import { reviewListQuery } from './review-queries';
import { type ReviewSearchState } from './use-review-search';

interface ReviewFiltersBarProps {
  state: ReviewSearchState;
  filters: ReviewFilters;
  /** The page is one connector's: it is not chosen here. */
  isOfOne?: boolean | undefined;
}

/** Connector and reason, each with how many cases it has, and how many there are. */
export function ReviewFiltersBar({ state: { search, set }, filters, isOfOne = false }: ReviewFiltersBarProps) {
  const { data } = useInfiniteQuery(reviewListQuery(filters));
  const all = data?.pages[0]?.counts ?? [];
  const ofConnector = all.filter(({ connectorId }) => filters.connector === null || connectorId === filters.connector);
  return (
    <div
      role="group"
      aria-label="Filters"
      className={`flex min-h-12 flex-wrap items-center gap-2 border-b px-6 py-2 max-phone:px-3 ${search.case === null ? '' : 'max-phone:hidden'}`}
    >
      {isOfOne ? null : (
        <ConnectorFilter
          counts={all}
          chosen={search.connector}
          onChange={(connector) => set({ connector, case: null })}
        />
      )}
      <FilterMenu
        name="Reason"
        options={reviewReasons.flatMap((reason) => {
          const count = sumOf(ofConnector.filter((known) => known.reason === reason));
          return count > 0 || search.reason.includes(reason)
            ? [{ value: reason, label: reasonTitles[reason], count }]
            : [];
        })}
        selected={search.reason}
        onChange={(next) => set({ reason: reviewReasons.filter((reason) => next.includes(reason)), case: null })}
      />
      <FilterMenu
        name="Waits since"
        anyWord="any time"
        single
        options={reviewSpans.map((span) => ({ value: span, label: reviewSpanWords[span] }))}
        selected={search.since === null ? [] : [search.since]}
        onChange={([next]) => set({ since: reviewSpans.find((span) => span === next) ?? null, case: null })}
      />
      {data === undefined ? null : (
        <Summary
          open={sumOf(ofConnector.filter(({ reason }) => search.reason.length === 0 || search.reason.includes(reason)))}
          pages={data.pages}
        />
      )}
    </div>
  );
}

const sumOf = (counts: readonly { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);

interface ConnectorFilterProps {
  counts: ReviewListAnswer['counts'];
  chosen: number | null;
  onChange: (connector: number | null) => void;
}

function ConnectorFilter({ counts, chosen, onChange }: ConnectorFilterProps) {
  const { data } = useQuery(connectorListQuery);
  const options = (data?.items ?? []).map(({ id, name }) => ({
    value: String(id),
    label: name,
    count: sumOf(counts.filter(({ connectorId }) => connectorId === id)),
  }));
  return (
    <FilterMenu
      name="Connector"
      single
      options={options}
      selected={chosen === null ? [] : [String(chosen)]}
      onChange={([next]) => onChange(next === undefined ? null : Number(next))}
    />
  );
}

/** "9 open, the oldest 5 h 11 min"; the age only when all of them are loaded. */
function Summary({ open, pages }: { open: number; pages: readonly ReviewListAnswer[] }) {
  const nowMs = useNow(minuteMs);
  const isWhole = pages.at(-1)?.older === null;
  const since = pages.flatMap((page) => page.items.flatMap(({ waitingSinceMs }) => waitingSinceMs ?? []));
  const oldestMs = isWhole && since.length > 0 ? Math.max(0, nowMs - Math.min(...since)) : null;
  return (
    <p role="status" className="ml-auto text-small text-ink-2">
      {`${formatCount(open)} open`}
      {oldestMs === null || oldestMs < minuteMs ? '' : `, the oldest ${formatDuration(oldestMs, 'whole')}`}
    </p>
  );
}
