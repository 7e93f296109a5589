'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { toApiError } from '@/components/data/api';
import { statusWords } from '@/components/parts/status-words';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { DayTime } from '@/components/ui/day-time';
import { EmptyState } from '@/components/ui/empty-state';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SectionHead } from '@/components/ui/page-parts';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextLink } from '@/components/ui/text-link';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type FindingAct, findingKinds, type FindingKind, notListed, settledFindings } from '@/lib/connectors/finding';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { isActive, type Job } from '@/lib/jobs/job';
import { type JobItemAnswer } from '@/lib/jobs/job-answers';
import { countOf } from '@/lib/jobs/job-progress';
import { jobName } from '@/lib/jobs/job-words';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted } from '@/lib/text/format';

import { connectorJobsQuery } from './connector-queries';
import { findingColumns } from './finding-columns';
import { useConnectorSearch } from './use-connector-search';
import { actLabels, useFindingAct } from './use-finding-act';
import { VerifyButton } from './verify-button';
import { type FindingFilter, findingListQuery } from './verify-queries';

interface VerifyTabProps {
  connector: ConnectorAnswer;
  /** The person is an operator: may compare, and decide about what was found. */
  mayAct: boolean;
}

/** What the newest comparison with the mirror has found. */
export function VerifyTab({ connector, mayAct }: VerifyTabProps) {
  const query = useQuery(connectorJobsQuery(connector.id));
  const { data, error } = query;
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={findingColumns(null)} rows={6} />;
    return <FailedState what="The comparison" error={toApiError(error)} onRetry={() => void query.refetch()} />;
  }
  if (data.verify === null) {
    return (
      <EmptyState
        title="Nothing was compared yet"
        body="A comparison reads what the other side has, and lists what is missing or different there: edited by hand, deleted, or of users that are gone. It changes nothing."
        actions={mayAct ? <VerifyButton connector={connector} isPrimary /> : undefined}
      />
    );
  }
  return <Result connector={connector} job={data.verify} mayAct={mayAct} />;
}

function Result({ connector, job, mayAct }: VerifyTabProps & { job: Job }) {
  const { search, set } = useConnectorSearch();
  const chosen = search.finding;
  return (
    <section aria-label="Findings" className="min-w-0 flex-1">
      <SectionHead
        title="Findings"
        count={allOf(job)}
        note={<Told job={job} />}
        aside={<TextLink href={paths.job(job.id)}>{jobName(job.id)}</TextLink>}
        className="border-b px-6 py-1 max-phone:px-3 [&_time]:font-sans [&_time]:text-small"
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-6 py-2 max-phone:px-3">
        <div className="min-w-0 no-scrollbar overflow-x-auto">
          <SegmentedControl
            label="Finding"
            className="w-fit"
            value={chosen ?? 'all'}
            onValueChange={(value) => set({ finding: value === 'all' ? null : value })}
            options={optionsOf(job, chosen)}
          />
        </div>
        {mayAct ? <ActsOnAll key={chosen} connector={connector} job={job} kind={kindOf(chosen)} /> : null}
      </div>
      {notListed(connector.kind) === null ? null : (
        <p className="border-b px-6 py-2 text-small text-ink-2 max-phone:px-3">{notListed(connector.kind)}</p>
      )}
      <FindingList connector={connector} job={job} filter={chosen} mayAct={mayAct} />
    </section>
  );
}

const filters: readonly FindingFilter[] = [...findingKinds, ...settledFindings];

const allOf = ({ counts }: Job) => filters.reduce((sum, filter) => sum + countOf(counts, filter), 0);

const kindOf = (filter: FindingFilter | null): FindingKind | null =>
  findingKinds.find((known) => known === filter) ?? null;

function Told({ job }: { job: Job }) {
  const { state, counts, createdAtMs, endedAtMs } = job;
  return (
    <>
      {isActive(state) ? 'comparing since ' : 'compared '}
      <DayTime ms={endedAtMs ?? createdAtMs} />
      {` · ${formatCounted(counts.done, 'record')} compared`}
      {counts.skipped === 0 ? '' : `, ${formatCount(counts.skipped)} just being pushed or in review`}
      {state === 'done' || isActive(state) ? '' : ` · ${state}`}
    </>
  );
}

