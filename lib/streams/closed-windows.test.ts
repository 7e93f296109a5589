import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closedWindows } from './closed-windows';

const range = { fromMs: 0, toMs: 4_000 };
const window = (fromMs: number, toMs: number) => ({ fromMs, toMs });

test('where one of several event streams was enabled, events could come', () => {
  const closed = closedWindows([[window(100, 500), window(900, 1_000)], [window(300, 950)]], [], range);
  expect(closed).toEqual([
    { ...window(300, 500), reason: 'disabled' },
    { ...window(900, 950), reason: 'disabled' },
  ]);
  expect(closedWindows([[window(100, 500)], []], [], range)).toEqual([]);
  expect(closedWindows([], [], range)).toEqual([]);
});

test('nothing comes while this app is down, whatever the event streams are', () => {
  const outages = [
    { fromMs: -50, untilMs: 60 },
    { fromMs: 3_900, untilMs: 9_000 },
  ];
  expect(closedWindows([], outages, range)).toEqual([
    { ...window(0, 60), reason: 'down' },
    { ...window(3_900, 4_000), reason: 'down' },
  ]);
});

test('what is too narrow to be seen, or outside of the chart, is left out', () => {
  expect(closedWindows([[window(100, 110), window(5_000, 6_000)]], [{ fromMs: 1, untilMs: 9 }], range)).toEqual([]);
});

test('a window is closed exactly where every event stream was disabled', () => {
  // On a grid wider than what is too narrow to be seen.
  const grid = 20;
  const windows = fc
    .uniqueArray(fc.nat(199), { maxLength: 8 })
    .map((edges) => edges.toSorted((a, b) => a - b).map((edge) => edge * grid))
    .map((edges) =>
      Array.from({ length: edges.length >> 1 }, (_, n) => window(edges[2 * n] ?? 0, edges[2 * n + 1] ?? 0)),
    );
  const isIn = (ms: number) => (list: readonly { fromMs: number; toMs: number }[]) =>
    list.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
  fc.assert(
    fc.property(fc.array(windows, { minLength: 1, maxLength: 3 }), fc.nat(199), (streams, at) => {
      const isThen = isIn(at * grid + 5);
      expect(isThen(closedWindows(streams, [], range))).toBe(streams.every(isThen));
    }),
  );
});
