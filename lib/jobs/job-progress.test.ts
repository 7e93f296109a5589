import { describe, expect, it } from 'vitest';
import { type JobCounts } from './job';
import { aboutText, answeredOf, elapsedOf, leftOf, paceOf, paceText, progressText, rateText } from './job-progress';

const counts = (facts: Partial<JobCounts>): JobCounts => ({ total: 0, done: 0, failed: 0, skipped: 0, ...facts });
const running = { startedAtMs: 0, endedAtMs: null, state: 'running' } as const;

describe('progress of a job', () => {
  it('counts what something came of, and not what was left untried', () => {
    expect(answeredOf(counts({ total: 10, done: 4, failed: 2, skipped: 1, notTried: 3 }))).toBe(7);
  });

  it('is waiting as long as nothing is counted', () => {
    expect(progressText({ answered: 0, total: 0 })).toBe('waiting');
    expect(progressText({ answered: 87, total: 1_310 })).toBe('87 of 1,310');
  });

  it('begins with the first step and stops at the end', () => {
    expect(elapsedOf({ startedAtMs: null, endedAtMs: null }, 9_000)).toBeNull();
    expect(elapsedOf({ startedAtMs: 1_000, endedAtMs: null }, 9_000)).toBe(8_000);
    expect(elapsedOf({ startedAtMs: 1_000, endedAtMs: 4_000 }, 9_000)).toBe(3_000);
  });

  it('has a pace once there is an answer, and an estimate only while it runs', () => {
    expect(paceOf({ ...running, counts: counts({ total: 10 }) }, 5_000)).toBeNull();
    const job = { ...running, counts: counts({ total: 10, done: 5, notTried: 1 }) };
    expect(paceOf(job, 5_000)).toBe(1);
    expect(leftOf(job, 5_000)).toBe(4_000);
    expect(leftOf({ ...job, state: 'paused' }, 5_000)).toBeNull();
  });

  it('reads as people say it', () => {
    expect([aboutText(20_000), aboutText(170_000)]).toEqual(['under 1 min', 'about 3 min']);
    expect([paceText(0.9), paceText(0.01)]).toEqual(['0.9 per s', 'under 0.1 per s']);
    expect([rateText(2), rateText(1), rateText(0.5)]).toEqual([
      '2 requests per second',
      '1 request per second',
      '0.5 requests per second',
    ]);
  });
});
