import { type LaneState, type ReviewReason } from './connector';

/** What of a lane its steps decide on. */
export interface LaneStand {
  state: LaneState;
  dueMs: number | null;
  wantedSeq: number;
  doneSeq: number;
  attempts: number;
  reason: ReviewReason | null;
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

/** Whether the user's next change is worth a try without a person: another value may fit. */
const isCurable = (reason: ReviewReason | null) => reason === 'value_refused';

/**
 * A lane once events from `firstSeq` to `lastSeq` are to be carried on. An idle lane begins at the first of them: what came
 * before was not asked for. A lane that is pushed, fails or waits for a person only learns how far it has to go,
 * unless the change may be what it waits for.
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
    return { ...lane, state: 'waiting', dueMs: nowMs, wantedSeq, attempts: 0, reason: null };
  }
  if (lane.state !== 'idle') return { ...lane, wantedSeq };
  const doneSeq = Math.max(lane.doneSeq, wake.firstSeq - 1);
  return { ...lane, state: 'waiting', dueMs: nowMs, wantedSeq, doneSeq, waitingSinceMs: nowMs };
}

/**
 * How a push ended. `done`: everything up to `doneSeq` was taken. `retry`: the next one failed, and is tried again at `atMs`.
 * `review`: it failed for the last time. `later`: nothing was tried, the connector waits until `atMs`.
 */
export type PushEnd =
  | { kind: 'done' }
  | { kind: 'retry'; atMs: number; error: string }
  | { kind: 'review'; reason: ReviewReason; error: string }
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
    case 'later':
      return { ...moved, state: moved.attempts > 0 ? 'retrying' : 'waiting', dueMs: end.atMs };
  }
}

/**
 * A lane after a person's act; null where the act does not apply. `push` tries at once, after everything but a push that is
 * under way. `skip` passes over `failingSeq`, of a lane that waits for a person.
 */
export function actOn(
  lane: LaneStand,
  act: 'push' | 'skip',
  { atMs, failingSeq }: { atMs: number; failingSeq: number | null },
): LaneStand | null {
  const afresh = { ...lane, state: 'waiting' as const, dueMs: atMs, attempts: 0, reason: null };
  if (act === 'push') return lane.state === 'retrying' || lane.state === 'review' ? afresh : null;
  if (lane.state !== 'review' || failingSeq === null) return null;
  return { ...afresh, doneSeq: failingSeq, error: null };
}
