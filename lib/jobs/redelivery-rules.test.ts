import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryMark } from '../deliveries/delivery-record';
import { deliveryStates } from '../deliveries/delivery';
import { redeliveryCounts, redeliveryResults } from './redelivery';
import { leaveOf, nextStreak, nextWindow, outcomeOf, widest, windowWithin } from './redelivery-rules';

const mark = (over: Partial<DeliveryMark>): DeliveryMark => ({
  seq: 1,
  streamId: 'est_a',
  eventId: 'evt_1',
  eventType: 'user.created',
  eventTimeMs: 500,
  causeKey: 'http-500',
  state: 'asked',
  askedAtMs: 1_000,
  sendAfterMs: null,
  markersAtAsk: 0,
  errorMessage: '500 - again',
  ...over,
});

describe('what may be requested of a part', () => {
  it('is one event, then nothing until it has an outcome', () => {
    expect(leaveOf({ waiting: 5 }, 0)).toBe('one');
    expect(leaveOf({ waiting: 4, asking: 1 }, 0)).toBe('wait');
    expect(leaveOf({ waiting: 4, asked: 1 }, 0)).toBe('wait');
  });

  it('is everything once one has arrived, and nothing when it failed again', () => {
    expect(leaveOf({ waiting: 4, recovered: 1 }, 0)).toBe('all');
    expect(leaveOf({ waiting: 4, unlisted: 1 }, 0)).toBe('all');
    expect(leaveOf({ waiting: 4, failed_again: 1 }, 0)).toBe('none');
    expect(leaveOf({ waiting: 4, no_answer: 1 }, 0)).toBe('none');
  });

  it('goes to another event where the first could not be requested', () => {
    expect(leaveOf({ waiting: 4, skipped: 1 }, 0)).toBe('one');
    expect(leaveOf({ waiting: 4, refused: 1 }, 0)).toBe('one');
  });

  it('ends when ten have failed in a row, however many arrived before', () => {
    const results = { waiting: 3_000, recovered: 1_000, failed_again: 900 };
    expect(leaveOf(results, 9)).toBe('all');
    expect(leaveOf(results, 10)).toBe('none');
    expect(nextStreak(8, ['failed_again', 'no_answer'])).toBe(10);
    expect(nextStreak(8, ['failed_again', 'recovered'])).toBe(0);
    expect(nextStreak(8, ['skipped', 'waiting'])).toBe(8);
  });
});

describe('the outcome of a request', () => {
  const request = { askedAtMs: 1_000, nowMs: 20_000, isHere: false };

  it('is open while Auth0 may still deliver, and told for every other state', () => {
    for (const state of deliveryStates) {
      const outcome = outcomeOf(mark({ state }), request);
      expect(outcome === null).toBe(state === 'asked' || state === 'retrying');
    }
    expect(outcomeOf(mark({ state: 'recovered' }), request)).toEqual({ result: 'recovered', reason: null });
    expect(outcomeOf(mark({ state: 'failed_again' }), request)).toEqual({
      result: 'failed_again',
      reason: '500 - again',
    });
    expect(outcomeOf(undefined, request)?.result).toBe('skipped');
  });

  it('of an event stream that posts here is no success without an arrival', () => {
    const here = { ...request, isHere: true };
    expect(outcomeOf(mark({ state: 'gone' }), here)).toBeNull();
    expect(outcomeOf(mark({ state: 'gone' }), { ...here, nowMs: 16 * 60_000 })?.result).toBe('no_answer');
    expect(outcomeOf(mark({ state: 'gone' }), request)?.result).toBe('unlisted');
  });

  it('is to wait again where the claim was undone, or is that of somebody else', () => {
    expect(outcomeOf(mark({ state: 'failed', askedAtMs: null }), request)?.result).toBe('waiting');
    expect(outcomeOf(mark({ state: 'asked', askedAtMs: 1_001 }), request)?.result).toBe('waiting');
  });
});

describe('the window', () => {
  it('stays between its bounds and recovers', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (steps) => {
        let window = widest;
        for (const isSlow of steps) {
          const next = nextWindow(window, isSlow);
          expect(isSlow ? next <= window : next >= window).toBe(true);
          window = next;
        }
        expect(window).toBeGreaterThanOrEqual(5);
        for (let n = 0; n < 10; n += 1) window = nextWindow(window, false);
        expect(window).toBe(widest);
      }),
    );
  });
});

it('what is under way can never use up the failures in a row that Auth0 allows', () => {
  expect(windowWithin(widest, 500)).toBe(widest);
  expect(windowWithin(widest, 100)).toBe(80);
  expect([1, 2, 3].map((limit) => windowWithin(widest, limit))).toEqual([1, 1, 2]);
  expect(windowWithin(5, 500)).toBe(5);
});

describe('the counts', () => {
  it('add up: every item is in one of them', () => {
    const results = fc.record(Object.fromEntries(redeliveryResults.map((result) => [result, fc.nat(50)])));
    fc.assert(
      fc.property(results, (byResult) => {
        const { total, done, failed, skipped, notTried = 0, asked = 0, waiting = 0 } = redeliveryCounts(byResult);
        expect(done + failed + skipped + notTried + asked + waiting).toBe(total);
      }),
    );
  });

  it('leave out what Auth0 redelivered besides, which is counted apart', () => {
    const counts = redeliveryCounts({ recovered: 2, besides: 3 });
    expect(counts).toMatchObject({ total: 2, done: 2, alsoRedelivered: 3 });
  });
});
