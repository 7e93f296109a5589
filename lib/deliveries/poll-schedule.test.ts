import { expect, test } from 'vitest';
import { planNextPoll } from './poll-schedule';

const signAtMs = 1_000_000;
const asked = { state: 'asked', signAtMs } as const;

/** Seconds after the request at which polls happen when each is made in time. */
function polls(until: number): number[] {
  const times: number[] = [];
  let at = planNextPoll(asked, null);
  while (at !== null && times.length < until) {
    times.push((at - signAtMs) / 1_000);
    at = planNextPoll(asked, at);
  }
  return times;
}

test('polls after 2, 5, 15, 30 and 60 s, then each minute for a quarter of an hour', () => {
  expect(polls(100)).toEqual([2, 5, 15, 30, ...Array.from({ length: 15 }, (_, minute) => (minute + 1) * 60)]);
});

test('polls missed during a restart are made up by one poll at once', () => {
  expect(planNextPoll(asked, null)).toBe(signAtMs + 2_000);
  expect(planNextPoll(asked, signAtMs + 70_000)).toBe(signAtMs + 120_000);
});

test('while attempts are being made the next poll is 3 s away, and never later than planned', () => {
  const retrying = { ...asked, state: 'retrying' } as const;
  expect(planNextPoll(retrying, signAtMs + 6_000)).toBe(signAtMs + 9_000);
  expect(planNextPoll(retrying, signAtMs + 14_000)).toBe(signAtMs + 15_000);
});

test('a poll before the request does not count', () => {
  expect(planNextPoll(asked, signAtMs - 500)).toBe(signAtMs + 2_000);
});

test('what is decided is polled no more', () => {
  expect(planNextPoll({ state: 'recovered', signAtMs }, signAtMs)).toBeNull();
  expect(planNextPoll({ state: 'failed', signAtMs: null }, null)).toBeNull();
});
