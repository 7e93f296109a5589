'use client';

import { Ban, Check, CheckCheck, CircleDashed, CopyX, Gauge, type LucideIcon, Pause, Play, Send } from 'lucide-react';

import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { isActive, type JobLineKind } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { countOf } from '@/lib/jobs/job-progress';
import { kindWords } from '@/lib/jobs/job-words';
import { formatCount } from '@/lib/text/format';

const marks = new Map<JobLineKind, { icon: LucideIcon; tone: string }>([
  ['started', { icon: Play, tone: 'text-ink-3' }],
  ['paused', { icon: Pause, tone: 'text-warn' }],
  ['resumed', { icon: Play, tone: 'text-ink-3' }],
  ['cancelled', { icon: Ban, tone: 'text-ink-3' }],
  ['asked', { icon: Send, tone: 'text-accent' }],
  ['arrived', { icon: CheckCheck, tone: 'text-ok' }],
  ['failed', { icon: CopyX, tone: 'text-bad' }],
  ['slowed', { icon: Gauge, tone: 'text-warn' }],
  ['done', { icon: Check, tone: 'text-ok' }],
]);

const unknownMark = { icon: CircleDashed, tone: 'text-ink-3' };

/** What happened to the job, newest first, and what Pause cannot stop. */
export function JobLog({ job }: { job: JobAnswer }) {
  return (
    <aside
      aria-label="Log"
      className="w-[372px] shrink-0 border-l max-rail:w-full max-rail:border-t max-rail:border-l-0"
    >
      <SectionHead
        title="Log"
        aside={<span className="text-small text-ink-2">newest first</span>}
        className="border-b px-5 max-rail:px-6 max-phone:px-3"
      />
      <ol aria-label="Log" className="px-5 py-2 max-rail:px-6 max-phone:px-3">
        {job.log.map((line) => {
          const { icon: Icon, tone } = marks.get(line.what) ?? unknownMark;
          return (
            <li key={line.seq} className="flex min-h-7 items-start gap-3 py-1 text-body">
              <span className="min-w-[58px] shrink-0 text-ink-2">
                <DayTime ms={line.atMs} />
              </span>
              <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={`mt-[3px] shrink-0 ${tone}`} />
              <OutsideText className="min-w-0 break-words">{line.text}</OutsideText>
            </li>
          );
        })}
        {job.log.length === 0 ? <li className="py-1 text-body text-ink-2">Nothing has happened yet.</li> : null}
      </ol>
      {isActive(job.state) ? (
        <PauseNote
          isPaused={job.state === 'paused'}
          stops={kindWords[job.kind].stops}
          asked={countOf(job.counts, 'asked')}
        />
      ) : null}
    </aside>
  );
}

/** What Pause stops, and what it cannot. */
function PauseNote({ isPaused, stops, asked }: { isPaused: boolean; stops: string; asked: number }) {
  return (
    <p className="mx-5 border-t py-3 text-small text-ink-2 max-rail:mx-6 max-phone:mx-3">
      {isPaused ? `${stops} until the job is resumed.` : 'Pause stops what has not begun.'}
      {asked === 0 ? '' : ` ${formatCount(asked)} already requested will still arrive.`}
    </p>
  );
}
