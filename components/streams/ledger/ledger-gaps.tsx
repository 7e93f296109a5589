'use client';

import { cn } from '@/components/ui/cn';
import { useNow } from '@/components/ui/now';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { useZone } from '@/components/ui/zone';
import { isMissing } from '@/lib/ledger/combination';
import { type LedgerGap } from '@/lib/ledger/gaps';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { formatCount } from '@/lib/text/format';

import { GapDetail } from './gap-detail';
import { gapName, gapReason, gapTime } from './gap-words';
import { GapItems } from './gap-items';
import { type LedgerSelection } from './use-ledger-selection';

interface LedgerGapsProps {
  id: string;
  answer: LedgerAnswer;
  selection: LedgerSelection;
  mayAct: boolean;
}

/** A list longer than this says so: the newest gaps stand for the rest. */
const mostGaps = 50;

/** The holes by combination, newest first, and what is in the chosen one. */
export function LedgerGaps({ id, answer, selection, mayAct }: LedgerGapsProps) {
  const { gaps } = answer;
  const { gap, combination } = selection;
  const window =
    gap === null ? { fromMs: answer.fromMs, toMs: answer.toMs } : { fromMs: gap.fromMs, toMs: gap.toMs + 1 };
  return (
    <>
      {gap === null ? null : <GapDetail id={id} gap={gap} ignores={answer.ignores} mayAct={mayAct} />}
      <SectionHead title="Gaps" count={gaps.length} className="border-b px-5 max-rail:px-6 max-phone:px-3" />
      {gaps.length === 0 ? (
        <p className="border-b px-5 py-3 text-body text-ink-2 max-rail:px-6 max-phone:px-3">
          None: every event that counts was emitted and received.
        </p>
      ) : (
        <ul aria-label="Gaps">
          {gaps.slice(0, mostGaps).map((one) => (
            <li key={`${one.combination} ${one.fromMs} ${one.ignoreSeq ?? ''}`}>
              <GapRow gap={one} isChosen={one === gap} onChoose={() => selection.chooseGap(one)} />
            </li>
          ))}
        </ul>
      )}
      {gaps.length > mostGaps ? (
        <p className="border-b px-5 py-2 text-small text-ink-2 max-rail:px-6 max-phone:px-3">
          {`The newest ${mostGaps} of ${formatCount(gaps.length)} gaps. A shorter span shows fewer.`}
        </p>
      ) : null}
      {combination === null || gaps.length === 0 ? null : (
        <GapItems
          id={id}
          title={gap === null ? `All ${gapName({ combination })}` : 'In the selected gap'}
          window={{ combination, ...window }}
        />
      )}
    </>
  );
}

function GapRow({ gap, isChosen, onChoose }: { gap: LedgerGap; isChosen: boolean; onChoose: () => void }) {
  const nowMs = useNow(60_000);
  const { timeZone } = useZone();
  const isIgnored = gap.ignoreSeq !== null;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'grid w-full grid-cols-[1fr_auto] gap-x-3 border-b px-5 py-2.5 text-left text-body focus-row quick hover:bg-hover focus-visible:z-1 max-rail:px-6 max-phone:px-3',
        isChosen && 'bg-select shadow-[inset_2px_0_0_var(--accent)] hover:bg-select',
      )}
    >
      <span className="font-medium">{gapTime(gap, { nowMs, timeZone })}</span>
      <span className={cn('text-right font-medium', isMissing(gap.combination) && !isIgnored && 'text-bad')}>
        {formatCount(gap.count)}
      </span>
      <span className="min-w-0 text-small break-words text-ink-2">
        <OutsideText>{isIgnored ? 'ignored with a note' : gapReason(gap)}</OutsideText>
      </span>
      <span className="text-right text-small text-ink-2">{gapName(gap)}</span>
    </button>
  );
}
