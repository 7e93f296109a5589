import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdReasons, quietReasons } from './connector';
import { type ConnectorFinding, heavierFinding } from './connector-finding';

const quiet = (untilMs: number, reason: 'asked' | 'outage' = 'asked'): ConnectorFinding => ({
  kind: 'quiet',
  untilMs,
  reason,
});
const hold = (reason: 'mass_deletion' | 'credential_refused' | 'schema_changed'): ConnectorFinding => ({
  kind: 'hold',
  reason,
});
const answering: ConnectorFinding = { kind: 'answering' };

test.each([
  ['the longer of two pauses', quiet(90_000), quiet(10_000, 'outage'), quiet(90_000)],
  ['the longer of two, whatever asked for it', quiet(10_000), quiet(30_000, 'outage'), quiet(30_000, 'outage')],
  ['of two equally long ones the one that was asked for', quiet(10, 'outage'), quiet(10), quiet(10)],
  ['a pause before an answer', quiet(10), answering, quiet(10)],
  ['a hold before any pause', hold('credential_refused'), quiet(90_000), hold('credential_refused')],
  ['the hold that only an administrator ends', hold('schema_changed'), hold('mass_deletion'), hold('mass_deletion')],
])('heeds %s', (_, one, other, heavier) => {
  expect(heavierFinding(one, other)).toEqual(heavier);
  expect(heavierFinding(other, one)).toEqual(heavier);
});

test('heeds the first of two other holds', () => {
  const [first, second] = [hold('schema_changed'), hold('credential_refused')];
  expect(heavierFinding(first, second)).toEqual(first);
});

const finding: fc.Arbitrary<ConnectorFinding> = fc.oneof(
  fc.constant(answering),
  fc.record({
    kind: fc.constant('quiet' as const),
    untilMs: fc.nat({ max: 5 }),
    reason: fc.constantFrom(...quietReasons),
  }),
  fc.record({ kind: fc.constant('hold' as const), reason: fc.constantFrom(...holdReasons) }),
);

test('is one of them, and waits no shorter than any, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(finding, { minLength: 1 }), (found) => {
      const heaviest = found.reduce(heavierFinding);
      expect(found).toContain(heaviest);
      expect(heaviest.kind === 'hold').toBe(found.some(({ kind }) => kind === 'hold'));
      if (heaviest.kind === 'quiet') {
        const untils = found.flatMap((one) => (one.kind === 'quiet' ? one.untilMs : []));
        expect(heaviest.untilMs).toBe(Math.max(...untils));
      }
    }),
  );
});
