'use client';

import { Banner } from '@/components/ui/banner';
import { OutsideText } from '@/components/ui/outside-text';
import { isActive } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { besidesText, summaryText } from '@/lib/jobs/job-words';

/** What holds the job up, why it stopped, and once it has ended what came of it. */
export function JobNotes({ job }: { job: JobAnswer }) {
  const { note, reason, state } = job;
  const summary = summaryText(job.counts);
  const besides = besidesText(job.counts);
  // A job that failed may have no other reason than what came of it.
  const isSaid = isActive(state) || reason?.startsWith(summary) === true;
  return (
    <>
      {reason === null ? null : (
        <Banner tone={state === 'paused' ? 'warn' : 'failed'}>
          <OutsideText>{reason}</OutsideText>
        </Banner>
      )}
      {note === null ? null : (
        <Banner tone="note">
          <OutsideText>{note}</OutsideText>
        </Banner>
      )}
      {besides === null ? null : <Banner tone="note">{besides}</Banner>}
      {/* There before the end, so that the end is read out. */}
      <div role="status">
        {isSaid ? null : <p className="border-b px-6 py-2.5 text-body font-medium max-phone:px-3">{summary}</p>}
      </div>
    </>
  );
}
