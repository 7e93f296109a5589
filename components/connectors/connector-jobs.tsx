'use client';

import { useQuery } from '@tanstack/react-query';

import { Banner } from '@/components/ui/banner';
import { TextLink } from '@/components/ui/text-link';
import { type Job } from '@/lib/jobs/job';
import { answeredOf, progressText } from '@/lib/jobs/job-progress';
import { jobName, kindWords } from '@/lib/jobs/job-words';
import { paths } from '@/lib/paths';

import { connectorJobsQuery } from './connector-queries';

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
