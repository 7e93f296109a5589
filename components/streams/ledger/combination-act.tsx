'use client';

import { TextLink } from '@/components/ui/text-link';
import { type Combination } from '@/lib/ledger/combination';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';

import { ApplyButton } from './apply-button';
import { IgnoreButton } from './ignore-button';
import { RedeliverButton } from './redeliver-button';

interface CombinationActProps {
  id: string;
  answer: LedgerAnswer;
  combination: Combination;
  /** Events that are not ignored. */
  count: number;
  mayAct: boolean;
}

/** The one thing to do about all events of a combination. */
export function CombinationAct({ id, answer, combination, count, mayAct }: CombinationActProps) {
  if (count === 0 || combination === 'normal') return null;
  const window = { combination, fromMs: answer.fromMs, toMs: answer.toMs };
  if (combination === 'failed_but_received') {
    return (
      <TextLink href={paths.deliveryListOfStream(id)} className="font-medium">
        See the failures
      </TextLink>
    );
  }
  if (combination === 'failed_not_received') {
    return <RedeliverButton id={id} window={window} label={`Redeliver ${formatCount(count)}…`} mayAct={mayAct} />;
  }
  if (combination === 'never_delivered') {
    return <ApplyButton id={id} window={window} mayAct={mayAct} />;
  }
  const gaps = answer.gaps.filter((gap) => gap.combination === combination && gap.ignoreSeq === null);
  const first = Math.min(...gaps.map(({ fromMs }) => fromMs));
  const last = Math.max(...gaps.map(({ toMs }) => toMs));
  return (
    <IgnoreButton id={id} ignore={{ combination, fromMs: first, toMs: last }} count={count} mayAct={mayAct} isLink />
  );
}
