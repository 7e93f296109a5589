import { describe, expect, it } from 'vitest';
import { type HourCount, isSilent, usualGapMs } from './usual-gap';

const hour = 3_600_000;
const nowMs = Date.UTC(2026, 7, 21, 12, 30);
const thisHour = Date.UTC(2026, 7, 21, 12);

/** Seven days of hours before now, `count` of which depends on the hour of the day. */
const week = (count: (hourOfDay: number) => number): HourCount[] =>
  Array.from({ length: 169 }, (_, index) => {
    const startMs = thisHour - (168 - index) * hour;
    return { startMs, count: count(new Date(startMs).getUTCHours()) };
  });

describe('the usual gap', () => {
  it('is that of the same hour on earlier days, not the mean of the day', () => {
    expect(
      usualGapMs(
        week((at) => (at === 12 ? 60 : 1)),
        nowMs,
      ),
    ).toBe(60_000);
  });

  it('is that of the same hour of the week once three weeks are known', () => {
    const weekHours = 168;
    const hours = Array.from({ length: 4 * weekHours }, (_, index) => ({
      startMs: thisHour - (4 * weekHours - index) * hour,
      count: 60,
    })).map((one) => ((thisHour - one.startMs) % (weekHours * hour) === 0 ? { ...one, count: 2 } : one));
    expect(usualGapMs(hours, nowMs)).toBe(30 * 60_000);
  });

  it('is unknown before there are three days to compare with', () => {
    const young = week(() => 60).map((one) => (one.startMs < thisHour - 50 * hour ? { ...one, count: 0 } : one));
    expect(usualGapMs(young, nowMs)).toBeNull();
  });

  it('is unknown at an hour that is usually empty', () => {
    expect(
      usualGapMs(
        week((at) => (at === 12 ? 0 : 60)),
        nowMs,
      ),
    ).toBeNull();
  });
});

describe('silence', () => {
  it('needs ten usual gaps and at least ten minutes', () => {
    expect(isSilent(nowMs - 9 * 60_000, 1_000, nowMs)).toBe(false);
    expect(isSilent(nowMs - 11 * 60_000, 1_000, nowMs)).toBe(true);
    expect(isSilent(nowMs - 50 * 60_000, 6 * 60_000, nowMs)).toBe(false);
    expect(isSilent(nowMs - 61 * 60_000, 6 * 60_000, nowMs)).toBe(true);
  });

  it('is never claimed without a habit or without any event', () => {
    expect(isSilent(nowMs - 999 * hour, null, nowMs)).toBe(false);
    expect(isSilent(null, 1_000, nowMs)).toBe(false);
  });
});
