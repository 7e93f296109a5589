import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf, planSlices } from './redelivery-plan';
import { type SliceCandidate } from './redelivery-slice';

const bounds = { most: 400, enough: 200 };

const candidate = (n: number, over: Partial<SliceCandidate> = {}): SliceCandidate => ({
  eventId: `evt_${n}`,
  eventType: 'user.updated',
  eventTimeMs: n * 1_000,
  isChosen: true,
  ...over,
});

const many = (count: number) => Array.from({ length: count }, (_, n) => candidate(n));

describe('the plan of a bulk redelivery', () => {
  it('has requests by filter for what a filter names exactly, and none for too few', () => {
    expect(planSlices(many(5_000), bounds)).toEqual(Array.from({ length: 25 }, () => 200));
    expect(planSlices(many(9), bounds)).toEqual([]);
  });

  it('goes on behind what is not chosen', () => {
    const known = many(60).map((one, n) => ({ ...one, isChosen: n !== 30 }));
    expect(planSlices(known, bounds)).toEqual([30, 29]);
  });

  it('counts the requests: those for a slice, one by one, and what is tried first', () => {
    expect(planOf({ total: 297, first: 3, slices: [200, 74] })).toEqual({
      first: 3,
      slices: [200, 74],
      singles: 20,
      // Two pages and the empty one of the first, one and the empty one of the second, and a request for each.
      requests: 3 + 20 + 4 + 3,
    });
  });

  it('ends, and names nobody twice, whatever failed', () => {
    const anything = fc.array(
      fc.record({
        eventType: fc.constantFrom('user.updated', 'user.created'),
        eventTimeMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
        isChosen: fc.boolean(),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(anything, (some) => {
        const known = some.map((one, n) => candidate(n, one));
        const sizes = planSlices(known, { most: 40, enough: 20 });
        const dated = known.filter(({ isChosen, eventTimeMs }) => isChosen && eventTimeMs !== null);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(dated.length);
        expect(sizes.every((size) => size >= 10 && size <= 40)).toBe(true);
      }),
    );
  });
});
