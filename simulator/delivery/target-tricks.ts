import { flagOf, isObject, type JsonObject, numberOf, textOf } from '../json.ts';
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
  wrongSecret: boolean;
}

export function noTricks(): TargetTricks {
  return { broken: undefined, duplicate: 0, reorder: 0, late: { ms: 0, times: 0 }, wrongSecret: false };
}

const count = (value: unknown): number | undefined => {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? Math.floor(number) : undefined;
};

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
  tricks.wrongSecret = flagOf(patch.wrongSecret) ?? tricks.wrongSecret;
  if (isObject(patch.late)) tricks.late = { ms: count(patch.late.ms) ?? 0, times: count(patch.late.times) ?? 1 };
}
