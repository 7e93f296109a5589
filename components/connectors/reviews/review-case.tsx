'use client';

import { ArrowLeft, ChevronDown, ChevronUp, Inbox } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { Button, IconButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextLink } from '@/components/ui/text-link';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { subjectHref } from '@/lib/connectors/connector-words';
import { type ReviewAct, reviewActs } from '@/lib/connectors/review-acts';
import { closesBy, reasonTitles, reviewSentence } from '@/lib/connectors/review-words';
import { paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { RecordComparison } from './record-comparison';
import { TriedCalls } from './tried-calls';
import { useActing } from './use-acting';

interface ReviewCaseProps {
  row: ReviewRow;
  mayAct: boolean;
  /** The case was opened by an act on the one before: the person goes on at its heading. */
  takesFocus: boolean;
  onActed: () => void;
  onStep: (by: 1 | -1) => void;
  /** Back to the list, on the phone. */
  onClose: () => void;
}

/** One case: what happened, what the records say, what was tried, and what can be done. */
export function ReviewCase({ row, mayAct, takesFocus, onActed, onStep, onClose }: ReviewCaseProps) {
  return (
    <article aria-label={`Review of ${visibleText(row.name ?? row.key)}`} className="flex min-h-full flex-col">
      <CaseHead row={row} takesFocus={takesFocus} onStep={onStep} onClose={onClose} />
      <RecordComparison row={row} mayRead={mayAct} />
      <div className="grid flex-1 grid-cols-[minmax(0,2fr)_minmax(0,1fr)] border-t max-rail:grid-cols-1">
        <TriedCalls row={row} />
        <section
          aria-label="Closes by itself"
          className="border-l px-6 py-4 max-rail:border-t max-rail:border-l-0 max-phone:px-3"
        >
          <h3 className="text-heading">Closes by itself</h3>
          <p className="mt-1 text-body text-ink-2">{closesBy(row)}</p>
        </section>
      </div>
      {mayAct ? <CaseActs row={row} onActed={onActed} /> : null}
    </article>
  );
}

function CaseHead({ row, takesFocus, onStep, onClose }: Omit<ReviewCaseProps, 'mayAct' | 'onActed'>) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <header className="px-6 py-4 max-phone:px-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <IconButton bare label="Back to the list" icon={ArrowLeft} onClick={onClose} className="phone:hidden" />
        {row.reason === null ? null : (
          <Chip icon={Inbox} tone="warn" filled>
            {reasonTitles[row.reason]}
          </Chip>
        )}
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 truncate rounded-chip text-subject"
          title={visibleText(row.key)}
        >
          <TextLink href={subjectHref(row)} className="text-ink">
            <OutsideText>{row.name ?? row.key}</OutsideText>
          </TextLink>
        </h2>
        <p className="text-small text-ink-2">
          <TextLink href={paths.connector(row.connectorId)}>
            <OutsideText>{row.connectorName}</OutsideText>
          </TextLink>
          {row.waitingSinceMs === null ? null : (
            <>
              {' · waiting since '}
              <DayTime ms={row.waitingSinceMs} />
            </>
          )}
        </p>
        <div className="ml-auto flex gap-2">
          <IconButton label="Previous case" keys="K" icon={ChevronUp} onClick={() => onStep(-1)} />
          <IconButton label="Next case" keys="J" icon={ChevronDown} onClick={() => onStep(1)} />
        </div>
      </div>
      <p className="mt-2 max-w-[760px] text-body [overflow-wrap:anywhere]">{reviewSentence(row)}</p>
    </header>
  );
}

/** As many as have a number key. */
const mostKeys = 3;

function CaseActs({ row, onActed }: { row: ReviewRow; onActed: () => void }) {
  const acts = reviewActs(row);
  const { start, isPending, dialogs } = useActing(row, onActed);
  const decisions = acts.filter(({ act }) => act !== 'never');
  const rest = acts.filter(({ act }) => act === 'never');
  return (
    <footer
      aria-label="Acts"
      role="group"
      className="sticky bottom-0 z-3 flex flex-wrap items-center gap-2 border-t bg-face px-6 py-3 max-phone:grid max-phone:grid-cols-2 max-phone:px-3"
    >
      {decisions.map((act, index) => (
        <ActButton
          key={act.act}
          act={act}
          number={index < mostKeys ? String(index + 1) : null}
          isDefault={index === 0}
          isWide={index === 0 && decisions.length !== 2}
          busy={isPending}
          onAct={start}
        />
      ))}
      {rest.map((act) => (
        <Button
          key={act.act}
          variant="quiet"
          busy={isPending}
          onClick={() => start(act)}
          className="max-phone:col-span-2 phone:ml-auto"
        >
          {act.label}
        </Button>
      ))}
      {dialogs}
    </footer>
  );
}

interface ActButtonProps {
  act: ReviewAct;
  number: string | null;
  isDefault: boolean;
  isWide: boolean;
  busy: boolean;
  onAct: (act: ReviewAct) => void;
}

function ActButton({ act, number, isDefault, isWide, busy, onAct }: ActButtonProps) {
  useShortcut(number ?? '', () => onAct(act), number !== null && !busy);
  return (
    <Button
      variant={isDefault ? 'primary' : 'plain'}
      keys={number ?? undefined}
      busy={busy}
      onClick={() => onAct(act)}
      className={`max-phone:[&>kbd]:hidden ${isWide ? 'max-phone:col-span-2' : ''}`}
    >
      {act.label}
    </Button>
  );
}
