import { CircleDashed } from 'lucide-react';
import { type ReactNode } from 'react';

import { Chip } from '../ui/chip';
import { OutsideText } from '../ui/outside-text';
import { statusWords, type Vocabulary } from './status-words';

interface StatusChipProps {
  vocabulary: Vocabulary;
  value: string;
  detail?: ReactNode;
}

/** A state in one of the fixed vocabularies. A value we do not know is shown as it came, in grey. */
export function StatusChip({ vocabulary, value, detail }: StatusChipProps) {
  const look = statusWords[vocabulary].get(value);
  if (!look) {
    return (
      <Chip icon={CircleDashed} tone="mute" filled detail={detail}>
        <OutsideText>{value}</OutsideText>
      </Chip>
    );
  }
  const { word = value, ...rest } = look;
  return (
    <Chip {...rest} detail={detail}>
      {word}
    </Chip>
  );
}

/** What an event did to the mirror. `rowChanged` marks a late event that still changed the row. */
export function OutcomeChip({ outcome, rowChanged = false }: { outcome: string; rowChanged?: boolean | undefined }) {
  const detail = outcome === 'late' && rowChanged ? 'row changed' : undefined;
  return <StatusChip vocabulary="outcome" value={outcome} detail={detail} />;
}

const answers = new Map([
  [204, '204 accepted'],
  [400, '400 malformed'],
  [401, '401 rejected'],
  [413, '413 too large'],
  [415, '415 bad encoding'],
  [503, '503 not stored'],
]);

interface ReceiptChipProps {
  /** HTTP status that our webhook answered. */
  status: number;
  /** What the receipt was beside the first one of the same event. */
  result?: 'duplicate' | 'conflict' | null | undefined;
  detail?: ReactNode;
}

export function ReceiptChip({ status, result, detail }: ReceiptChipProps) {
  const value = result ?? answers.get(status) ?? String(status);
  return <StatusChip vocabulary="receipt" value={value} detail={detail} />;
}

interface DeliveryChipProps {
  /** Where a failed delivery stands; Auth0's own unknown words pass through. */
  state: string;
  /** "12 s" since it was asked, "in 9 s" until it arrived. */
  detail?: ReactNode;
  /** How often a redelivery failed; shown from two on. */
  times?: number | undefined;
}

export function DeliveryChip({ state, detail, times }: DeliveryChipProps) {
  const look = statusWords.delivery.get(state);
  if (state === 'failed_again' && look && times !== undefined && times > 1) {
    return (
      <Chip icon={look.icon} tone={look.tone} filled detail={detail}>
        {`${look.word ?? state} ×${times}`}
      </Chip>
    );
  }
  return <StatusChip vocabulary="delivery" value={state} detail={detail} />;
}

interface StreamChipProps {
  /** `enabled`, `disabled`, `at risk`, `disabled (failing)`, or whatever Auth0 says. */
  status: string;
  /** Used part of the failure budget as text ("76 %"), said for `at risk`. */
  percent?: string | undefined;
}

export function StreamChip({ status, percent }: StreamChipProps) {
  const look = statusWords.stream.get(status);
  if (status === 'at risk' && look && percent !== undefined) {
    return (
      <Chip icon={look.icon} tone={look.tone} filled>
        {`${status} ${percent}`}
      </Chip>
    );
  }
  return <StatusChip vocabulary="stream" value={status} />;
}
