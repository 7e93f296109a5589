'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button, ButtonLink } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { type Job } from '@/lib/jobs/job';
import { paths } from '@/lib/paths';

import { jobColumns } from './job-columns';
import { jobListQuery } from './job-queries';

/** `/jobs`: every job, newest first, live. */
export function JobsScreen() {
  const more = useMorePages();
  const query = useInfiniteQuery({ ...jobListQuery, meta: more.meta });
  const { data, error } = query;
  const jobs = data?.pages.flatMap((page) => page.items) ?? [];
  useRowSteps(jobs.map(keyOf));
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={jobColumns} rows={6} />;
    return <FailedState what="The jobs" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <>
      {error === null ? null : (
        <FailedBanner what="The jobs" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      {jobs.length === 0 ? <NoJobs /> : <JobTable jobs={jobs} />}
      {query.hasNextPage ? (
        <div className="px-6 py-3 max-phone:px-3">
          <Button busy={more.isLoading} onClick={() => void more.load(query)}>
            Show older
          </Button>
        </div>
      ) : null}
    </>
  );
}

const keyOf = (job: Job) => String(job.id);

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  return <DataTable label="Jobs" columns={jobColumns} rows={jobs} rowKey={keyOf} href={(job) => paths.job(job.id)} />;
}

function NoJobs() {
  return (
    <EmptyState
      title="No job has been started yet"
      body="A job is long work that a person starts: it runs in the background, survives a restart, and can be paused, resumed and cancelled. Requesting many redeliveries at once is a job. Select failed deliveries, or retry a whole cause."
      actions={<ButtonLink href={paths.deliveries}>Failed deliveries</ButtonLink>}
    />
  );
}
