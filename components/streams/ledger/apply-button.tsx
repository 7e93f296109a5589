'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { type ApplyPreview } from '@/lib/jobs/job-answers';
import { apiPaths } from '@/lib/paths';
import { formatCount, formatCounted } from '@/lib/text/format';

import { JobDialog } from '@/components/parts/job-dialog';

interface ApplyButtonProps {
  id: string;
  /** Event times, `toMs` exclusive. */
  window: { fromMs: number; toMs: number };
  isPrimary?: boolean;
  mayAct: boolean;
}

/** Applies the feed's own copies of what was never delivered, after saying what that does. */
export function ApplyButton({ id, window, isPrimary = false, mayAct }: ApplyButtonProps) {
  const [asked, setAsked] = useState<{ fromMs: number; toMs: number } | null>(null);
  return (
    <>
      <Button
        variant={isPrimary ? 'primary' : 'plain'}
        disabled={!mayAct}
        title={mayAct ? undefined : 'This needs the role operator.'}
        onClick={() => setAsked(window)}
      >
        Apply from the feed…
      </Button>
      {asked === null ? null : <ApplyDialog id={id} window={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ApplyDialogProps extends Pick<ApplyButtonProps, 'id' | 'window'> {
  onClose: () => void;
}

function ApplyDialog({ id, window, onClose }: ApplyDialogProps) {
  const input = { stream: id, from: window.fromMs, to: window.toMs };
  const { data, error } = useQuery({
    queryKey: ['apply-preview', input],
    queryFn: () => postJson<ApplyPreview>(apiPaths.jobPreview, { kind: 'apply', input }),
    // Counted once: what a person confirms must not change under their eyes.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { held: true },
  });
  const total = data?.total ?? 0;
  return (
    <JobDialog
      onClose={onClose}
      title={total === 0 ? 'Apply from the feed?' : `Apply ${formatCounted(total, 'event')} from the feed?`}
      confirmLabel={total === 0 ? 'Apply' : `Apply ${formatCounted(total, 'event')}`}
      request={total === 0 ? null : { kind: 'apply', input }}
      isCounting={data === undefined && error === null}
      error={error}
    >
      {data === undefined ? null : <Words preview={data} />}
    </JobDialog>
  );
}

function Words({ preview: { total, users } }: { preview: ApplyPreview }) {
  if (total === 0) return <p role="status">Nothing is left to apply: it has arrived, or is ignored.</p>;
  const are = total === 1 ? 'It is' : 'They are';
  return (
    <>
      <p>
        {`${are} recorded as if received now, with “feed” on the receipt. ${formatCount(users)} of ${formatCount(total)} can change a user; what is newer stays.`}
      </p>
      <p className="mt-2">
        Auth0 is asked for nothing. An event that is here is left as it is, and applying twice does nothing.
      </p>
    </>
  );
}
