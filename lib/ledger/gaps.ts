import { minuteMs } from '../spans';
import { type Combination } from './combination';
import { type DisabledStretch } from './expectation';

/** Events of one combination within one minute. */
export interface LedgerSlot {
  combination: Combination;
  /** Times of the first and the last of them. */
  fromMs: number;
  toMs: number;
  count: number;
  /** Those of a type that changes a user. */
  users: number;
  /** Why Auth0 says they failed; null where it lists them not. */
  causeKey: string | null;
  /** Covered by a note that says to leave them. */
  ignoreSeq: number | null;
}

/** How many events of a gap failed for one cause. */
export interface GapCause {
  causeKey: string;
  count: number;
}

/** Odd events of one combination in a row. */
export interface LedgerGap {
  combination: Combination;
  fromMs: number;
  toMs: number;
  count: number;
  users: number;
  /** Why they failed, most frequent cause first; empty where Auth0 lists no failure. */
  causes: GapCause[];
  /** The window in which the event stream was disabled, which explains what was never delivered. */
  disabled: DisabledStretch | null;
  /** The note by which it is ignored; null for one that counts. */
  ignoreSeq: number | null;
}

/** Odd events that are further apart than this (ms) belong to different gaps, one window without deliveries aside. */
export const gapPauseMs = 15 * minuteMs;

/** Contiguous holes by combination, newest first. `slots` come in any order. */
export function gapsOf(slots: readonly LedgerSlot[], disabled: readonly DisabledStretch[]): LedgerGap[] {
  const byKind = Map.groupBy(slots, ({ combination, ignoreSeq }) => `${combination} ${ignoreSeq ?? ''}`);
  const gaps = [...byKind.values()].flatMap((of) => gapsOfKind(of, disabled));
  return gaps.sort((a, b) => b.toMs - a.toMs || b.fromMs - a.fromMs);
}

function gapsOfKind(slots: readonly LedgerSlot[], disabled: readonly DisabledStretch[]): LedgerGap[] {
  const runs: { window: DisabledStretch | null; slots: LedgerSlot[]; toMs: number }[] = [];
  for (const slot of slots.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const window = slot.combination === 'never_delivered' ? windowOf(slot, disabled) : null;
    const last = runs.at(-1);
    const isNear = last !== undefined && (slot.fromMs - last.toMs <= gapPauseMs || window !== null);
    if (last !== undefined && isNear && last.window === window) {
      last.slots.push(slot);
      last.toMs = Math.max(last.toMs, slot.toMs);
    } else runs.push({ window, slots: [slot], toMs: slot.toMs });
  }
  return runs.map(toGap);
}

function windowOf({ fromMs, toMs }: LedgerSlot, disabled: readonly DisabledStretch[]): DisabledStretch | null {
  return disabled.find((window) => fromMs < window.toMs && toMs >= window.fromMs) ?? null;
}

function toGap({
  window,
  slots,
  toMs,
}: {
  window: DisabledStretch | null;
  slots: LedgerSlot[];
  toMs: number;
}): LedgerGap {
  const sum = (of: (slot: LedgerSlot) => number) => slots.reduce((all, slot) => all + of(slot), 0);
  const [first] = slots;
  return {
    combination: first?.combination ?? 'never_delivered',
    fromMs: first?.fromMs ?? toMs,
    toMs,
    count: sum(({ count }) => count),
    users: sum(({ users }) => users),
    causes: causesOf(slots),
    disabled: window,
    ignoreSeq: first?.ignoreSeq ?? null,
  };
}

function causesOf(slots: readonly LedgerSlot[]): GapCause[] {
  const counts = new Map<string, number>();
  for (const { causeKey, count } of slots) {
    if (causeKey !== null) counts.set(causeKey, (counts.get(causeKey) ?? 0) + count);
  }
  const causes = [...counts].map(([causeKey, count]) => ({ causeKey, count }));
  return causes.sort((a, b) => b.count - a.count || (a.causeKey < b.causeKey ? -1 : 1));
}
