import { expect, test } from 'vitest';
import { editAround, unseenEditAtMs } from './stream-edit';
import { type StreamChange } from './stream-history';

const t0 = Date.parse('2026-08-21T10:00:00.000Z');
const minute = 60_000;
const stream = (updatedAtMs: number | null) => ({
  createdAt: new Date(t0).toISOString(),
  updatedAt: updatedAtMs === null ? null : new Date(updatedAtMs).toISOString(),
});
const change = (over: Partial<StreamChange>): StreamChange => ({
  seq: 1,
  streamId: 'est_a',
  kind: 'settings',
  atMs: t0,
  sinceMs: null,
  status: 'enabled',
  before: 'enabled',
  settings: ['name'],
  by: null,
  subscriptions: null,
  ...over,
});

test('a change that Auth0 dates before the failures is the edit they follow, though its secret shows nowhere', () => {
  expect(editAround(stream(t0 + 9 * minute), [], t0 + 10 * minute)).toEqual({ atMs: t0 + 9 * minute, by: null });
});

test('an event stream that was only made was never edited', () => {
  expect(editAround(stream(t0), [], t0 + minute)).toBeNull();
  expect(editAround(stream(null), [], t0 + minute)).toBeNull();
});

test('who edited it is told when the change was made here', () => {
  const made = change({ atMs: t0 + 9 * minute + 200, by: 'ada' });
  expect(editAround(stream(t0 + 9 * minute), [made], t0 + 10 * minute)).toMatchObject({ by: 'ada' });
});

test('a change of the status alone is no edit, whoever made it', () => {
  const at = t0 + 9 * minute;
  const seen = change({ kind: 'status', atMs: at + 4 * minute, sinceMs: at - minute });
  expect(editAround(stream(at), [seen], t0 + 10 * minute)).toBeNull();
  expect(editAround(stream(at), [change({ kind: 'status', atMs: at, by: 'ada' })], t0 + 10 * minute)).toBeNull();
});

test('an edit before the failures is preferred to a later one, which is told when there is no other', () => {
  const earlier = change({ atMs: t0 + 5 * minute, sinceMs: t0 + 4 * minute });
  const later = stream(t0 + 60 * minute);
  expect(editAround(later, [earlier], t0 + 10 * minute)).toEqual({ atMs: t0 + 5 * minute, by: null });
  expect(editAround(later, [], t0 + 10 * minute)).toEqual({ atMs: t0 + 60 * minute, by: null });
});

test('an edit is unseen while the history tells of no change of then', () => {
  const at = t0 + 9 * minute;
  expect(unseenEditAtMs(stream(at), [])).toBe(at);
  expect(unseenEditAtMs(stream(at), [change({ atMs: t0 + minute, by: 'ada' })])).toBe(at);
  expect(unseenEditAtMs(stream(at), [change({ atMs: at + 4 * minute, sinceMs: at - minute })])).toBeNull();
  expect(unseenEditAtMs(stream(at), [change({ kind: 'status', atMs: at, by: 'ada' })])).toBeNull();
  expect(unseenEditAtMs(stream(t0), [])).toBeNull();
  expect(unseenEditAtMs(stream(null), [])).toBeNull();
});
