'use client';

import { useMutation } from '@tanstack/react-query';

import { postJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { useToast } from '@/components/ui/toast';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { apiPaths } from '@/lib/paths';

interface LedgerFootProps {
  id: string;
  answer: LedgerAnswer;
  mayAct: boolean;
}

/** How far the feed was read, and whether somebody else uses it. */
export function LedgerFoot({ id, answer: { feed }, mayAct }: LedgerFootProps) {
  const isInUse = feed.trouble?.kind === 'in_use';
  return (
    <footer
      aria-label="Event feed"
      className="mt-auto border-t bg-ground px-5 py-3 text-small text-ink-2 max-rail:px-6 max-phone:px-3"
    >
      <div className="flex items-center justify-between gap-3">
        <span>Feed read through</span>
        <span className="text-ink">
          <DayTime ms={feed.readThroughMs} />
        </span>
      </div>
      <div className="flex min-h-7 items-center justify-between gap-3">
        <span>Read for 20 s every 5 min</span>
        <span className="text-ink">{isInUse ? 'in use by someone else' : 'not in use by others'}</span>
      </div>
      <ReadNow id={id} feed={feed} mayAct={mayAct} />
    </footer>
  );
}

/** Has the feed read now; busy until it was tried. */
export function ReadNow({ id, feed, mayAct }: { id: string; feed: LedgerAnswer['feed']; mayAct: boolean }) {
  const toast = useToast();
  const { mutate, isPending } = useMutation({
    mutationFn: () => postJson(apiPaths.streamLedgerRead(id)),
    onError: (error) => {
      const { title, detail } = toApiError(error);
      toast({ tone: 'bad', title: 'The feed is not read now', body: detail || title });
    },
  });
  return (
    <Button
      size="small"
      className="mt-1"
      busy={isPending || feed.wantedAtMs !== null}
      disabled={!mayAct}
      title={mayAct ? undefined : 'This needs the role operator.'}
      onClick={() => mutate()}
    >
      {feed.wantedAtMs === null ? 'Read now' : 'Reading…'}
    </Button>
  );
}
