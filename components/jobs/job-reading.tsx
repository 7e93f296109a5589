'use client';

import { JobLegend, JobMeter } from '@/components/charts/job-meter';
import { isActive } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { aboutText, answeredOf, elapsedOf, leftOf, paceOf, paceText } from '@/lib/jobs/job-progress';
import { jobName, kindWords } from '@/lib/jobs/job-words';
import { formatCount, formatDuration } from '@/lib/text/format';

import { useJobClock } from './use-job-clock';

const unknown = '–';

/** How far the job is: the meter to one item, and at what pace. */
export function JobReading({ job }: { job: JobAnswer }) {
  const { counts } = job;
  return (
    <section
      aria-label="Progress"
      className="flex gap-x-12 gap-y-4 border-y bg-ground px-6 py-4 max-rail:flex-col max-phone:px-3"
    >
      <div className="min-w-0 flex-1">
        <div className="mb-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
          {counts.total === 0 ? (
            <p className="text-body leading-9 text-ink-2">{withoutItems(job)}</p>
          ) : (
            <p>
              <span className="text-reading">{formatCount(answeredOf(counts))}</span>{' '}
              <span className="text-body text-ink-2">{`of ${formatCount(counts.total)} ${kindWords[job.kind].ended}`}</span>
            </p>
          )}
          <JobLegend counts={counts} className="pb-1.5" />
        </div>
        <JobMeter counts={counts} label={jobName(job.id)} />
      </div>
      <Figures job={job} />
    </section>
  );
}

function withoutItems({ kind, state }: JobAnswer): string {
  if (isActive(state)) return 'waiting for its first step';
  return state === 'done' ? kindWords[kind].nothing : 'ended before its first step';
}

function Figures({ job }: { job: JobAnswer }) {
  const nowMs = useJobClock(job.nowMs, job.endedAtMs !== null);
  const elapsedMs = elapsedOf(job, nowMs);
  const leftMs = leftOf(job, nowMs);
  const pace = paceOf(job, nowMs);
  const figures = [
    { label: 'Elapsed', value: elapsedMs === null ? unknown : formatDuration(elapsedMs, 'whole') },
    { label: 'Left', value: leftMs === null ? unknown : aboutText(leftMs) },
    { label: 'Pace', value: pace === null ? unknown : paceText(pace) },
    ...(kindWords[job.kind].asksAuth0
      ? [
          {
            label: 'Requests left at Auth0',
            value: job.requestsLeft === null ? unknown : formatCount(job.requestsLeft),
          },
        ]
      : []),
  ];
  return (
    <dl className="grid w-[372px] shrink-0 grid-cols-2 content-center gap-x-6 gap-y-3 max-rail:w-full">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-small text-ink-2">{label}</dt>
          <dd className="text-body font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
