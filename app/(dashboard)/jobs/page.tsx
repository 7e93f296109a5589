import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/data/query-client';
import { jobListQuery } from '@/components/jobs/job-queries';
import { JobsScreen } from '@/components/jobs/jobs-screen';
import { Screen } from '@/components/shell/screen';
import { jobsPerPage } from '@/lib/jobs/job-query';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { jobListAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'Jobs' };

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePage('viewer', paths.jobs, await searchParams);
  const queries = makeQueryClient();
  await prefetch(queries, jobListQuery, async () => jobListAnswer(await store(), { limit: jobsPerPage }));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Jobs">
        <JobsScreen />
      </Screen>
    </HydrationBoundary>
  );
}
