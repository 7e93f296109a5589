import { expect, test } from 'vitest';
import { type Receipt } from '../events/receipt';
import { type Rejection } from '../rejections/rejection';
import { bothSides, newestFailed } from './both-sides';

const t0 = 1_000_000;
const failed = (atMs: number | null, errorMessage = '401 - x', durationMs: number | null = 38) => ({
  status: 'failed',
  atMs,
  errorMessage,
  durationMs,
});
const marker = { status: 'retrying', atMs: t0, errorMessage: null, durationMs: null };
const receipt = (receivedAtMs: number): Receipt => ({
  seq: 1,
  receivedAtMs,
  result: 'new',
  streamId: 'est_a',
  envelope: 'cloudevent',
  credential: { kind: 'bearer', index: 0 },
  request: { remoteAddress: null, headers: {}, bytes: 1, sha256: '' },
  tookMs: 5,
});
const rejection = (receivedAtMs: number): Rejection => ({
  seq: receivedAtMs,
  receivedAtMs,
  status: 401,
  code: 'wrong_credential',
  reason: 'Wrong',
  path: null,
  remoteAddress: null,
  userAgent: null,
  bytes: 0,
});
const none = { receipts: [], rejections: [], outages: [] };

test('the newest failed attempt is shown, counted without the marks of redeliveries', () => {
  const attempts = [failed(t0), marker, failed(t0 + 5_000), { ...failed(null), errorMessage: null }];
  expect(newestFailed(attempts)).toMatchObject({ attempt: { atMs: t0 + 5_000 }, nth: 2 });
  expect(newestFailed([marker])).toBeNull();
  expect(bothSides([], none)).toEqual([]);
});

test('both sides of an attempt are in order of time, each with what it saw', () => {
  const rows = bothSides([failed(t0)], { ...none, rejections: [rejection(t0 + 12)] });
  expect(rows.map(({ side, kind, atMs }) => [side, kind, atMs - t0])).toEqual([
    ['auth0', 'sent', 0],
    ['here', 'rejection', 12],
    ['auth0', 'failed', 38],
  ]);
});

test('our records count within 20 s of the attempt, its duration included', () => {
  const receipts = [receipt(t0 - 20_000), receipt(t0 + 30_000), receipt(t0 + 30_001), receipt(t0 - 20_001)];
  const rows = bothSides([failed(t0, 'Post x', 10_000)], { ...none, receipts });
  expect(rows.filter(({ kind }) => kind === 'receipt').map(({ atMs }) => atMs - t0)).toEqual([-20_000, 30_000]);
});

test('of many refused requests of a kind the nearest one is shown, with how many more there were', () => {
  const rejections = Array.from({ length: 40 }, (_, n) => rejection(t0 + 300 - n * 100));
  const other: Rejection = { ...rejection(t0 + 700), code: 'near_path', path: '/hook' };
  const shown = bothSides([failed(t0)], { ...none, rejections: [...rejections, other] });
  expect(shown.filter(({ kind }) => kind === 'rejection')).toMatchObject([
    { atMs: t0, more: 39 },
    { atMs: t0 + 700, more: 0, path: '/hook' },
  ]);
});

test('an outage is shown when the attempt falls into it', () => {
  const outages = [{ fromMs: t0 - 5_000, untilMs: t0 + 5_000 }];
  expect(bothSides([failed(t0)], { ...none, outages }).at(0)).toMatchObject({ kind: 'outage', atMs: t0 - 5_000 });
  expect(bothSides([failed(t0 + 6_000)], { ...none, outages })).toHaveLength(2);
});
