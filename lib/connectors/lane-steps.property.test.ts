import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParkReason, parkReasons } from './connector';
import { actOn, type LaneStand, type PushEnd, settleLane, wakeLane } from './lane-steps';

type Step =
  | { do: 'wake'; count: number }
  | { do: 'claim' }
  | { do: 'settle'; taken: number; end: PushEnd['kind'] }
  | { do: 'push' }
  | { do: 'skip' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('wake' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('claim' as const) }),
  fc.record({
    do: fc.constant('settle' as const),
    taken: fc.nat({ max: 4 }),
    end: fc.constantFrom('done', 'retry', 'review', 'later', 'park'),
  }),
  fc.record({ do: fc.constantFrom('push' as const, 'skip' as const) }),
);

const ends: { [Kind in PushEnd['kind']]: PushEnd } = {
  done: { kind: 'done' },
  retry: { kind: 'retry', atMs: 50, error: '500' },
  review: { kind: 'review', reason: 'keeps_failing', error: '500' },
  later: { kind: 'later', atMs: 60 },
  park: { kind: 'park', reason: 'no_email' },
};

/** One lane, the log of its events, and what the other side was sent of them. */
class Model {
  lane: LaneStand | null = null;
  newest = 0;
  readonly sent = new Set<number>();
  readonly skipped = new Set<number>();
  /** What the push in hand was told to carry on. */
  #claimed: { doneSeq: number; wantedSeq: number } | null = null;

  take(given: Step): void {
    if (given.do === 'wake') this.#wake(given.count);
    else if (given.do === 'claim') this.#claim();
    else if (given.do === 'settle') this.#settle(given.taken, given.end);
    else this.#act(given.do);
  }

  #wake(count: number): void {
    const firstSeq = this.newest + 1;
    this.newest += count;
    this.lane = wakeLane(this.lane, { firstSeq, lastSeq: this.newest }, 10);
  }

  #claim(): void {
    const { lane } = this;
    if (lane === null || lane.dueMs === null || lane.state === 'running') return;
    this.#claimed = { doneSeq: lane.doneSeq, wantedSeq: lane.wantedSeq };
    this.lane = { ...lane, state: 'running' };
  }

  #settle(taken: number, kind: PushEnd['kind']): void {
    const claimed = this.#claimed;
    if (this.lane === null || claimed === null) return;
    const all =
      kind === 'done' || kind === 'park' ? claimed.wantedSeq : Math.min(claimed.wantedSeq, claimed.doneSeq + taken);
    for (let seq = claimed.doneSeq + 1; seq <= all; seq += 1) this.sent.add(seq);
    this.lane = settleLane(this.lane, { doneSeq: all, end: ends[kind] }, 20);
    this.#claimed = null;
  }

  #act(act: 'push' | 'skip'): void {
    if (this.lane === null) return;
    const failingSeq = this.lane.doneSeq < this.newest ? this.lane.doneSeq + 1 : null;
    const after = actOn(this.lane, act, { atMs: 30, failingSeq });
    if (after === null) return;
    if (act === 'skip' && failingSeq !== null) this.skipped.add(failingSeq);
    this.lane = after;
  }
}

describe('a lane, whatever happens in whatever order', () => {
  test('is due exactly when something is to be done without a person', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const model = new Model();
        for (const one of steps) {
          model.take(one);
          if (model.lane === null) continue;
          const { state, dueMs, waitingSinceMs } = model.lane;
          expect(dueMs === null).toBe(state === 'idle' || state === 'review' || state === 'parked');
          expect(waitingSinceMs === null).toBe(state === 'idle' || state === 'parked');
        }
      }),
    );
  });

  test('ends with every event taken or passed over by a person, once the other side takes what it is sent', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const model = new Model();
        for (const one of steps) model.take(one);
        for (let turn = 0; turn < 3; turn += 1) {
          model.take({ do: 'settle', taken: 0, end: 'later' });
          model.take({ do: 'push' });
          model.take({ do: 'claim' });
          model.take({ do: 'settle', taken: 0, end: 'done' });
        }
        for (let seq = 1; seq <= model.newest; seq += 1) {
          expect(model.sent.has(seq) || model.skipped.has(seq)).toBe(true);
        }
        if (model.lane !== null) expect(model.lane).toMatchObject({ state: 'idle', doneSeq: model.newest });
      }),
    );
  });

  test('never goes back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const model = new Model();
        let before = 0;
        for (const one of steps) {
          model.take(one);
          const doneSeq = model.lane?.doneSeq ?? 0;
          expect(doneSeq).toBeGreaterThanOrEqual(before);
          expect(doneSeq).toBeLessThanOrEqual(model.newest);
          before = doneSeq;
        }
      }),
    );
  });
});

