import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeliveryAttempt, deliveryStates } from './delivery';
import { type KnownDelivery, nextDeliveryState } from './state';

const t0 = 1_760_000_000_000;
const failed = (atMs: number, errorMessage = '500 - {"error":"boom"}'): DeliveryAttempt => ({
  status: 'failed',
  atMs,
  errorMessage,
  durationMs: 5,
});
const marker = (atMs: number): DeliveryAttempt => ({ status: 'retrying', atMs, errorMessage: null, durationMs: null });

/** The first delivery: four attempts with gaps of 1, 2 and 4 s, a minute before we asked. */
const first = [0, 1_000, 3_000, 7_000].map((ms) => failed(t0 - 60_000 + ms));
const asked: KnownDelivery = { state: 'asked', askedAtMs: t0, markerCountAtAsk: 0, attemptCountAtAsk: 4 };

describe('nextDeliveryState after we asked', () => {
  test('nothing new, or only the marker: still asked', () => {
    expect(nextDeliveryState(asked, first, t0 + 2_000)).toEqual({ state: 'asked', failedAgainIncrement: 0 });
    const marked = [...first, marker(t0 + 100)];
    expect(nextDeliveryState(asked, marked, t0 + 60_000)).toEqual({ state: 'asked', failedAgainIncrement: 0 });
  });

  test('a new attempt that Auth0 will try again: retrying', () => {
    const attempts = [...first, marker(t0), failed(t0 + 6_000)];
    expect(nextDeliveryState(asked, attempts, t0 + 7_000)).toEqual({ state: 'retrying', failedAgainIncrement: 0 });
  });

  test('four new attempts: failed again, counted once', () => {
    const attempts = [...first, marker(t0), ...[6, 7, 9, 13].map((s) => failed(t0 + s * 1_000))];
    const next = nextDeliveryState({ ...asked, state: 'retrying' }, attempts, t0 + 13_500);
    expect(next).toEqual({ state: 'failed_again', failedAgainIncrement: 1 });
    expect(nextDeliveryState({ ...asked, state: next.state }, attempts, t0 + 20_000)).toEqual({
      state: 'failed_again',
      failedAgainIncrement: 0,
    });
  });

  test('a 4xx is never tried again: failed again at once', () => {
    const attempts = [...first, marker(t0), failed(t0 + 6_000, '401 - {"error":"Unauthorized"}')];
    expect(nextDeliveryState(asked, attempts, t0 + 6_100).state).toBe('failed_again');
  });

  test('silence after a new attempt: failed again', () => {
    const attempts = [...first, marker(t0), failed(t0 + 6_000)];
    expect(nextDeliveryState(asked, attempts, t0 + 21_001).state).toBe('failed_again');
  });

  test('attempts of a redelivery somebody else asked for earlier do not pass for ours', () => {
    const attempts = [...first, marker(t0 - 30_000), ...first, marker(t0)];
    expect(nextDeliveryState(asked, attempts, t0 + 5_000).state).toBe('asked');
  });

  test('without any marker, late attempts of the first delivery do not pass for the redelivery', () => {
    const known = { ...asked, attemptCountAtAsk: 2 };
    expect(nextDeliveryState(known, first, t0 + 30_000).state).toBe('asked');
    expect(nextDeliveryState(known, [...first, failed(t0 + 6_000)], t0 + 7_000).state).toBe('retrying');
  });

  test('a redelivery under way when we asked (409) is followed too', () => {
    const known = { ...asked, markerCountAtAsk: 1 };
    const attempts = [...first, marker(t0 - 1_000), failed(t0 - 500)];
    expect(nextDeliveryState(known, attempts, t0 + 100).state).toBe('retrying');
  });

  test('after "no answer" a late failure is still noticed', () => {
    const attempts = [...first, marker(t0), failed(t0 + 3_000_000, '404')];
    expect(nextDeliveryState({ ...asked, state: 'no_answer' }, attempts, t0 + 3_000_100).state).toBe('failed_again');
  });

  test('gone but listed again: an open failure again', () => {
    expect(nextDeliveryState({ ...asked, state: 'gone' }, first, t0 + 60_000).state).toBe('failed');
  });

  test('a failure that was counted, called gone and listed once more is not counted twice', () => {
    const attempts = [...first, marker(t0), failed(t0 + 2_000, '404 - {}')];
    const counted = nextDeliveryState(asked, attempts, t0 + 3_000);
    expect(counted).toEqual({ state: 'failed_again', failedAgainIncrement: 1 });
    const listedAgain = nextDeliveryState({ ...asked, state: 'gone' }, attempts, t0 + 30_000);
    expect(listedAgain).toEqual({ state: 'failed_again', failedAgainIncrement: 0 });
  });

  test('attempts alone never prove an arrival, and never take a proof back', () => {
    const attempt = fc.record({
      status: fc.constantFrom('failed', 'retrying', 'pending', 'delivered'),
      atMs: fc.option(fc.integer({ min: t0 - 100_000, max: t0 + 100_000 })),
      errorMessage: fc.option(fc.constantFrom('500 - {}', '404 - {}', 'Post "https://a ...')),
      durationMs: fc.option(fc.double({ min: 0, max: 20_000, noNaN: true })),
    });
    const known = fc.record({
      state: fc.constantFrom(...deliveryStates),
      askedAtMs: fc.option(fc.integer({ min: t0 - 50_000, max: t0 + 50_000 })),
      markerCountAtAsk: fc.nat(3),
      attemptCountAtAsk: fc.nat(8),
    });
    fc.assert(
      fc.property(known, fc.array(attempt), fc.integer({ min: t0, max: t0 + 200_000 }), (previous, attempts, nowMs) => {
        const next = nextDeliveryState(previous, attempts, nowMs);
        expect(next.state === 'recovered').toBe(previous.state === 'recovered');
        const isNews = next.state === 'failed_again' && previous.state !== 'failed_again' && previous.state !== 'gone';
        expect(next.failedAgainIncrement).toBe(isNews ? 1 : 0);
        expect(nextDeliveryState({ ...previous, state: next.state }, attempts, nowMs).failedAgainIncrement).toBe(0);
      }),
    );
  });
});
