'use client';

import { Pause, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { canAct } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { countOf } from '@/lib/jobs/job-progress';
import { jobName, kindWords, retryText } from '@/lib/jobs/job-words';
import { formatCount } from '@/lib/text/format';

import { useJobAct } from './use-job-act';

/** What an operator can do to a job in its present state. */
export function JobActions({ job }: { job: JobAnswer }) {
  const [isAsking, setIsAsking] = useState(false);
  const act = useJobAct(job.id, () => setIsAsking(false));
  const retry = canAct('retry', job.state) ? retryText(job.counts) : null;
  return (
    <>
      {canAct('pause', job.state) ? (
        <Button icon={Pause} busy={act.pending === 'pause'} onClick={() => act.start('pause')}>
          Pause
        </Button>
      ) : null}
      {canAct('resume', job.state) ? (
        <Button icon={Play} variant="primary" busy={act.pending === 'resume'} onClick={() => act.start('resume')}>
          Resume
        </Button>
      ) : null}
      {canAct('cancel', job.state) ? <Button onClick={() => setIsAsking(true)}>Cancel…</Button> : null}
      {retry === null ? null : (
        <Button icon={RotateCw} busy={act.pending === 'retry'} onClick={() => act.start('retry')}>
          {retry}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Cancel ${jobName(job.id)}?`}
        confirmLabel="Cancel the job"
        cancelLabel="Keep it"
        danger
        busy={act.pending === 'cancel'}
        needless={!canAct('cancel', job.state)}
        onConfirm={() => act.start('cancel')}
      >
        <CancelWords job={job} />
      </ConfirmDialog>
    </>
  );
}

function CancelWords({ job: { kind, state, counts } }: { job: JobAnswer }) {
  if (!canAct('cancel', state)) return <p role="status">It has ended meanwhile.</p>;
  const waiting = countOf(counts, 'waiting');
  const asked = countOf(counts, 'asked');
  return (
    <>
      <p>
        {kindWords[kind].stops}.
        {waiting === 0
          ? ''
          : ` ${formatCount(waiting)} not tried yet ${waiting === 1 ? 'stays' : 'stay'} ${kindWords[kind].leaves}.`}
      </p>
      {asked === 0 ? null : (
        <p className="mt-2">
          {`${formatCount(asked)} already requested will still arrive; ${asked === 1 ? 'it is' : 'they are'} counted.`}
        </p>
      )}
    </>
  );
}
