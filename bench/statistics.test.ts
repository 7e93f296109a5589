import { describe, expect, test } from 'vitest';
import { median, percentile, ratioSpread, spreadOf, slopeOf } from './statistics';

describe('median', () => {
  test('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 100])).toBe(9);
  });

  test('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  test('sorts as numbers, not as texts', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test('of nothing is an error and not a figure', () => {
    expect(() => median([])).toThrow('Nothing was measured');
  });
});

test('a spread holds the median and both ends', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
});

describe('ratioSpread', () => {
  test('compares within each round, so a slow machine in one round changes nothing', () => {
    expect(ratioSpread([200, 20, 2000], [100, 10, 1000])).toEqual({ median: 2, min: 2, max: 2 });
  });

  test('is not the ratio of the medians', () => {
    expect(ratioSpread([1, 6, 9], [2, 2, 9]).median).toBe(1);
  });

  test('refuses rounds that are missing on one side', () => {
    expect(() => ratioSpread([1, 2], [1])).toThrow('same rounds');
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  test('is a value that occurred, by nearest rank', () => {
    expect([percentile(hundred, 50), percentile(hundred, 99), percentile(hundred, 100)]).toEqual([50, 99, 100]);
  });

  test('of a single value is that value', () => {
    expect([percentile([7], 1), percentile([7], 99)]).toEqual([7, 7]);
  });

  test('of nothing is 0', () => {
    expect(percentile([], 50)).toBe(0);
  });
});

test('the slope of points on a line is that of the line, and of less than two points nothing', () => {
  expect(
    slopeOf([
      { x: 1, y: 5 },
      { x: 2, y: 7 },
      { x: 4, y: 11 },
    ]),
  ).toBeCloseTo(2);
  expect(slopeOf([{ x: 1, y: 5 }])).toBe(0);
  expect(slopeOf([])).toBe(0);
});
