import { describe, expect, it } from 'vitest';

import { labelsOf, ticksOf } from './job-meter';

describe('the scale of a job', () => {
  it('has one tick per item while there is room, then one for two, five or ten', () => {
    expect([131, 300, 700, 1_500].map((total) => ticksOf(total, 700).every)).toEqual([1, 2, 5, 10]);
    expect(ticksOf(0, 700).every).toBe(1);
  });

  it('is labelled with round numbers and ends with the total', () => {
    expect(labelsOf(131, 7).map(({ at }) => at)).toEqual([0, 20, 40, 60, 80, 100, 131]);
    expect(labelsOf(5, 7).map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(labelsOf(0, 7)).toEqual([{ at: 0, text: '0' }]);
  });
});
