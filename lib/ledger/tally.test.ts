import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteMs } from '../spans';
import { oddCombinations } from './combination';
import { type LedgerSlot } from './gaps';
import { missingOf } from './ledger-words';
import { ledgerBuckets, tallyCounts } from './tally';

const slot = (over: Partial<LedgerSlot>): LedgerSlot => ({
  combination: 'never_delivered',
  fromMs: 0,
  toMs: 0,
  count: 1,
  users: 0,
  causeKey: null,
  ignoreSeq: null,
  ...over,
});

test('what is emitted and in no odd combination is normal; what is ignored counts as neither', () => {
  const slots = [
    slot({ count: 3 }),
    slot({ count: 2, ignoreSeq: 1 }),
    slot({ combination: 'failed_but_received', count: 4 }),
    slot({ combination: 'not_in_feed', count: 5 }),
  ];
  const counts = tallyCounts({ emitted: [10, 10], slots });
  const of = (name: string) => counts.find(({ combination }) => combination === name);
  expect(of('normal')).toMatchObject({ count: 11 });
  expect(of('never_delivered')).toMatchObject({ count: 3, ignored: 2 });
  expect(of('not_in_feed')).toMatchObject({ count: 5 });
  expect(missingOf({ counts })).toEqual({ missing: 3, emitted: 18 });
});

test('however the events are odd, none is lost and none counted twice', () => {
  const slots = fc.array(
    fc
      .record({
        combination: fc.constantFrom(...oddCombinations),
        minute: fc.nat({ max: 99 }),
        count: fc.integer({ min: 1, max: 9 }),
        isIgnored: fc.boolean(),
      })
      .map(({ minute, isIgnored, ...of }) =>
        slot({ ...of, fromMs: minute * minuteMs, ignoreSeq: isIgnored ? 1 : null }),
      ),
  );
  fc.assert(
    fc.property(slots, fc.nat({ max: 99 }), (odd, normal) => {
      const sum = (of: readonly LedgerSlot[]) => of.reduce((all, { count }) => all + count, 0);
      const isTold = ({ combination }: LedgerSlot) =>
        ['failed_not_received', 'failed_but_received', 'never_delivered'].includes(combination);
      const emitted = sum(odd.filter(isTold)) + normal;
      const counts = tallyCounts({ emitted: [emitted], slots: odd });
      expect(counts.reduce((all, { count, ignored }) => all + count + ignored, 0)).toBe(sum(odd) + normal);
      const range = { fromMs: 0, toMs: 100 * minuteMs, bucketMs: 10 * minuteMs };
      const buckets = ledgerBuckets(range, { emitted: [emitted], slots: odd });
      expect(buckets).toHaveLength(10);
      const missing = buckets.reduce((all, bucket) => all + bucket.failed + bucket.neverDelivered, 0);
      const isMissing = ({ combination }: LedgerSlot) =>
        combination === 'failed_not_received' || combination === 'never_delivered';
      expect(missing).toBe(sum(odd.filter(isMissing)));
    }),
  );
});
