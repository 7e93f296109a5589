import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combinationOf, combinations, isMissing, sightings } from './combination';

test('each sighting has one name, and each name one sighting', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (isEmitted, isFailed, isReceived) => {
      const sighting = { isEmitted, isFailed, isReceived };
      const name = combinationOf(sighting);
      if (name === null) expect(sighting).toEqual({ isEmitted: false, isFailed: false, isReceived: false });
      else expect(sightings[name]).toEqual(sighting);
    }),
  );
  expect(new Set(combinations.map((name) => JSON.stringify(sightings[name]))).size).toBe(7);
});

test('only what was emitted and is not here is missing', () => {
  expect(combinations.filter(isMissing)).toEqual(['failed_not_received', 'never_delivered']);
});
