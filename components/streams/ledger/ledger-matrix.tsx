'use client';

import { cn } from '@/components/ui/cn';
import { useZone } from '@/components/ui/zone';
import { type Combination, combinations, isMissing, sightings } from '@/lib/ledger/combination';
import { type CombinationCount, type LedgerAnswer } from '@/lib/ledger/ledger';
import { combinationWords } from '@/lib/ledger/ledger-words';
import { formatCount } from '@/lib/text/format';

import { CombinationAct } from './combination-act';
import { combinationMeaning } from './gap-words';
import { type LedgerSelection } from './use-ledger-selection';

interface LedgerMatrixProps {
  id: string;
  answer: LedgerAnswer;
  selection: LedgerSelection;
  mayAct: boolean;
}

/** Every combination of emitted, failed and received, with its number and the one thing to do about it. */
export function LedgerMatrix({ answer, ...rest }: LedgerMatrixProps) {
  const most = Math.max(1, ...answer.counts.map(({ count, ignored }) => count + ignored));
  const byName = new Map(answer.counts.map((count) => [count.combination, count]));
  return (
    <>
      <table aria-label="Combinations" className="w-full border-separate border-spacing-0 text-body">
        <MatrixHead />
        <tbody>
          {combinations.map((name) => (
            <MatrixRow key={name} count={byName.get(name) ?? none(name)} most={most} answer={answer} {...rest} />
          ))}
        </tbody>
      </table>
      <p className="px-6 py-3 text-small text-ink-2 max-phone:px-3">
        Bars are logarithmic. The eighth combination, nothing anywhere, cannot be seen.
      </p>
    </>
  );
}

const none = (combination: Combination): CombinationCount => ({ combination, count: 0, ignored: 0 });

function MatrixHead() {
  return (
    <thead>
      <tr className="text-left text-small text-ink-3 [&>th]:h-8 [&>th]:border-b [&>th]:font-normal">
        <th scope="col" className="w-[84px] pl-6 text-center max-phone:w-9 max-phone:pl-3">
          <Head long="Emitted" short="E" />
        </th>
        <th scope="col" className="w-[64px] text-center max-phone:w-7">
          <Head long="Failed" short="F" />
        </th>
        <th scope="col" className="w-[76px] text-center max-phone:w-9">
          <Head long="Received" short="R" />
        </th>
        <th scope="col" className="pl-3">
          Combination
        </th>
        <th scope="col" className="w-[84px] pr-2 text-right max-phone:w-14 max-phone:pr-3">
          Events
        </th>
        <th scope="col" className="w-[104px] max-phone:hidden">
          <span className="sr-only">Share</span>
        </th>
        <th scope="col" className="w-[176px] pr-6 max-phone:hidden">
          <span className="sr-only">Act</span>
        </th>
      </tr>
    </thead>
  );
}

function Head({ long, short }: { long: string; short: string }) {
  return (
    <>
      <span className="max-phone:sr-only">{long}</span>
      <span aria-hidden="true" className="phone:hidden">
        {short}
      </span>
    </>
  );
}

interface MatrixRowProps extends LedgerMatrixProps {
  count: CombinationCount;
  most: number;
}

function MatrixRow({ id, answer, count: { combination, count, ignored }, most, selection, mayAct }: MatrixRowProps) {
  const { isEmitted, isFailed, isReceived } = sightings[combination];
  const { name } = combinationWords[combination];
  const { timeZone } = useZone();
  const meaning = combinationMeaning(answer, combination, timeZone);
  const isEmpty = count + ignored === 0;
  const isChosen = selection.combination === combination && !isEmpty;
  const isBad = isMissing(combination) && count > 0;
  const act = <CombinationAct id={id} answer={answer} combination={combination} count={count} mayAct={mayAct} />;
  return (
    <tr
      className={cn(
        '[&>td]:border-b [&>th]:border-b',
        isEmpty ? 'h-8 text-ink-3' : 'h-11',
        isChosen && 'bg-select shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <Dot what="emitted" isOn={isEmitted} className="pl-6 max-phone:pl-3" />
      <Dot what="failed" isOn={isFailed} />
      <Dot what="received" isOn={isReceived} />
      <th scope="row" className="py-1 pl-3 text-left font-normal">
        <Name
          name={name}
          isEmpty={isEmpty}
          isChosen={isChosen}
          onChoose={combination === 'normal' ? undefined : () => selection.chooseCombination(combination)}
        />
        {isEmpty ? null : (
          <>
            <span className="block text-small text-ink-2">{meaningOf(meaning, ignored)}</span>
            <span className="phone:hidden">{act}</span>
          </>
        )}
      </th>
      <td className={cn('pr-2 text-right font-medium max-phone:pr-3', isBad && 'text-bad', isEmpty && 'font-normal')}>
        {formatCount(count)}
      </td>
      <td className="max-phone:hidden">
        <LogBar value={count} most={most} combination={combination} />
      </td>
      <td className="pr-6 text-right max-phone:hidden">{isEmpty ? null : act}</td>
    </tr>
  );
}

interface NameProps {
  name: string;
  isEmpty: boolean;
  isChosen: boolean;
  onChoose: (() => void) | undefined;
}

function Name({ name, isEmpty, isChosen, onChoose }: NameProps) {
  if (isEmpty) return <span>{name}</span>;
  if (onChoose === undefined) return <span className="font-medium">{name}</span>;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="rounded-chip text-left font-medium quick hover:underline"
    >
      {name}
    </button>
  );
}

const meaningOf = (meaning: string, ignored: number) =>
  ignored === 0 ? meaning : `${meaning} · ${formatCount(ignored)} ignored`;

function Dot({ what, isOn, className }: { what: string; isOn: boolean; className?: string }) {
  return (
    <td className={cn('text-center', className)}>
      <span
        aria-hidden="true"
        className={cn('inline-block size-2.5 rounded-full border', isOn ? 'border-ink-2 bg-ink-2' : 'border-tick')}
      />
      <span className="sr-only">{`${what} ${isOn ? 'yes' : 'no'}`}</span>
    </td>
  );
}

const fills: Partial<Record<Combination, string>> = {
  normal: 'bg-c-applied',
  failed_not_received: 'bg-c-error',
  never_delivered: 'bg-c-error',
  failed_but_received: 'bg-c-late',
};

/** On a logarithmic scale, so that nine beside eleven thousand are seen. */
function LogBar({ value, most, combination }: { value: number; most: number; combination: Combination }) {
  const share = value === 0 ? 0 : Math.max(0.04, Math.log(value + 1) / Math.log(most + 1));
  return (
    <span aria-hidden="true" className="block h-2 w-[88px] bg-sunk">
      <span
        className={cn('block h-full', fills[combination] ?? 'bg-c-unchanged')}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
