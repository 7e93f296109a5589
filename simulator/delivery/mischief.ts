import type { Settings } from '../ground/settings.ts';
import type { Reply } from './attempt-rules.ts';
import type { Errand } from './delivery-line.ts';
import { type Sentinel, sentinelOf } from './sentinels.ts';
import type { TargetTricks } from './target-tricks.ts';

/** What goes wrong with one request on purpose. */
export interface Mischief {
  /** Sends a credential that is not the stream's. */
  wrongSecret: boolean;
  /** Milliseconds over which the body is spread; 0 sends it at once. */
  slowMs: number;
  /** Breaks the connection off in the middle of the request, or before the answer is read. */
  cut: 'request' | 'answer' | undefined;
}

export const NO_MISCHIEF: Mischief = { wrongSecret: false, slowMs: 0, cut: undefined };

/** The reply that is taken for given without sending anything, if there is one. */
export function assumedReply(errand: Errand, tricks: TargetTricks, { redelivery }: Settings): Reply | undefined {
  if (errand.redelivery && redelivery.outcome === 'fail') {
    return { kind: 'answer', status: redelivery.status, body: redelivery.body };
  }
  if (tricks.broken) return tricks.broken;
  const { assume, forGood = false } = sentinelOf(errand.event) ?? {};
  return errand.redelivery && !forGood ? undefined : assume;
}

function cutOf(tricks: TargetTricks): Mischief['cut'] {
  if (tricks.drop > 0) {
    tricks.drop -= 1;
    return 'request';
  }
  if (tricks.lose > 0) {
    tricks.lose -= 1;
    return 'answer';
  }
  return undefined;
}

function askedCut({ dropFirst, loseFirst }: Partial<Sentinel>): Mischief['cut'] {
  if (dropFirst) return 'request';
  return loseFirst ? 'answer' : undefined;
}

function slownessOf(tricks: TargetTricks): number {
  if (tricks.slow.times <= 0) return 0;
  tricks.slow.times -= 1;
  return tricks.slow.ms;
}

/** The mischief of one attempt: the tricks in force, and what the address asks for on its first way. Counts tricks down. */
export function mischiefOf(errand: Errand, attempt: number, tricks: TargetTricks): Mischief {
  const asked: Partial<Sentinel> = (errand.redelivery ? undefined : sentinelOf(errand.event)) ?? {};
  return {
    wrongSecret: tricks.wrongSecret || asked.wrongSecret === true,
    slowMs: slownessOf(tricks) || (asked.slowMs ?? 0),
    cut: cutOf(tricks) ?? (attempt === 1 ? askedCut(asked) : undefined),
  };
}
