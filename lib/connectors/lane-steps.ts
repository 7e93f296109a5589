import { type LanePriority, type LaneReason, type LaneState, type ParkReason, type ReviewReason } from './connector';
import { type ReviewFacts } from './records/record';

/** What of a lane its steps decide on. */
export interface LaneStand {
  state: LaneState;
  dueMs: number | null;
  wantedSeq: number;
  doneSeq: number;
  attempts: number;
  reason: LaneReason | null;
  error: string | null;
  /** Since when something waits to be carried on; null when nothing does. */
  waitingSinceMs: number | null;
}

/** A lane that was never woken. */
const unborn: LaneStand = {
  state: 'idle',
  dueMs: null,
  wantedSeq: 0,
  doneSeq: 0,
  attempts: 0,
  reason: null,
  error: null,
  waitingSinceMs: null,
};

/** What a person is asked that the user's next change may answer: another value may fit. */
const curable: ReadonlySet<LaneReason> = new Set(['value_refused', 'email_invalid', 'email_unverified', 'email_taken']);

const isCurable = (reason: LaneReason | null) => reason !== null && curable.has(reason);

/** Whether a person has said that nothing is ever to be done for this user. */
export const isNever = ({ state, reason }: Pick<LaneStand, 'state' | 'reason'>) =>
  state === 'parked' && reason === 'never';

/**
 * A lane once events from `firstSeq` to `lastSeq` are to be carried on. An idle lane begins at the first of them: what came
 * before was not asked for. So does a parked one, unless it is parked for good. A lane that is pushed, fails or waits for a
 * person only learns how far it has to go, unless the change may be what it waits for.
 */
export function wakeLane(
  known: LaneStand | null,
  wake: { firstSeq: number; lastSeq: number },
  nowMs: number,
): LaneStand {
  const lane = known ?? unborn;
  const wantedSeq = Math.max(lane.wantedSeq, wake.lastSeq);
  // The change may be the cure.
  if (lane.state === 'review' && isCurable(lane.reason)) {
    return rouse({ ...lane, wantedSeq }, nowMs);
  }
  if ((lane.state !== 'idle' && lane.state !== 'parked') || isNever(lane)) return { ...lane, wantedSeq };
  const doneSeq = Math.max(lane.doneSeq, wake.firstSeq - 1);
  return rouse({ ...lane, wantedSeq, doneSeq }, nowMs);
}

const atRest: ReadonlySet<LaneState> = new Set(['idle', 'review', 'parked']);

/** Whether nothing is being carried on for a lane, nor is going to be until somebody acts. */
export const isAtRest = ({ state }: Pick<LaneStand, 'state'>) => atRest.has(state);

/** The priority of a lane that is woken with one. What waits already keeps its place, unless a live change comes. */
export function priorityOf(known: { state: LaneState; prio: LanePriority } | null, woken: LanePriority): LanePriority {
  return known === null || isAtRest(known) || woken < known.prio ? woken : known.prio;
}

/** A lane that is to be pushed at once, as if nothing had failed. */
export function rouse<Stand extends LaneStand>(lane: Stand, nowMs: number): Stand {
  const waitingSinceMs = lane.waitingSinceMs ?? nowMs;
  return { ...lane, state: 'waiting', dueMs: nowMs, attempts: 0, reason: null, waitingSinceMs };
}

/** A lane for which nothing is to be done. What it was woken for until now is passed over. */
export function park<Stand extends LaneStand>(lane: Stand, reason: ParkReason): Stand {
  const { wantedSeq: doneSeq } = lane;
  const rest = { attempts: 0, error: null, waitingSinceMs: null };
  return { ...lane, state: 'parked', dueMs: null, doneSeq, reason, ...rest };
}

/**
 * How a push ended. `done`: everything up to `doneSeq` was taken. `retry`: the next one failed, and is tried again at `atMs`.
 * `review`: it failed for the last time, or a person must decide; `facts` are for that person. `park`: there is nothing to do
 * for this user. `later`: nothing was tried, the connector waits until `atMs`.
 */
export type PushEnd =
  | { kind: 'done' }
  | { kind: 'retry'; atMs: number; error: string }
  | { kind: 'review'; reason: ReviewReason; error: string; facts?: ReviewFacts }
  | { kind: 'park'; reason: ParkReason }
  | { kind: 'later'; atMs: number };

/** A lane after a push that carried on everything up to `doneSeq`. */
export function settleLane(
  lane: LaneStand,
  { doneSeq, end }: { doneSeq: number; end: PushEnd },
  nowMs: number,
): LaneStand {
  const hasMoved = doneSeq > lane.doneSeq;
  const moved = { ...lane, doneSeq: Math.max(lane.doneSeq, doneSeq), attempts: hasMoved ? 0 : lane.attempts };
  switch (end.kind) {
    case 'done': {
      const rest = { ...moved, attempts: 0, reason: null, error: null };
      // It was woken meanwhile.
      if (moved.wantedSeq > moved.doneSeq) return { ...rest, state: 'waiting', dueMs: nowMs };
      return { ...rest, state: 'idle', dueMs: null, waitingSinceMs: null };
    }
    case 'retry':
      return { ...moved, state: 'retrying', dueMs: end.atMs, attempts: moved.attempts + 1, error: end.error };
    case 'review':
      return {
        ...moved,
        state: 'review',
        dueMs: null,
        reason: end.reason,
        error: end.error,
        attempts: moved.attempts + 1,
      };
    case 'park': {
      // It was woken meanwhile, perhaps by what ends the reason.
      const isWoken = moved.wantedSeq > moved.doneSeq && end.reason !== 'never';
      return isWoken ? rouse({ ...moved, error: null }, nowMs) : park(moved, end.reason);
    }
    case 'later':
      return { ...moved, state: moved.attempts > 0 ? 'retrying' : 'waiting', dueMs: end.atMs };
  }
}

/**
 * A settled lane that a person has woken while it was being pushed. What that push has carried on may be what an older mapping
 * made of the user, so it is pushed once more, whatever came of it. What is tried again anyway keeps its pause.
 */
export function pushAgain(settled: LaneStand, nowMs: number): LaneStand {
  return isAtRest(settled) && !isNever(settled) ? rouse(settled, nowMs) : settled;
}

const pushable: ReadonlySet<LaneState> = new Set(['retrying', 'review', 'parked']);

/**
 * A lane after a person's act; null where the act does not apply. `push` tries at once what fails, waits for a person or is
 * parked, even for good. `skip` passes over `failingSeq`, of a lane that waits for a person.
 */
export function actOn(
  lane: LaneStand,
  act: 'push' | 'skip',
  { atMs, failingSeq }: { atMs: number; failingSeq: number | null },
): LaneStand | null {
  const afresh = rouse(lane, atMs);
  if (act === 'push') return pushable.has(lane.state) ? afresh : null;
  if (lane.state !== 'review' || failingSeq === null) return null;
  return { ...afresh, doneSeq: failingSeq, error: null };
}
