'use client';

import { useNow } from '@/components/ui/now';
import { type Job } from '@/lib/jobs/job';
import { elapsedOf } from '@/lib/jobs/job-progress';
import { formatDuration } from '@/lib/text/format';

/** How long a job has run, or ran. */
export function JobTook({ job }: { job: Job }) {
  if (job.startedAtMs === null) return <span className="text-ink-3">–</span>;
  return job.endedAtMs === null ? <Running job={job} /> : <Span ms={elapsedOf(job, job.endedAtMs)} />;
}

function Running({ job }: { job: Job }) {
  return <Span ms={elapsedOf(job, useNow(1000))} />;
}

function Span({ ms }: { ms: number | null }) {
  return <span className="text-ink-2">{ms === null ? '–' : formatDuration(ms, 'whole')}</span>;
}
