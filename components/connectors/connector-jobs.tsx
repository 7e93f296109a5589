'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { Banner } from '@/components/ui/banner';
import { TextLink } from '@/components/ui/text-link';
import { type Job } from '@/lib/jobs/job';
import { type ConnectorJobsAnswer } from '@/lib/jobs/job-answers';
import { answeredOf, progressText } from '@/lib/jobs/job-progress';
import { jobName, kindWords } from '@/lib/jobs/job-words';
import { apiPaths, paths } from '@/lib/paths';

/** Jobs about a connector. It hangs on the topic of jobs. */
export function connectorJobsQuery(id: number) {
  return queryOptions({
    queryKey: ['jobs', 'connector', id],
    queryFn: ({ signal }) => getJson<ConnectorJobsAnswer>(apiPaths.connectorAct(id, 'jobs'), { signal }),
  });
}

/** The jobs of a connector that are under way, each with its page. */
export function ConnectorJobs({ id }: { id: number }) {
  const active = useQuery(connectorJobsQuery(id)).data?.active ?? [];
  return active.map((job) => <UnderWay key={job.id} job={job} />);
}

function UnderWay({ job: { id, kind, state, counts } }: { job: Job }) {
  const progress = progressText({ answered: answeredOf(counts), total: counts.total });
  return (
    <Banner tone="note">
      {`${kindWords[kind].title}: ${state === 'paused' ? 'paused at ' : ''}${progress}. `}
      <TextLink href={paths.job(id)}>{jobName(id)}</TextLink>
    </Banner>
  );
}
