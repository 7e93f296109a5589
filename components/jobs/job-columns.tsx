import { SegmentStaff } from '@/components/charts/segment-staff';
import { StatusChip } from '@/components/parts/status-chip';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { isActive, type Job } from '@/lib/jobs/job';
import { answeredOf, countOf, progressText } from '@/lib/jobs/job-progress';
import { jobName, jobTitle, summaryText } from '@/lib/jobs/job-words';
import { visibleText } from '@/lib/text/outside-text';

import { JobTook } from './job-took';

/** Columns of the list of jobs; what is less urgent hides first on narrow screens. */
export const jobColumns: readonly Column<Job>[] = [
  {
    key: 'job',
    header: 'Job',
    link: true,
    card: 'title',
    render: (job) => (
      <>
        <span className="mr-2 font-medium">{jobName(job.id)}</span> <span className="text-ink-2">{jobTitle(job)}</span>
      </>
    ),
  },
  {
    key: 'state',
    header: 'State',
    className: 'w-[112px] max-phone:w-auto',
    card: 'status',
    render: (job) => <StatusChip vocabulary="job" value={job.state} />,
  },
  {
    key: 'progress',
    header: 'Answered',
    className: 'w-[244px] max-wide:w-[120px] max-phone:w-auto',
    card: 'line',
    render: (job) => <Progress job={job} />,
  },
  {
    key: 'counts',
    header: 'Result',
    className: 'w-[240px] max-rail:hidden',
    render: ({ counts }) => (
      <Counts text={answeredOf(counts) + countOf(counts, 'notTried') === 0 ? null : summaryText(counts)} />
    ),
  },
  {
    key: 'who',
    header: 'Started by',
    className: 'w-[190px] max-wide:hidden',
    render: ({ createdBy }) => (
      <span title={visibleText(createdBy)} className="text-ink-2">
        <OutsideText>{createdBy}</OutsideText>
      </span>
    ),
  },
  {
    key: 'started',
    header: 'Started',
    className: 'w-[108px] max-phone:w-auto',
    card: 'time',
    render: (job) => <DayTime ms={job.startedAtMs ?? job.createdAtMs} />,
  },
  {
    key: 'took',
    header: 'Took',
    align: 'right',
    className: 'w-[104px] max-rail:hidden',
    render: (job) => <JobTook job={job} />,
  },
];

function Progress({ job: { id, state, counts } }: { job: Job }) {
  if (counts.total === 0 && !isActive(state)) {
    return <span className="text-ink-3">{state === 'done' ? 'nothing to do' : '–'}</span>;
  }
  const answered = answeredOf(counts);
  return (
    <span className="flex items-center gap-3">
      <span className="min-w-[92px]">{progressText({ answered, total: counts.total })}</span>
      <span className="w-32 max-wide:hidden">
        <SegmentStaff
          label={jobName(id)}
          height={5}
          total={counts.total}
          segments={[
            { key: 'done', label: 'done', value: counts.done, fill: 'applied' },
            { key: 'failed', label: 'failed', value: counts.failed, fill: 'error' },
            { key: 'skipped', label: 'skipped', value: counts.skipped, fill: 'hatch' },
            { key: 'asked', label: 'requested', value: countOf(counts, 'asked'), fill: 'asked' },
          ]}
          ticks={{
            every: Math.max(1, counts.total) / 10,
            middle: Math.max(1, counts.total) / 2,
            long: Math.max(1, counts.total),
          }}
        />
      </span>
    </span>
  );
}

function Counts({ text }: { text: string | null }) {
  return text === null ? (
    <span className="text-ink-3">–</span>
  ) : (
    <span title={text} className="text-ink-2">
      {text}
    </span>
  );
}
