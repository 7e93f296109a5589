'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';

import { toApiError } from '@/components/data/api';
import { statusWords } from '@/components/parts/status-words';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SectionHead } from '@/components/ui/page-parts';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { isActive } from '@/lib/jobs/job';
import { type JobAnswer, type JobItemAnswer } from '@/lib/jobs/job-answers';
import { groupCount, itemCount, type ResultGroup, resultGroups, resultParsers } from '@/lib/jobs/result-search';
import { kindWords } from '@/lib/jobs/job-words';
import { formatCount } from '@/lib/text/format';

import { columnsOf, itemHref } from './job-item-columns';
import { jobItemsQuery, refetchWhileActive } from './job-queries';

/** The items of a job by what came of them, in the order of work. */
export function JobItems({ job }: { job: JobAnswer }) {
  const [{ result }, setSearch] = useQueryStates(resultParsers);
  return (
    <section aria-label="Items" className="min-w-0 flex-1">
      <SectionHead title="Items" count={itemCount(job)} className="border-b px-6 max-phone:px-3" />
      <div className="no-scrollbar overflow-x-auto border-b px-6 py-2 max-phone:px-3">
        <SegmentedControl
          label="Result"
          className="w-fit"
          value={result ?? 'all'}
          onValueChange={(value) =>
            void setSearch({ result: value === 'all' ? null : value }, { history: 'push', scroll: false })
          }
          options={optionsOf(job, result)}
        />
      </div>
      <ItemList key={job.kind} job={job} group={result} />
    </section>
  );
}

/** Results that occur, and the one that is chosen. */
function optionsOf(job: JobAnswer, chosen: ResultGroup | null) {
  const { counts } = job;
  const shown = resultGroups.filter((group) => group === chosen || groupCount(counts, group) > 0);
  const all: { value: ResultGroup | 'all'; label: string } = {
    value: 'all',
    label: `All ${formatCount(itemCount(job))}`,
  };
  return [
    all,
    ...shown.map((group) => ({ value: group, label: `${wordOf(group)} ${formatCount(groupCount(counts, group))}` })),
  ];
}

function wordOf(group: ResultGroup): string {
  const word = statusWords.result.get(group)?.word ?? group;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function ItemList({ job, group }: { job: JobAnswer; group: ResultGroup | null }) {
  const more = useMorePages();
  const itemColumns = columnsOf(job.kind);
  const query = useInfiniteQuery({
    ...jobItemsQuery(job.id, group),
    meta: more.meta,
    refetchOnMount: refetchWhileActive([job]),
  });
  const { data, error } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(items.map(keyOf));
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={itemColumns} rows={6} />;
    return <FailedState what="The items" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div aria-busy={query.isPlaceholderData || undefined}>
      {error === null ? null : (
        <FailedBanner what="The items" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {items.length === 0 ? (
        <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">{emptyWords(job, group)}</p>
      ) : (
        <DataTable label="Items" columns={itemColumns} rows={items} rowKey={keyOf} href={itemHref} />
      )}
      {query.hasNextPage ? (
        <div className="px-6 py-3 max-phone:px-3">
          <Button busy={more.isLoading} onClick={() => void more.load(query)}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const keyOf = (item: JobItemAnswer) => item.key;

function emptyWords({ kind, state, counts }: JobAnswer, group: ResultGroup | null): string {
  if (group !== null) return 'No item has this result.';
  return isActive(state) && counts.total === 0
    ? 'This job is waiting for its first step, which lists what it is about.'
    : kindWords[kind].nothing;
}
