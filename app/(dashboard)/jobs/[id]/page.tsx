import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/data/query-client';
import { jobItemsQuery, jobQuery } from '@/components/jobs/job-queries';
import { JobScreen } from '@/components/jobs/job-screen';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { jobName } from '@/lib/jobs/job-words';
import { loadResultSearch, resultsOf } from '@/lib/jobs/result-search';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { jobAnswer, jobItemsAnswer } from '@/lib/server/jobs/job-answers';
import { store } from '@/lib/server/process/store';

interface JobPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** The number in a segment of the address; null when there is none. */
function numberOf(segment: string): number | null {
  return /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : null;
}

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  const id = numberOf((await params).id);
  return { title: id === null ? 'Job' : jobName(id) };
}

export default async function JobPage({ params, searchParams }: JobPageProps) {
  const [{ id: segment }, search] = await Promise.all([params, searchParams]);
  const person = await requirePage('viewer', `${paths.jobs}/${segment}`, search);
  const id = numberOf(segment);
  if (id === null) notFound();
  const opened = await store();
  const job = await jobAnswer(opened, id);
  if (job === null) notFound();
  const { result } = loadResultSearch(search);
  const results = resultsOf(result);
  const queries = makeQueryClient();
  queries.setQueryData(jobQuery(id).queryKey, job);
  await prefetch(queries, jobItemsQuery(id, result), () =>
    jobItemsAnswer(opened, job, results === undefined ? {} : { results }),
  );
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title={jobName(id)} path={[{ href: paths.jobs, label: 'Jobs' }]}>
        <JobScreen id={id} mayAct={includesRole(person.role, 'operator')} />
      </Screen>
    </HydrationBoundary>
  );
}