test('an idle lane begins at what woke it: what came in between was not asked for', () => {
  const idle = settleLane(wakeLane(null, { firstSeq: 3, lastSeq: 3 }, 1), { doneSeq: 3, end: { kind: 'done' } }, 2);
  expect(wakeLane(idle, { firstSeq: 9, lastSeq: 12 }, 5)).toMatchObject({
    doneSeq: 8,
    wantedSeq: 12,
    waitingSinceMs: 5,
  });
});

test('what was taken before a failure ends the count of failures', () => {
  const waiting = { ...wakeLane(null, { firstSeq: 1, lastSeq: 5 }, 1), state: 'running' as const, attempts: 4 };
  expect(settleLane(waiting, { doneSeq: 2, end: ends.retry }, 2)).toMatchObject({ attempts: 1, doneSeq: 2 });
  expect(settleLane(waiting, { doneSeq: 0, end: ends.retry }, 2)).toMatchObject({ attempts: 5 });
});

test('a change is tried when it may cure what a person was asked about, and not when it cannot', () => {
  const asked = {
    ...wakeLane(null, { firstSeq: 1, lastSeq: 1 }, 1),
    state: 'review' as const,
    dueMs: null,
    attempts: 3,
  };
  const wake = { firstSeq: 2, lastSeq: 2 };
  expect(wakeLane({ ...asked, reason: 'value_refused' }, wake, 9)).toMatchObject({
    state: 'waiting',
    dueMs: 9,
    reason: null,
  });
  for (const reason of ['email_invalid', 'email_unverified', 'email_taken'] as const) {
    expect(wakeLane({ ...asked, reason }, wake, 9)).toMatchObject({ state: 'waiting', reason: null });
  }
  expect(wakeLane({ ...asked, reason: 'keeps_failing' }, wake, 9)).toMatchObject({
    state: 'review',
    dueMs: null,
    wantedSeq: 2,
  });
});

describe('a parked lane', () => {
  const parkedFor = (reason: ParkReason) => {
    const running = { ...wakeLane(null, { firstSeq: 1, lastSeq: 1 }, 1), state: 'running' as const };
    return settleLane(running, { doneSeq: 1, end: { kind: 'park', reason } }, 2);
  };
  const wake = { firstSeq: 5, lastSeq: 6 };

  test.each(parkReasons.filter((reason) => reason !== 'never'))('ends with the next change (%s)', (reason) => {
    const parked = parkedFor(reason);
    expect(parked).toMatchObject({ state: 'parked', dueMs: null, waitingSinceMs: null, reason });
    expect(wakeLane(parked, wake, 9)).toMatchObject({
      ...{ state: 'waiting', dueMs: 9, waitingSinceMs: 9, reason: null },
      ...{ doneSeq: 4, wantedSeq: 6 },
    });
  });

  test('outlasts every change where it is for good, and ends when a person has it pushed', () => {
    const woken = wakeLane(parkedFor('never'), wake, 9);
    expect(woken).toMatchObject({ state: 'parked', dueMs: null, waitingSinceMs: null, wantedSeq: 6 });
    expect(actOn(woken, 'skip', { atMs: 9, failingSeq: 5 })).toBeNull();
    expect(actOn(woken, 'push', { atMs: 9, failingSeq: null })).toMatchObject({
      state: 'waiting',
      dueMs: 9,
      reason: null,
    });
  });

  test('waits again at once when it was woken while it was pushed', () => {
    const running = { ...wakeLane(null, { firstSeq: 1, lastSeq: 1 }, 1), state: 'running' as const };
    const woken = wakeLane(running, { firstSeq: 2, lastSeq: 2 }, 2);
    expect(settleLane(woken, { doneSeq: 1, end: ends.park }, 3)).toMatchObject({ state: 'waiting', dueMs: 3 });
  });
});
