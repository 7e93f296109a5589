import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs } from '../spans';
import { gapPauseMs, gapsOf, type LedgerSlot } from './gaps';

const slot = (minute: number, over: Partial<LedgerSlot> = {}): LedgerSlot => ({
  combination: 'never_delivered',
  fromMs: minute * minuteMs,
  toMs: minute * minuteMs + 1_000,
  count: 1,
  users: 1,
  causeKey: null,
  ignoreSeq: null,
  ...over,
});

describe('gaps', () => {
  test('join what is near, and part what is far, of one combination each', () => {
    const failed = { combination: 'failed_not_received' as const, causeKey: 'http-503' };
    const gaps = gapsOf([slot(0), slot(5), slot(40), slot(6, failed)], []);
    expect(gaps.map(({ combination, fromMs, count }) => [combination, fromMs / minuteMs, count])).toEqual([
      ['never_delivered', 40, 1],
      ['failed_not_received', 6, 1],
      ['never_delivered', 0, 2],
    ]);
  });

  test('within a window without deliveries are one, however quiet it was, and end with it', () => {
    const window = { fromMs: 10 * minuteMs, toMs: 200 * minuteMs, by: 'ada' };
    const gaps = gapsOf([slot(12), slot(180), slot(201)], [window]);
    expect(gaps.map(({ count, disabled }) => [count, disabled?.by ?? null])).toEqual([
      [1, null],
      [2, 'ada'],
    ]);
  });

  test('tell their most frequent cause, and keep what is ignored apart', () => {
    const failed = (causeKey: string, count: number) => ({
      combination: 'failed_not_received' as const,
      causeKey,
      count,
    });
    const gaps = gapsOf([slot(0, failed('http-503', 2)), slot(1, failed('timeout', 3)), slot(2, { ignoreSeq: 7 })], []);
    expect(gaps.map(({ count, causes, ignoreSeq }) => ({ count, causes, ignoreSeq }))).toEqual([
      { count: 1, causes: [], ignoreSeq: 7 },
      {
        count: 5,
        causes: [
          { causeKey: 'timeout', count: 3 },
          { causeKey: 'http-503', count: 2 },
        ],
        ignoreSeq: null,
      },
    ]);
  });

  test('hold every event once, and are further apart than the pause', () => {
    const slots = fc.array(
      fc
        .record({
          minute: fc.nat({ max: 600 }),
          count: fc.integer({ min: 1, max: 9 }),
          causeKey: fc.constantFrom('http-500', 'timeout', 'connect', 'other-x'),
        })
        .map(({ minute, ...over }) => slot(minute, over)),
    );
    fc.assert(
      fc.property(slots, (all) => {
        const gaps = gapsOf(all, []);
        const sum = (of: readonly { count: number }[]) => of.reduce((total, { count }) => total + count, 0);
        expect(sum(gaps)).toBe(sum(all));
        for (const [index, gap] of gaps.entries()) {
          // Every event has its cause, and the most frequent leads.
          expect(sum(gap.causes)).toBe(gap.count);
          expect(gap.causes.map(({ count }) => count)).toEqual(
            gap.causes.map(({ count }) => count).toSorted((a, b) => b - a),
          );
          const older = gaps[index + 1];
          if (older !== undefined) expect(gap.fromMs - older.toMs).toBeGreaterThan(gapPauseMs);
        }
      }),
    );
  });
});
