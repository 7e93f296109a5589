'use client';

import { Waves } from 'lucide-react';

import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { isMissing } from '@/lib/ledger/combination';
import { type LedgerGap } from '@/lib/ledger/gaps';
import { type LedgerIgnore } from '@/lib/ledger/ledger';
import { formatCount } from '@/lib/text/format';

import { ApplyButton } from './apply-button';
import { gapAdvice, gapTitle } from './gap-words';
import { IgnoreButton, TakeBackButton } from './ignore-button';
import { RedeliverButton } from './redeliver-button';

interface GapDetailProps {
  id: string;
  gap: LedgerGap;
  ignores: readonly LedgerIgnore[];
  mayAct: boolean;
}

/** What the chosen gap is, and what can be done about it. */
export function GapDetail({ id, gap, ignores, mayAct }: GapDetailProps) {
  const ignore = ignores.find(({ seq }) => seq === gap.ignoreSeq);
  return (
    <section aria-label="Selected gap" className="border-b px-5 py-4 max-rail:px-6 max-phone:px-3">
      <h3 className="flex items-start gap-2 text-heading">
        <Waves
          aria-hidden="true"
          size={16}
          strokeWidth={1.75}
          className={
            isMissing(gap.combination) && ignore === undefined ? 'mt-0.5 shrink-0 text-bad' : 'mt-0.5 shrink-0'
          }
        />
        {gapTitle(gap)}
      </h3>
      {ignore === undefined ? (
        <>
          <p className="mt-1 text-body text-ink-2">{gapAdvice(gap)}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <GapAct id={id} gap={gap} mayAct={mayAct} />
            <IgnoreButton id={id} ignore={gap} count={gap.count} mayAct={mayAct} />
          </div>
        </>
      ) : (
        <Note id={id} ignore={ignore} mayAct={mayAct} />
      )}
    </section>
  );
}

function GapAct({ id, gap, mayAct }: Omit<GapDetailProps, 'ignores'>) {
  const { combination, fromMs, toMs, count } = gap;
  const window = { fromMs, toMs: toMs + 1 };
  if (combination === 'never_delivered') return <ApplyButton id={id} window={window} mayAct={mayAct} isPrimary />;
  if (combination !== 'failed_not_received') return null;
  const label = `Redeliver ${formatCount(count)}…`;
  return <RedeliverButton id={id} window={{ combination, ...window }} label={label} mayAct={mayAct} isPrimary />;
}

function Note({ id, ignore, mayAct }: { id: string; ignore: LedgerIgnore; mayAct: boolean }) {
  return (
    <>
      <p className="mt-1 text-body break-words">
        <OutsideText>{ignore.note}</OutsideText>
      </p>
      <p className="mt-1 text-small text-ink-2">
        Ignored by <OutsideText>{ignore.by}</OutsideText>, <DayTime ms={ignore.atMs} />
      </p>
      <div className="mt-3">
        <TakeBackButton id={id} seq={ignore.seq} mayAct={mayAct} />
      </div>
    </>
  );
}
