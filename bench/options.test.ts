import { expect, test } from 'vitest';
import { parseOptions, UsageError } from './options';

test('everything is measured and written when nothing is said', () => {
  expect(parseOptions([])).toMatchObject({
    parts: ['ingest', 'startup', 'dashboards', 'bulk-read', 'jobs', 'connectors'],
    rounds: 3,
    windowMs: 5000,
    write: true,
  });
});

test('a soak is not among the usual parts, and is written by itself when it was long enough', () => {
  expect(parseOptions(['soak'])).toMatchObject({ parts: ['soak'], soakMs: 600_000, write: true });
  expect(parseOptions(['soak', '--minutes', '2'])).toMatchObject({ soakMs: 120_000, write: false });
});

test('user ids are those of Auth0 unless others are asked for', () => {
  expect(parseOptions([]).userIds).toBe('auth0');
  expect(parseOptions(['--user-ids', 'spread']).userIds).toBe('spread');
});

test('another build is measured only when one is named', () => {
  expect(parseOptions([]).beside).toBeNull();
  expect(parseOptions(['--beside', '../release'])).toMatchObject({ beside: '../release', write: true });
});

test.each([[['ingest']], [['--quick']], [['--rounds', '2']]])('%j does not replace the written report', (args) => {
  expect(parseOptions(args).write).toBe(false);
});

test('a part of the measurements is written when asked for', () => {
  expect(parseOptions(['startup', 'ingest', '--write'])).toMatchObject({ parts: ['ingest', 'startup'], write: true });
});

test.each([[['nonsense']], [['--rounds', 'many']], [['--seconds', '0']], [['--unknown']], [['--user-ids', 'random']]])(
  '%j is refused with the list of what there is',
  (args) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow('bulk-read');
  },
);
