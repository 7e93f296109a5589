'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { type RedeliveryPreview } from '@/lib/jobs/job-answers';
import { apiPaths } from '@/lib/paths';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';

import { JobDialog } from '@/components/parts/job-dialog';
import { type ItemsWindow } from './ledger-queries';

const kind = 'redeliver';

interface RedeliverButtonProps {
  id: string;
  window: ItemsWindow;
  label: string;
  isPrimary?: boolean;
  mayAct: boolean;
}

/** Requests redelivery of what failed and is not here, as a job. */
export function RedeliverButton({ id, window, label, isPrimary = false, mayAct }: RedeliverButtonProps) {
  const [asked, setAsked] = useState<ItemsWindow | null>(null);
  return (
    <>
      <Button
        variant={isPrimary ? 'primary' : 'plain'}
        disabled={!mayAct}
        title={mayAct ? undefined : 'This needs the role operator.'}
        onClick={() => setAsked(window)}
      >
        {label}
      </Button>
      {asked === null ? null : <RedeliverDialog id={id} window={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface RedeliverDialogProps {
  id: string;
  window: ItemsWindow;
  onClose: () => void;
}

/** What would be requested, counted once; the job is about no more than that. */
async function preview(id: string, { fromMs, toMs }: ItemsWindow) {
  const ledger = { stream: id, from: fromMs, to: toMs };
  const counted = await postJson<RedeliveryPreview>(apiPaths.jobPreview, { kind, input: { ledger } });
  return { counted, input: { ledger, upTo: counted.upTo } };
}

function RedeliverDialog({ id, window, onClose }: RedeliverDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['redelivery-preview', id, window],
    queryFn: () => preview(id, window),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { held: true },
  });
  const eligible = data?.counted.eligible ?? 0;
  const count = formatCounted(eligible, 'redelivery', 'redeliveries');
  return (
    <JobDialog
      onClose={onClose}
      title={eligible === 0 ? 'Request redelivery?' : `Request ${count}?`}
      confirmLabel={eligible === 0 ? 'Request' : `Request ${count}`}
      request={data === undefined || eligible === 0 ? null : { kind, input: data.input }}
      isCounting={data === undefined && error === null}
      error={error}
    >
      {data === undefined ? null : <Words preview={data.counted} />}
    </JobDialog>
  );
}

function Words({ preview: { eligible, total, canaries, askingMs } }: { preview: RedeliveryPreview }) {
  if (eligible === 0) {
    return <p role="status">None can be requested now: they arrived, or are requested already.</p>;
  }
  return (
    <>
      <p>
        {`One event of each of ${formatCounted(canaries, 'cause')} goes first; the others follow once it has arrived.`}
        {askingMs === null
          ? ''
          : ` Requesting them takes about ${formatDuration(askingMs, 'whole')}; what a filter of Auth0 names exactly is requested together.`}
      </p>
      {total === eligible ? null : (
        <p className="mt-2">{`${formatCount(total - eligible)} cannot be requested now and are left out.`}</p>
      )}
    </>
  );
}
