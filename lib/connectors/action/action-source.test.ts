import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hubspotDefaults, type MappingRow, policyDefaults } from '../records/record-config';
import { anyTransform } from '../records/transform.fixture';
import { type ActionFacts, actionLimits, actionSource, longestAction } from './action-source';

const facts = (over: Partial<ActionFacts> = {}): ActionFacts => ({
  ...{ name: 'CRM', configVersion: 3, createdAtMs: Date.UTC(2026, 10, 1), hash: 'sha256:abc', config: hubspotDefaults },
  ...over,
});

/** The constants of the code, as JavaScript reads them. */
const constants = (source: string): unknown =>
  JSON.parse(
    String(runInNewContext(`${source}\nJSON.stringify({ MAPPING, FILTER, SINCE_MS, DEACTIVATION });`, { exports: {} })),
  );

const bytesOf = (source: string) => new TextEncoder().encode(source).length;

test('the file says what it is written from, what it needs, and what it cannot do', () => {
  const source = actionSource(facts());
  expect(source).toContain('// Connector "CRM", version 3 of its configuration, sha256:abc.');
  expect(source).toContain('HUBSPOT_TOKEN');
  for (const limit of actionLimits) expect(source).toContain(`// - ${limit}`);
  expect(source).not.toContain('archives contacts of deleted users');
  const policies = { ...policyDefaults, whenDeleted: 'archive' as const };
  expect(actionSource(facts({ config: { ...hubspotDefaults, policies } }))).toContain('This leaves them.');
});

test('the file exports one function, and asks for no module', () => {
  const exports = {};
  runInNewContext(actionSource(facts()), { exports });
  expect(Object.keys(exports)).toEqual(['onExecuteEventStream']);
  expect(actionSource(facts())).not.toMatch(/\brequire\b|\bimport\b|\bprocess\b/);
});

test('no text of a connector ends a line, a comment or a string of the file', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '\n;throw 1//',
      '\u2028throw 1//',
      '\u2029',
      "'",
      '"',
      '`${1}`',
      '*/',
      '\\',
      '__proto__',
      '</script>',
    ),
  );
  const anyRow = fc.tuple(text, fc.array(anyTransform, { maxLength: 3 }));
  fc.assert(
    fc.property(text, fc.array(anyRow, { maxLength: 4 }), text, (name, rows, value) => {
      const mapping = rows.map(([target, transforms]): MappingRow => ({
        source: target,
        target,
        transforms,
        when: 'always',
        cleared: 'leave',
      }));
      const deactivation = { target: value, value };
      const filter = [{ source: value, is: 'equal' as const, values: [value] }];
      const source = actionSource(
        facts({ name, config: { mapping, policies: { ...policyDefaults, filter, deactivation } } }),
      );
      // A map is written as pairs; everything else as it is.
      const written = mapping.map((row) => ({
        ...row,
        transforms: row.transforms.map((step) =>
          step.kind === 'map' ? { ...step, table: Object.entries(step.table) } : step,
        ),
      }));
      expect(constants(source)).toEqual({
        ...{ MAPPING: written, FILTER: filter, DEACTIVATION: deactivation },
        SINCE_MS: Date.UTC(2026, 10, 1),
      });
    }),
    { numRuns: 300 },
  );
});

test('a large mapping fits in what Auth0 takes', () => {
  const mapping = Array.from({ length: 100 }, (_, index): MappingRow => ({
    source: `{user_metadata.part_${index}} {app_metadata.part_${index}}`,
    target: `auth0_property_${index}`,
    transforms: [
      { kind: 'trim' },
      { kind: 'map', table: { a: 'b', c: 'd' }, otherwise: 'e' },
      { kind: 'cut', characters: 40 },
    ],
    ...{ when: 'always', cleared: 'leave' },
  }));
  expect(bytesOf(actionSource(facts({ config: { mapping, policies: policyDefaults } })))).toBeLessThan(longestAction);
  expect(bytesOf(actionSource(facts()))).toBeLessThan(longestAction / 3);
});
