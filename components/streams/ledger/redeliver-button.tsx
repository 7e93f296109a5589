'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { type RedeliveryPreview } from '@/lib/jobs/job-answers';
import { mostIds } from '@/lib/jobs/redelivery';
import { apiPaths } from '@/lib/paths';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';

import { JobDialog } from './job-dialog';
import { firstItems, type ItemsWindow } from './ledger-queries';

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

async function countByName(id: string, window: ItemsWindow) {
  const items = await firstItems(id, window, mostIds);
  const input = { ids: items.map(({ eventId }) => ({ streamId: id, eventId })) };
  if (items.length === 0) return { input, preview: null };
  const preview = await postJson<RedeliveryPreview>(apiPaths.jobPreview, { kind: 'redeliver', input });
  return { input, preview };
}

function RedeliverDialog({ id, window, onClose }: RedeliverDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['redelivery-by-name', id, window],
    queryFn: () => countByName(id, window),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { held: true },
  });
  const eligible = data?.preview?.eligible ?? 0;
  const count = formatCounted(eligible, 'redelivery', 'redeliveries');
  return (
    <JobDialog
      onClose={onClose}
      title={eligible === 0 ? 'Request redelivery?' : `Request ${count}?`}
      confirmLabel={eligible === 0 ? 'Request' : `Request ${count}`}
      request={data === undefined || eligible === 0 ? null : { kind: 'redeliver', input: data.input }}
      isCounting={data === undefined && error === null}
      error={error}
    >
      {data === undefined ? null : <Words preview={data.preview} />}
    </JobDialog>
  );
}

function Words({ preview }: { preview: RedeliveryPreview | null }) {
  if (preview === null || preview.eligible === 0) {
    return <p role="status">None can be requested now: they arrived, or are requested already.</p>;
  }
  const { eligible, total, canaries, askingMs } = preview;
  return (
    <>
      <p>
        {`One event of each of ${formatCounted(canaries, 'cause')} goes first; the others follow once it has arrived.`}
        {askingMs === null ? '' : ` Requesting takes about ${formatDuration(askingMs, 'whole')}.`}
      </p>
      {total === eligible ? null : (
        <p className="mt-2">{`${formatCount(total - eligible)} cannot be requested now and are left out.`}</p>
      )}
      {total < mostIds ? null : (
        <p className="mt-2">{`One job takes ${formatCount(mostIds)} at most: the oldest go first.`}</p>
      )}
    </>
  );
}
