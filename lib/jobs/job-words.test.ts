import { describe, expect, it } from 'vitest';
import { applyCounts } from './apply';
import { type JobCounts } from './job';
import { besidesText, inputWords, jobTitle, retryText, summaryText } from './job-words';

const counts = (facts: Partial<JobCounts>): JobCounts => ({ total: 0, done: 0, failed: 0, skipped: 0, ...facts });

describe('words of a job', () => {
  it('name what it does, and to how much once that is counted', () => {
    expect(jobTitle({ kind: 'redeliver', counts: counts({}) })).toBe('Bulk redelivery');
    expect(jobTitle({ kind: 'redeliver', counts: counts({ total: 1 }) })).toBe('Bulk redelivery, 1 event');
    expect(jobTitle({ kind: 'apply', counts: counts({ total: 2 }) })).toBe('Apply from the feed, 2 events');
  });

  it('sum up what happened, in a fixed order', () => {
    expect(summaryText(counts({ notTried: 311, failedAgain: 1 }))).toBe('1 failed again, 311 not tried');
    expect(summaryText(counts({ recovered: 4, failedAgain: 1 }))).toBe('4 recovered, 1 failed again');
    expect(summaryText(counts({}))).toBe('Nothing was requested');
    expect(summaryText(applyCounts({}))).toBe('Nothing was applied');
    expect(summaryText(applyCounts({ applied: 3, skipped: 1 }))).toBe('3 applied, 1 skipped');
  });

  it('say how many Auth0 redelivered besides, and nothing of none', () => {
    expect(besidesText(counts({ alsoRedelivered: 3 }))).toBe(
      '3 more that Auth0 redelivered besides. They failed after the job had looked, and the filter of its request named them too.',
    );
    expect(besidesText(counts({ alsoRedelivered: 1 }))).toContain('besides. It failed');
    expect(besidesText(counts({}))).toBeNull();
  });

  it('offer what can be retried, and nothing where nothing is left', () => {
    expect(retryText(counts({ recovered: 5, skipped: 2 }))).toBeNull();
    expect(retryText(counts({ failedAgain: 3 }))).toBe('Retry what failed again (3)');
    expect(retryText(counts({ failedAgain: 1, notTried: 4 }))).toBe('Retry what is left (5)');
  });

  it('say what was asked for, whatever outside text it holds', () => {
    expect(inputWords({ retryOf: 40 })).toEqual({ words: [], retryOf: 40 });
    expect(inputWords({ filter: {} })).toEqual({ words: ['all that failed'], retryOf: null });
    expect(inputWords({ filter: { cause: 'http-500', type: ['user.created', 'a\u202Eb'] } }).words).toEqual([
      '500 from the destination',
      'user.created, a[U+202E]b',
    ]);
    const leaveOut = ['est_a', 'est_b'].map((streamId) => ({ streamId, cause: 'http-401' }));
    expect(inputWords({ filter: {}, leaveOut }).words).toEqual(['all that failed', 'without 401']);
    expect(inputWords({ stream: 'est_a', from: 1, to: 2 }).words).toEqual(['emitted, never delivered']);
    expect(inputWords({ ledger: { stream: 'est_a', from: 1, to: 2 } }).words).toEqual(['failed, not received']);
    expect(inputWords({ future: true })).toEqual({ words: [], retryOf: null });
  });
});
