import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { RateBudget } from './rate-budget';

const secondsAhead = (seconds: number) => String(Date.now() / 1_000 + seconds);
const answer = (limit: number, remaining: number, resetInSeconds: number) =>
  new Headers({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': secondsAhead(resetInSeconds),
  });

let budget = new RateBudget();
beforeEach(() => {
  budget = new RateBudget();
});
afterEach(() => {
  budget.stop();
});

async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const later = new Promise<'waiting'>((resolve) => setTimeout(() => resolve('waiting'), 60));
  return (await Promise.race([promise.catch(() => 'failed'), later])) === 'waiting';
}

describe('RateBudget', () => {
  test('before the first answer everything passes', async () => {
    for (let call = 0; call < 100; call += 1) (await budget.take('background'))();
  });

  test('background work leaves the reserve to people', async () => {
    budget.observe(200, answer(10, 3, 30));
    const background = budget.take('background');
    expect(await isWaiting(background)).toBe(true);
    expect(await isWaiting(budget.take('person'))).toBe(false);
    budget.stop();
    await expect(background).rejects.toThrow();
  });

  test('background work goes on when the window is over', async () => {
    budget.observe(200, answer(2, 1, 0.2));
    await expect(budget.take('background')).resolves.toBeTypeOf('function');
  });

  test('what was learnt holds nobody up for longer than two seconds, so that an answer can correct it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    budget.observe(200, answer(10, 4, 1));
    vi.setSystemTime(Date.now() + 9_000);
    budget.observe(200, answer(10, 5, 1));
    expect(budget.perSecond).toBeCloseTo(1 / 9, 2);
    budget.observe(200, answer(10, 0, 1));
    expect(await isWaiting(budget.take('background'))).toBe(true);
    vi.setSystemTime(Date.now() + 2_001);
    await expect(budget.take('background')).resolves.toBeTypeOf('function');
  });

  test('a wait in the background ends with its signal', async () => {
    budget.observe(429, new Headers({ 'retry-after': '60' }));
    const ending = new AbortController();
    const waiting = budget.take('background', ending.signal);
    ending.abort();
    await expect(waiting).rejects.toThrow();
  });

  test('background work yields while a person waits for an answer', async () => {
    const done = await budget.take('person');
    const background = budget.take('background');
    expect(await isWaiting(background)).toBe(true);
    done();
    await expect(background).resolves.toBeTypeOf('function');
  });

  test('after a 429 background waits and people learn how long', async () => {
    budget.observe(429, new Headers({ 'retry-after': '20' }));
    expect(await isWaiting(budget.take('background'))).toBe(true);
    await expect(budget.take('person')).rejects.toMatchObject({ kind: 'rate_limited' });
  });

  test('a person waits out a moment without being told', async () => {
    budget.observe(429, new Headers({ 'retry-after': '0.3' }));
    const startedAt = Date.now();
    (await budget.take('person'))();
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(250);
  });

  test('a tenant with a limit of one still lets background work through', async () => {
    budget.observe(200, answer(1, 0, 0.2));
    await expect(budget.take('background')).resolves.toBeTypeOf('function');
  });
});
