import { expect, test } from 'vitest';
import { parseStats } from './stats';

/** Shape of the recorded answer. */
const recorded = {
  id: 'est_x',
  name: 'mirror',
  window: {
    date_from: '2026-11-06T09:00:00.000Z',
    date_to: '2026-11-08T10:00:00.000Z',
    bucket_interval: { scale_factor: 86400 },
  },
  buckets: ['2026-11-06T00:00:00.000Z', '2026-11-07T00:00:00.000Z'],
  metrics: [
    { name: 'auth0.event_streams.successful_deliveries', window_total: 11, type: 'sum', data: [5, 6] },
    { name: 'auth0.event_streams.failed_deliveries', window_total: 4, type: 'sum', data: [4] },
  ],
};

test('reads the recorded shape; a bucket without a number counts zero', () => {
  expect(parseStats(recorded)).toEqual({
    fromMs: Date.parse('2026-11-06T09:00:00Z'),
    toMs: Date.parse('2026-11-08T10:00:00Z'),
    bucketMs: 86_400_000,
    successful: 11,
    failed: 4,
    buckets: [
      { startMs: Date.parse('2026-11-06T00:00:00Z'), successful: 5, failed: 4 },
      { startMs: Date.parse('2026-11-07T00:00:00Z'), successful: 6, failed: 0 },
    ],
  });
});

test('adds up what has no total, and lives without metrics and window', () => {
  const metrics = [{ name: 'auth0.event_streams.failed_deliveries', data: [1, 2] }];
  expect(parseStats({ ...recorded, metrics })).toMatchObject({ successful: 0, failed: 3 });
  expect(parseStats({ buckets: [], metrics: [] })).toMatchObject({ fromMs: null, bucketMs: null, buckets: [] });
});

test('says null to anything else', () => {
  expect(parseStats({ statusCode: 404, error: 'Not Found' })).toBeNull();
  expect(parseStats('<html>')).toBeNull();
});
