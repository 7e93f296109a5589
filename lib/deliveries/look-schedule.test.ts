import { expect, test } from 'vitest';
import { nextLookAtMs } from './look-schedule';

const asked = { state: 'asked', askedAtMs: 1_000_000 } as const;

/** Seconds after the request at which looks happen when each is made in time. */
function looks(until: number): number[] {
  const times: number[] = [];
  let at = nextLookAtMs(asked, null);
  while (at !== null && times.length < until) {
    times.push((at - asked.askedAtMs) / 1_000);
    at = nextLookAtMs(asked, at);
  }
  return times;
}

test('looks after 2, 5, 15, 30 and 60 s, then each minute for a quarter of an hour', () => {
  expect(looks(100)).toEqual([2, 5, 15, 30, ...Array.from({ length: 15 }, (_, minute) => (minute + 1) * 60)]);
});

test('looks missed during a restart are made up by one look at once', () => {
  const firstLook = nextLookAtMs(asked, null);
  expect(firstLook).toBe(1_002_000);
  expect(nextLookAtMs(asked, asked.askedAtMs + 70_000)).toBe(asked.askedAtMs + 120_000);
});

test('while attempts are being made the next look is 3 s away, and never later than planned', () => {
  const retrying = { ...asked, state: 'retrying' } as const;
  expect(nextLookAtMs(retrying, asked.askedAtMs + 6_000)).toBe(asked.askedAtMs + 9_000);
  expect(nextLookAtMs(retrying, asked.askedAtMs + 14_000)).toBe(asked.askedAtMs + 15_000);
});

test('a look before the request does not count', () => {
  expect(nextLookAtMs(asked, asked.askedAtMs - 500)).toBe(1_002_000);
});
