'use client';

import { Pause } from 'lucide-react';
import Link from 'next/link';

import { progressText } from '@/lib/jobs/job-progress';
import { jobName } from '@/lib/jobs/job-words';
import { type ActiveJob } from '@/lib/overview/nav-facts';
import { paths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { Staff } from '../charts/staff';
import { cn } from '../ui/cn';
import { Menu, MenuItem } from '../ui/menu';
import { useNavFacts } from './nav-query';
import { usePerson } from './person';

const look =
  'flex h-7 min-w-0 shrink-0 items-center gap-2 rounded-control px-1.5 text-body whitespace-nowrap quick hover:bg-hover';

/** Jobs that have not ended: one leads to its page, several open a menu. Nothing while there is none. */
export function JobIndicator({ jobs, className }: { jobs: readonly ActiveJob[]; className?: string | undefined }) {
  const nearest = nearestToEnd(jobs);
  if (nearest === undefined) return null;
  const progress = progressText(nearest);
  if (jobs.length === 1) {
    return (
      <Link
        href={paths.job(nearest.id)}
        aria-label={`${jobName(nearest.id)}, ${progress}`}
        className={cn(look, className)}
      >
        <JobMark job={nearest} />
        <span>{jobName(nearest.id)}</span>
        <span className="text-ink-2 phone:max-rail:hidden">{progress}</span>
      </Link>
    );
  }
  const count = formatCounted(jobs.length, 'job');
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${count}, ${jobName(nearest.id)}, ${progress}`}
          className={cn(look, className)}
        >
          <JobMark job={nearest} />
          <span>{count}</span>
          <span className="text-ink-2 phone:max-wide:hidden">{`${jobName(nearest.id)} · ${progress}`}</span>
        </button>
      }
    >
      {jobs.map((job) => (
        <JobMenuItem key={job.id} job={job} />
      ))}
    </Menu>
  );
}

/** The same on a phone, in a line of its own under the header. */
export function JobsLine() {
  const person = usePerson();
  return person === null ? null : <ActiveJobsLine />;
}

function ActiveJobsLine() {
  const jobs = useNavFacts()?.jobs ?? [];
  if (jobs.length === 0) return null;
  return (
    <div className="flex h-8 shrink-0 items-center border-b bg-ground px-1.5 phone:hidden">
      <JobIndicator jobs={jobs} className="flex-1" />
    </div>
  );
}

function JobMenuItem({ job }: { job: ActiveJob }) {
  return (
    <MenuItem href={paths.job(job.id)}>
      <JobMark job={job} />
      <span className="flex-1">{jobName(job.id)}</span>
      <span aria-hidden="true" className="w-28">
        <Staff
          label={jobName(job.id)}
          tone="applied"
          height={5}
          value={job.answered}
          max={job.total}
          ticks={{
            every: Math.max(1, job.total) / 10,
            middle: Math.max(1, job.total) / 2,
            long: Math.max(1, job.total),
          }}
        />
      </span>
      <span className="min-w-20 text-right text-ink-2">{progressText(job)}</span>
    </MenuItem>
  );
}

/** How far a job is as a ring of 14 px; a paused one does not move, and says so. */
function JobMark({ job }: { job: ActiveJob }) {
  if (job.state === 'paused') {
    return <Pause aria-hidden="true" size={14} strokeWidth={2.1} className="shrink-0 text-warn" />;
  }
  const share = job.total === 0 ? 0 : Math.min(1, job.answered / job.total);
  return (
    <svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14" className="shrink-0 -rotate-90" fill="none">
      <circle cx="7" cy="7" r="5.5" strokeWidth="3" className="stroke-c-unchanged" />
      <circle
        cx="7"
        cy="7"
        r="5.5"
        strokeWidth="3"
        pathLength={100}
        strokeDasharray={`${share * 100} 100`}
        className="stroke-accent transition-[stroke-dasharray] duration-240"
      />
    </svg>
  );
}

/** Of several, the one that a person can expect first; the older one where they are equal. */
function nearestToEnd(jobs: readonly ActiveJob[]): ActiveJob | undefined {
  const shareOf = ({ answered, total }: ActiveJob) => (total === 0 ? 0 : answered / total);
  return jobs.reduce<ActiveJob | undefined>(
    (best, job) => (best === undefined || shareOf(job) > shareOf(best) ? job : best),
    undefined,
  );
}
