import { expect, test } from 'vitest';
import { planNextSend } from './send-schedule';

test('a request is sent again when Auth0 says so, or soon', () => {
  expect(planNextSend({ askedAtMs: 0, atMs: 1_000 }, 30_000)).toBe(31_000);
  expect(planNextSend({ askedAtMs: 0, atMs: 1_000 }, null)).toBe(3_000);
});

test('a request that is refused for a quarter of an hour is given up', () => {
  expect(planNextSend({ askedAtMs: 0, atMs: 900_000 }, 1_000)).toBe(901_000);
  expect(planNextSend({ askedAtMs: 0, atMs: 900_001 }, 1_000)).toBeNull();
});
