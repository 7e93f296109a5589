import { flagOf, isObject, type JsonObject, numberOf, textOf } from '../ground/json.ts';
import type { Reply } from './attempt-rules.ts';

/** Misbehaviour of one stream's path to its target, asked for through the control API. Counters run down to zero. */
export interface TargetTricks {
  /** The target is taken for broken: this reply is assumed and nothing is sent. */
  broken: Reply | undefined;
  /** The next n events are delivered twice. */
  duplicate: number;
  /** The next n events are held and then delivered last first. */
  reorder: number;
  /** The next `times` events come `ms` late, so that later ones overtake them. */
  late: { ms: number; times: number };
  /** The next `times` requests spread their body over `ms`. */
  slow: { ms: number; times: number };
  /** The next n requests break off half way. */
  drop: number;
  /** The answers to the next n requests are lost. */
  lose: number;
  wrongSecret: boolean;
}

export function noTricks(): TargetTricks {
  return {
    broken: undefined,
    duplicate: 0,
    reorder: 0,
    late: { ms: 0, times: 0 },
    slow: { ms: 0, times: 0 },
    drop: 0,
    lose: 0,
    wrongSecret: false,
  };
}

const count = (value: unknown): number | undefined => {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? Math.floor(number) : undefined;
};

const delay = (value: unknown): { ms: number; times: number } | undefined =>
  isObject(value) ? { ms: count(value.ms) ?? 0, times: count(value.times) ?? 1 } : undefined;

function brokenReply(value: unknown): Reply | undefined {
  if (value === true) return { kind: 'answer', status: 500, body: '{"error":"boom"}' };
  if (!isObject(value)) return undefined;
  const reason = textOf(value.transport);
  if (reason !== undefined) return { kind: 'transport', reason };
  return { kind: 'answer', status: numberOf(value.status) ?? 500, body: textOf(value.body) ?? '{"error":"boom"}' };
}

/** Changes the tricks that `patch` names. */
export function changeTricks(tricks: TargetTricks, patch: JsonObject): void {
  if ('broken' in patch) tricks.broken = brokenReply(patch.broken);
  tricks.duplicate = count(patch.duplicate) ?? tricks.duplicate;
  tricks.reorder = count(patch.reorder) ?? tricks.reorder;
  tricks.drop = count(patch.drop) ?? tricks.drop;
  tricks.lose = count(patch.lose) ?? tricks.lose;
  tricks.wrongSecret = flagOf(patch.wrongSecret) ?? tricks.wrongSecret;
  tricks.late = delay(patch.late) ?? tricks.late;
  tricks.slow = delay(patch.slow) ?? tricks.slow;
}
