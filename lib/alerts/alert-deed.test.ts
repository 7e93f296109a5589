import { expect, test } from 'vitest';
import { deedOf } from './alert-deed';

const by = { actor: 'ada@example.test', atMs: 1_000, level: 50 };

test('a snooze says how long or until which later level, and nothing else does', () => {
  expect(deedOf('snooze', { forMs: 60_000 }, by)).toMatchObject({ untilMs: 61_000 });
  expect(deedOf('snooze', { untilLevel: 90 }, by)).toMatchObject({ untilLevel: 90 });
  for (const wish of [{}, { forMs: 60_000, untilLevel: 90 }]) expect(deedOf('snooze', wish, by)).toContain('either');
  expect(deedOf('acknowledge', { forMs: 60_000 }, by)).toContain('belong to a snooze');
});

test('a snooze that would never end, or end at once, is refused with the levels that are left', () => {
  for (const untilLevel of [50, 95]) expect(deedOf('snooze', { untilLevel }, by)).toContain('must be 70 or 90');
  for (const level of [null, 90])
    expect(deedOf('snooze', { untilLevel: 90 }, { ...by, level })).toContain('no further level');
});

test('a note says something', () => {
  expect(deedOf('note', {}, by)).toContain('"note"');
  expect(deedOf('note', { note: 'The token was rotated' }, by)).toMatchObject({ note: 'The token was rotated' });
});
