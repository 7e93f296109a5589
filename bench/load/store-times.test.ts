import { expect, test } from 'vitest';
import { quantileBetween, storeTimesOf } from './store-times.ts';

const exposition = (counts: readonly [number, number, number]) =>
  [
    '# TYPE streamgauge_store_seconds histogram',
    `streamgauge_store_seconds_bucket{role="pages",method="listDeliveries",le="0.01"} ${counts[0]}`,
    `streamgauge_store_seconds_bucket{role="pages",method="listDeliveries",le="0.05"} ${counts[1]}`,
    `streamgauge_store_seconds_bucket{role="pages",method="listDeliveries",le="+Inf"} ${counts[2]}`,
    'streamgauge_store_seconds_bucket{role="pages",method="getEvent",le="+Inf"} 900',
    'streamgauge_store_seconds_count{role="pages",method="listDeliveries"} 900',
  ].join('\n');

const read = (...counts: [number, number, number]) => storeTimesOf(exposition(counts), ['listDeliveries']);

test('a quantile is that of the calls between two readings, of the methods that are asked for', () => {
  expect(quantileBetween(read(100, 100, 100), read(110, 110, 110), 0.95)).toBeCloseTo(9.5);
  expect(quantileBetween(read(100, 100, 100), read(105, 110, 110), 0.75)).toBeCloseTo(30);
  expect(quantileBetween(read(1, 1, 1), read(1, 1, 11), 0.95)).toBe(Infinity);
  expect(quantileBetween(read(1, 1, 1), read(1, 1, 1), 0.95)).toBeNaN();
});
