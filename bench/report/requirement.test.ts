import { expect, test } from 'vitest';
import { ratioText, spreadText, table } from './format';
import { requirementTable } from './requirement';

const requirement = { text: 'events/s', limit: { atLeast: 2 }, unit: 'ratio' } as const;

test('the median decides whether a requirement is met, and exactly the limit is enough', () => {
  expect(requirementTable([{ ...requirement, measured: { median: 2, min: 1, max: 3 } }])).toMatch(/\| +met \|$/);
  const below = { ...requirement, measured: { median: 1.99, min: 1, max: 3 } };
  expect(requirementTable([below])).toContain('MISSED');
  expect(requirementTable([{ ...below, isStretch: true }])).toContain('not yet');
});

test('a limit from above is missed at the limit itself', () => {
  const limit = { below: 1.5 };
  const atLimit = { text: 'start', limit, unit: ' s', measured: { median: 1.5, min: 1, max: 2 } } as const;
  expect(requirementTable([atLimit])).toContain('MISSED');
});

test('what was not measured is neither met nor missed', () => {
  expect(requirementTable([{ ...requirement, measured: null }])).toContain('not measured');
});

test('figures show their spread, and a single round shows none', () => {
  expect(spreadText({ median: 1234.5, min: 999, max: 2000 })).toBe('1,235 (999–2,000)');
  expect(spreadText({ median: 0.123, min: 0.123, max: 0.123 }, ' s')).toBe('0.12 s');
  expect(ratioText({ median: 2.345, min: 2, max: 3 })).toBe('2.35 × (2.00–3.00)');
  expect(ratioText({ median: Number.NaN, min: Number.NaN, max: Number.NaN })).toBe('–');
});

test('a table is aligned, names to the left and figures to the right', () => {
  expect(table(['name', 'n'], [['a', '10']])).toBe('| name |   n |\n| ---- | --: |\n| a    |  10 |');
});
