'use client';

import { RotateCw } from 'lucide-react';

import { StatusChip } from '@/components/parts/status-chip';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { SubjectLine } from '@/components/ui/page-parts';
import { TextLink } from '@/components/ui/text-link';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { connectorOf, inputWords, jobName, jobTitle } from '@/lib/jobs/job-words';
import { paths } from '@/lib/paths';

import { JobActions } from './job-actions';

/** What the job does, in what state it is, who started it, and what can be done. */
export function JobHead({ job, mayAct }: { job: JobAnswer; mayAct: boolean }) {
  const { words, retryOf } = inputWords(job.input);
  return (
    <div className="flex flex-col gap-1 px-6 pt-4 pb-4 max-phone:px-3">
      <SubjectLine
        icon={RotateCw}
        title={jobTitle(job)}
        chips={<StatusChip vocabulary="job" value={job.state} />}
        actions={mayAct ? <JobActions job={job} /> : undefined}
      />
      <p className="text-body break-words text-ink-2 [&_time]:font-sans [&_time]:text-body">
        {retryOf === null ? null : (
          <>
            what <TextLink href={paths.job(retryOf)}>{jobName(retryOf)}</TextLink> left ·{' '}
          </>
        )}
        <ConnectorLink job={job} />
        {words.length === 0 ? null : `${words.join(' · ')} · `}
        {job.startedAtMs === null ? 'created ' : 'started '}
        <DayTime ms={job.startedAtMs ?? job.createdAtMs} /> by <OutsideText>{job.createdBy}</OutsideText>
        {job.endedAtMs === null ? null : (
          <>
            {' · ended '}
            <DayTime ms={job.endedAtMs} />
          </>
        )}
      </p>
    </div>
  );
}

/** The connector that the job is about; of a comparison the place where its findings are decided about. */
function ConnectorLink({ job: { kind, input } }: { job: JobAnswer }) {
  const id = connectorOf(input);
  if (id === null) return null;
  const isVerify = kind === 'verify_connector';
  return (
    <>
      <TextLink href={isVerify ? paths.connectorVerify(id) : paths.connector(id)}>
        {isVerify ? 'Decide about findings' : `Connector ${id}`}
      </TextLink>
      {' · '}
    </>
  );
}
