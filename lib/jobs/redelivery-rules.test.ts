import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryMark } from '../deliveries/delivery-record';
import { deliveryStates } from '../deliveries/delivery';
import { redeliveryCounts, redeliveryResults } from './redelivery';
import { isClaimedSince, leaveOf, nextWindow, outcomeOf, widest } from './redelivery-rules';

const mark = (over: Partial<DeliveryMark>): DeliveryMark => ({
  seq: 1,
  streamId: 'est_a',
  eventId: 'evt_1',
  eventType: 'user.created',
  causeKey: 'http-500',
  state: 'asked',
  askedAtMs: 1_000,
  markersAtAsk: 0,
  errorMessage: '500 - again',
  ...over,
});

describe('what may be requested of a part', () => {
  it('is one event, then nothing until it has an outcome', () => {
    expect(leaveOf({ waiting: 5 })).toBe('one');
    expect(leaveOf({ waiting: 4, asking: 1 })).toBe('wait');
    expect(leaveOf({ waiting: 4, asked: 1 })).toBe('wait');
  });

  it('is everything once one has arrived, and nothing when it failed again', () => {
    expect(leaveOf({ waiting: 4, recovered: 1 })).toBe('all');
    expect(leaveOf({ waiting: 4, unlisted: 1 })).toBe('all');
    expect(leaveOf({ waiting: 4, failed_again: 1 })).toBe('none');
    expect(leaveOf({ waiting: 4, no_answer: 1 })).toBe('none');
  });

  it('goes to another event where the first could not be requested', () => {
    expect(leaveOf({ waiting: 4, skipped: 1 })).toBe('one');
    expect(leaveOf({ waiting: 4, refused: 1 })).toBe('one');
  });

  it('ends when the cause is back', () => {
    expect(leaveOf({ waiting: 9, recovered: 5, failed_again: 9 })).toBe('all');
    expect(leaveOf({ waiting: 9, recovered: 5, failed_again: 10 })).toBe('none');
    expect(leaveOf({ waiting: 9, recovered: 50, failed_again: 10 })).toBe('all');
  });
});

describe('the outcome of a request', () => {
  it('is open while Auth0 may still deliver, and told for every other state', () => {
    for (const state of deliveryStates) {
      const outcome = outcomeOf(mark({ state }));
      expect(outcome === null).toBe(state === 'asked' || state === 'retrying');
    }
    expect(outcomeOf(mark({ state: 'recovered' }))).toEqual({ result: 'recovered', reason: null });
    expect(outcomeOf(mark({ state: 'failed_again' }))).toEqual({ result: 'failed_again', reason: '500 - again' });
    expect(outcomeOf(undefined)?.result).toBe('skipped');
  });

  it('counts from the claim on', () => {
    expect(isClaimedSince(mark({ askedAtMs: 1_000 }), 1_000)).toBe(true);
    expect(isClaimedSince(mark({ askedAtMs: 999 }), 1_000)).toBe(false);
    expect(isClaimedSince(mark({ askedAtMs: null }), 1_000)).toBe(false);
    expect(isClaimedSince(undefined, 1_000)).toBe(false);
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
});
