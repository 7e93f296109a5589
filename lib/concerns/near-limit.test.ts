import { expect, it } from 'vitest';
import { type ConcernFacts, type StreamFact } from './concern-facts';
import { nearLimit } from './near-limit';
import { factsWith, nowMs, stream, view } from './testing/facts';

const factsOf = (change: Partial<StreamFact>): ConcernFacts =>
  factsWith({}, [stream('a', { name: 'Users', pointsHere: true, failedNow: 382, sinceLastArrival: 382, ...change })]);

it('counts failures in a row where that limit is nearer', () => {
  const facts = factsOf({});
  expect(nearLimit.headline(facts, view)?.sentence).toBe(
    '“Users” will be disabled by Auth0 after 118 more failures in a row.',
  );
  expect(nearLimit.headline(facts, view)?.rest).toContain('382 of 500 failures in a row are used up.');
  expect(nearLimit.rows(facts, view)[0]?.detail).toBe('382 of 500 failures in a row, 76 %');
});

it('says when Auth0 disables an event stream if failures go on', () => {
  const facts = factsOf({ forecastAtMs: nowMs + 35 * 60_000 });
  expect(nearLimit.headline(facts, view)?.sentence).toBe(
    '“Users” will be disabled by Auth0 at about 12:35 if this goes on.',
  );
  expect(nearLimit.headline(facts, view)?.rest).toContain('Auth0 disables it after 118 more failures in a row.');
  expect(nearLimit.rows(facts, view)[0]?.detail).toBe(
    '382 of 500 failures in a row, 76 % · disabled at about 12:35 if this goes on',
  );
});

it('goes by the limits that are set', () => {
  expect(nearLimit.headline(factsOf({ limits: { inARow: 1_000, total: 50_000 } }), view)).toBeNull();
  const reached = factsOf({ limits: { inARow: 300, total: 50_000 }, forecastAtMs: null });
  expect(nearLimit.headline(reached, view)).toMatchObject({ tone: 'bad' });
});
