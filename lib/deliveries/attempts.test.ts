import { describe, expect, test } from 'vitest';
import { isFailedAttempt, summariseAttempts } from './attempts';
import { type DeliveryAttempt } from './delivery';

const failed = (atMs: number, errorMessage: string | null = '500 - {}', durationMs: number | null = 12.5) =>
  ({ status: 'failed', atMs, errorMessage, durationMs }) satisfies DeliveryAttempt;
const marker = (atMs: number) =>
  ({ status: 'retrying', atMs, errorMessage: null, durationMs: null }) satisfies DeliveryAttempt;

describe('summariseAttempts', () => {
  test('tells attempts from redelivery markers: three attempts, two asked', () => {
    const attempts = [failed(1), marker(2), failed(3), marker(4), failed(5, '503 - {}', 7)];
    expect(summariseAttempts(attempts)).toEqual({
      attemptCount: 3,
      markerCount: 2,
      firstFailedAtMs: 1,
      lastAttemptAtMs: 5,
      errorMessage: '503 - {}',
      durationMs: 7,
    });
  });

  test('a marker at the end hides neither the newest error nor its time', () => {
    const summary = summariseAttempts([failed(1, 'old'), failed(2, 'newest'), marker(3)]);
    expect(summary).toMatchObject({ lastAttemptAtMs: 2, errorMessage: 'newest' });
  });

  test('attempts without a time count but date nothing', () => {
    const attempts: DeliveryAttempt[] = [{ ...failed(0), atMs: null }];
    expect(summariseAttempts(attempts)).toMatchObject({
      attemptCount: 1,
      firstFailedAtMs: null,
      lastAttemptAtMs: null,
    });
  });

  test('no attempts at all, as a test event answers, is no error', () => {
    expect(summariseAttempts([])).toEqual({
      attemptCount: 0,
      markerCount: 0,
      firstFailedAtMs: null,
      lastAttemptAtMs: null,
      errorMessage: null,
      durationMs: null,
    });
  });
});

test('an unknown status word counts as failed only when it brings an error', () => {
  expect(isFailedAttempt({ ...failed(1), status: 'timed_out' })).toBe(true);
  expect(isFailedAttempt({ ...failed(1, null), status: 'delivered' })).toBe(false);
});