function wordOf(filter: FindingFilter): string {
  const word = statusWords.result.get(filter)?.word ?? filter;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Findings that occur, and the one that is chosen. */
function optionsOf(job: Job, chosen: FindingFilter | null) {
  const shown = filters.filter((filter) => filter === chosen || countOf(job.counts, filter) > 0);
  const all: { value: FindingFilter | 'all'; label: string } = {
    value: 'all',
    label: `All ${formatCount(allOf(job))}`,
  };
  return [
    all,
    ...shown.map((filter) => ({
      value: filter,
      label: `${wordOf(filter)} ${formatCount(countOf(job.counts, filter))}`,
    })),
  ];
}

const actsOfKind: Record<FindingKind, readonly FindingAct[]> = {
  different: ['push', 'accept'],
  missing: ['push'],
  archived: ['push'],
  unlinked: ['link'],
  extra: [],
  ahead: [],
};

const consequences: Record<FindingAct, string> = {
  push: 'Every mapped value of these users is sent again, over what stands there.',
  accept: 'Nothing is sent. What stands there stays until the same value changes in Auth0.',
  link: 'Each record becomes the user’s whose id it carries, and is brought into step.',
};

function ActsOnAll({ connector, job, kind }: { connector: ConnectorAnswer; job: Job; kind: FindingKind | null }) {
  const [asked, setAsked] = useState<FindingAct | null>(null);
  const { mutate, isPending } = useFindingAct(connector.id, job.id, () => setAsked(null));
  if (kind === null) return null;
  const count = countOf(job.counts, kind);
  const acts = actsOfKind[kind].filter((act) => act !== 'accept' || isRecordKind(connector.kind));
  return (
    <>
      {count === 0
        ? null
        : acts.map((act) => (
            <Button key={act} onClick={() => setAsked(act)}>
              {`${actLabels[act]}: all ${formatCount(count)}…`}
            </Button>
          ))}
      {asked === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
          title={`${actLabels[asked]}: ${formatCounted(count, 'finding')}?`}
          description={consequences[asked]}
          confirmLabel={actLabels[asked]}
          busy={isPending}
          needless={count === 0}
          onConfirm={() => mutate({ act: asked, of: { kind } })}
        />
      )}
    </>
  );
}

interface FindingListProps extends VerifyTabProps {
  job: Job;
  filter: FindingFilter | null;
}

const keyOf = ({ key }: JobItemAnswer) => key;

function FindingList({ connector, job, filter, mayAct }: FindingListProps) {
  const more = useMorePages();
  const query = useInfiniteQuery({ ...findingListQuery(job.id, filter), meta: more.meta });
  const { mutate, isPending } = useFindingAct(connector.id, job.id);
  const { data, error } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(items.map(keyOf));
  const onAct = (act: FindingAct, key: string) => mutate({ act, of: { keys: [key] } });
  const hasRecords = isRecordKind(connector.kind);
  const columns = findingColumns(mayAct ? { hasRecords, isBusy: isPending, onAct } : null);
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={columns} rows={6} />;
    return <FailedState what="The findings" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div aria-busy={query.isPlaceholderData || undefined}>
      {error === null ? null : (
        <FailedBanner what="The findings" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {items.length === 0 ? (
        <p role="status" className="px-6 py-4 text-body text-ink-2 max-phone:px-3">
          {emptyWords(job, filter)}
        </p>
      ) : (
        <DataTable label="Findings" columns={columns} rows={items} rowKey={keyOf} />
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

function emptyWords({ state }: Job, filter: FindingFilter | null): string {
  if (filter !== null) return 'No finding is of this kind.';
  if (isActive(state)) return 'Nothing was found so far.';
  return state === 'done' ? 'Everything is as the mirror says.' : 'Nothing was found before it ended.';
}
