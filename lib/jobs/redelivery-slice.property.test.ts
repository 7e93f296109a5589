import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmedSlice, exactSlice, fewestBySlice, isNamedBy, type SliceCandidate } from './redelivery-slice';

const types = ['user.created', 'user.updated', 'user.deleted', 'organization.created'];

/** Failed deliveries of some minutes: mostly chosen, so that slices are found, some dense and some without a time. */
const candidates = fc
  .array(
    fc.record({
      eventType: fc.constantFrom(...types),
      eventTimeMs: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 0, max: 240_000 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      isChosen: fc.oneof({ weight: 30, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    }),
    { maxLength: 120, size: 'max' },
  )
  .map((all) => all.map((one, n): SliceCandidate => ({ ...one, eventId: `evt_${n}` })));

const bounds = fc.record({ most: fc.integer({ min: 0, max: 80 }), enough: fc.integer({ min: 1, max: 80 }) });

test('what the filter of a slice would sweep up is exactly what was chosen, whole seconds, and within the bound', () => {
  let found = 0;
  fc.assert(
    fc.property(candidates, bounds, (known, limits) => {
      const exact = exactSlice(known, limits);
      if (exact === null) return;
      found += 1;
      const { slice, eventIds } = exact;
      const swept = known.filter((one) => isNamedBy(slice, one));
      expect(swept.map(({ eventId }) => eventId).toSorted()).toEqual(eventIds.toSorted());
      expect(swept.every(({ isChosen }) => isChosen)).toBe(true);
      // One whose time is not known may lie anywhere.
      const undated = known.filter(({ eventTimeMs }) => eventTimeMs === null);
      expect(undated.some(({ eventType }) => slice.types.includes(eventType))).toBe(false);
      expect(eventIds.length).toBeGreaterThanOrEqual(fewestBySlice);
      expect(eventIds.length).toBeLessThanOrEqual(limits.most);
      expect([slice.fromMs % 1_000, slice.toMs % 1_000]).toEqual([0, 0]);
      expect(slice.types.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(100);
});

test('slices taken one after the other leave no more than single requests are for, where nothing else has failed', () => {
  const alone = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(alone, (times) => {
      let left = times.map((eventTimeMs, n): SliceCandidate => {
        return { eventId: `evt_${n}`, eventType: 'user.created', eventTimeMs, isChosen: true };
      });
      for (let exact = exactSlice(left, { most: 200, enough: 50 }); exact !== null;) {
        const taken = new Set(exact.eventIds);
        left = left.filter(({ eventId }) => !taken.has(eventId));
        exact = exactSlice(left, { most: 200, enough: 50 });
      }
      expect(left.length).toBeLessThan(fewestBySlice);
    }),
  );
});

test('whatever Auth0 lists, what is requested in the end sweeps up nothing of it that was not chosen', () => {
  fc.assert(
    fc.property(candidates, candidates, bounds, (known, late, limits) => {
      const exact = exactSlice(known, limits);
      if (exact === null) return;
      const failedSince = late.map((one) => ({ ...one, eventId: `late_${one.eventId}`, isChosen: false }));
      // Every third was redelivered meanwhile.
      const atAuth0 = [...known.filter((_one, n) => n % 3 !== 0), ...failedSince.slice(0, 2)];
      const listed = atAuth0.filter((one) => isNamedBy(exact.slice, one));
      const confirmed = confirmedSlice(exact, listed, limits);
      if (confirmed === null) return;
      const swept = atAuth0.filter((one) => isNamedBy(confirmed.slice, one));
      expect(swept.map(({ eventId }) => eventId).toSorted()).toEqual(confirmed.eventIds.toSorted());
      expect(swept.every(({ isChosen }) => isChosen)).toBe(true);
    }),
  );
});
