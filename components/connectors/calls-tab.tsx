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
import { callResults } from '@/lib/connectors/connector';
import { formatCounted } from '@/lib/text/format';

import { callColumns, callHref, callKey } from './call-columns';
import { callListQuery } from './connector-queries';
import { useConnectorSearch, useSettled } from './use-connector-search';

const resultWord = (result: string) => statusWords.call.get(result)?.word ?? result;

const resultOptions = callResults.map((result) => ({ value: result, label: resultWord(result) }));

/** Every request that the connector has made, newest first. */
export function CallsTab({ id }: { id: number }) {
  const { search, set, type } = useConnectorSearch();
  return (
    <section aria-label="Calls" className="min-w-0 flex-1">
      <div
        role="group"
        aria-label="Filters"
        className="flex min-h-12 flex-wrap items-center gap-2 border-b px-6 py-2 max-phone:px-3"
      >
        <SearchInput
          label="User id, whole"
          placeholder="User id, whole"
          value={search.user}
          onValueChange={(text) => type('user', text)}
          keys="/"
        />
        <FilterMenu
          name="Result"
          options={resultOptions}
          selected={search.result}
          onChange={(next) => set({ result: callResults.filter((result) => next.includes(result)) })}
        />
        <span className="ml-auto text-small text-ink-2 max-rail:hidden">Kept for 14 days, 100,000 at most</span>
      </div>
      <CallList id={id} />
    </section>
  );
}

function CallList({ id }: { id: number }) {
  const { search } = useConnectorSearch();
  const user = useSettled(search.user);
  const more = useMorePages();
  const query = useInfiniteQuery({ ...callListQuery(id, { result: search.result, user }), meta: more.meta });
  const { data, error } = query;
  const calls = data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(calls.map(callKey));
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={callColumns} rows={8} />;
    return <FailedState what="The calls" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div aria-busy={query.isPlaceholderData || undefined}>
      {error === null ? null : (
        <FailedBanner what="The calls" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {calls.length === 0 && !query.isPlaceholderData ? (
        <NoCalls />
      ) : (
        <DataTable label="Calls" columns={callColumns} rows={calls} rowKey={callKey} href={callHref} />
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

function NoCalls() {
  const { search, set } = useConnectorSearch();
  if (search.user === '' && search.result.length === 0) {
    return (
      <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">
        No request is on record. The first event after the start makes one.
      </p>
    );
  }
  return (
    <NoMatch
      title={`No call matches ${formatCounted(Number(search.user !== '') + Number(search.result.length > 0), 'filter')}`}
      filters={
        <>
          {search.user === '' ? null : (
            <FilterChip name="User" value={search.user} onRemove={() => set({ user: null })} />
          )}
          {search.result.length === 0 ? null : (
            <FilterChip
              name="Result"
              value={search.result.map(resultWord).join(', ')}
              onRemove={() => set({ result: null })}
            />
          )}
        </>
      }
      actions={<Button onClick={() => set({ user: null, result: null })}>Clear filters</Button>}
    />
  );
}
