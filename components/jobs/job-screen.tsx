'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';

import { JobHead } from './job-head';
import { JobItems } from './job-items';
import { JobLog } from './job-log';
import { JobNotes } from './job-notes';
import { jobQuery } from './job-queries';
import { JobReading } from './job-reading';

interface JobScreenProps {
  id: number;
  /** The person is an operator: may pause, resume, cancel and retry. */
  mayAct: boolean;
}

/** One job: how far it is, what came of each item, and what happened to it. */
export function JobScreen({ id, mayAct }: JobScreenProps) {
  const query = useQuery(jobQuery(id));
  const { data: job, error } = query;
  const retry = () => void query.refetch();
  if (job === undefined) {
    if (error === null) return <SkeletonText lines={8} className="max-w-[760px] p-6 max-phone:p-3" />;
    return <FailedState what="The job" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div className="flex min-h-full flex-col">
      {error === null ? null : (
        <FailedBanner what="The job" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      <JobHead job={job} mayAct={mayAct} />
      <JobReading job={job} />
      <JobNotes job={job} />
      <div className="flex flex-1 max-rail:flex-col">
        <JobItems job={job} />
        <JobLog job={job} />
      </div>
    </div>
  );
}
