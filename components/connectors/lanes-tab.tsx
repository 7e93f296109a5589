'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { FilterMenu } from '@/components/parts/filter-menu';
import { statusWords } from '@/components/parts/status-words';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { FilterChip } from '@/components/ui/filter-chip';
import { NoMatch } from '@/components/ui/no-match';
import { SearchInput } from '@/components/ui/search-input';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type Lane, laneStates } from '@/lib/connectors/connector';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { subjectHref } from '@/lib/connectors/connector-words';
import { formatCounted } from '@/lib/text/format';

import { laneListQuery } from './connector-queries';
import { laneColumns } from './lane-columns';
import { useConnectorSearch, useSettled } from './use-connector-search';

const laneKey = ({ seq }: Lane) => String(seq);

const laneWord = (state: string) => statusWords.lane.get(state)?.word ?? state;

/** The users of a connector: where each stands, and what can be done about it. */
export function LanesTab({ connector, mayAct }: { connector: ConnectorAnswer; mayAct: boolean }) {
  const { search, set, type } = useConnectorSearch();
  const options = laneStates.map((state) => ({
    value: state,
    label: laneWord(state),
    count: connector.lanes[state],
  }));
  return (
    <section aria-label="Users" className="min-w-0 flex-1">
      <div
        role="group"
        aria-label="Filters"
        className="flex min-h-12 flex-wrap items-center gap-2 border-b px-6 py-2 max-phone:px-3"
      >
        <SearchInput
          label="Beginning of a user id"
          placeholder="Beginning of a user id"
          value={search.q}
          onValueChange={(text) => type('q', text)}
          keys="/"
        />
        <FilterMenu
          name="State"
          options={options}
          selected={search.state}
          onChange={(next) => set({ state: laneStates.filter((state) => next.includes(state)) })}
        />
      </div>
      <LaneList connector={connector} mayAct={mayAct} />
    </section>
  );
}

function LaneList({ connector, mayAct }: { connector: ConnectorAnswer; mayAct: boolean }) {
  const { id } = connector;
  const { search } = useConnectorSearch();
  const q = useSettled(search.q);
  const more = useMorePages();
  const query = useInfiniteQuery({ ...laneListQuery(id, { state: search.state, q }), meta: more.meta });
  const { data, error } = query;
  const lanes = data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(lanes.map(laneKey));
  const columns = laneColumns(connector, mayAct);
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={columns} rows={8} />;
    return <FailedState what="The users" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div aria-busy={query.isPlaceholderData || undefined}>
      {error === null ? null : (
        <FailedBanner what="The users" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {lanes.length === 0 && !query.isPlaceholderData ? (
        <NoLanes />
      ) : (
        <DataTable label="Users" columns={columns} rows={lanes} rowKey={laneKey} href={subjectHref} />
      )}
      {query.hasNextPage ? (
        <div className="px-6 py-3 max-phone:px-3">
          <Button busy={more.isLoading} onClick={() => void more.load(query)}>
            Show older
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function NoLanes() {
  const { search, set } = useConnectorSearch();
  if (search.q === '' && search.state.length === 0) {
    return (
      <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">
        No event has been carried on yet. A user appears here with the first event after the start.
      </p>
    );
  }
  return (
    <NoMatch
      title={`No user matches ${formatCounted(Number(search.q !== '') + Number(search.state.length > 0), 'filter')}`}
      filters={
        <>
          {search.q === '' ? null : (
            <FilterChip name="Begins with" value={search.q} onRemove={() => set({ q: null })} />
          )}
          {search.state.length === 0 ? null : (
            <FilterChip
              name="State"
              value={search.state.map(laneWord).join(', ')}
              onRemove={() => set({ state: null })}
            />
          )}
        </>
      }
      actions={<Button onClick={() => set({ q: null, state: null })}>Clear filters</Button>}
    />
  );
}
