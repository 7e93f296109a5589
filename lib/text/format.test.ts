import { describe, expect, it } from 'vitest';

import {
  dayKey,
  formatBytes,
  formatClock,
  formatClockMillis,
  formatCount,
  formatCounted,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatDurationExact,
  formatLatency,
  formatMinute,
  formatPercent,
  formatRelative,
  isTimeZone,
  shortenEventType,
  truncateMiddle,
} from './format';

const AUGUST = Date.UTC(2026, 7, 21, 12, 2, 11, 842);

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [11811, '11,811'],
    [-1234567, '−1,234,567'],
    [Number.NaN, '–'],
  ])('writes %s with thousands commas', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it('says one event, two events, two entries', () => {
    expect(formatCounted(1, 'event')).toBe('1 event');
    expect(formatCounted(2000, 'event')).toBe('2,000 events');
    expect(formatCounted(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('never rounds a percentage up to a limit', () => {
    expect(formatPercent(0.764)).toBe('76 %');
    expect(formatPercent(0.999)).toBe('99 %');
  });

  it.each([
    [318, '318 B'],
    [2318, '2.3 kB'],
    [999_960, '1 MB'],
    [20_000_000_000, '20 GB'],
    [1_200_000_000, '1.2 GB'],
  ])('writes %i bytes', (value, text) => {
    expect(formatBytes(value)).toBe(text);
  });
});

describe('spans', () => {
  it.each([
    [600, '0.6 s'],
    [14_100, '14.1 s'],
    [59_949, '59.9 s'],
    [59_999, '1 min'],
    [124_000, '2 min 4 s'],
    [13_958_000, '3 h 52 min'],
    [10_800_000, '3 h'],
    [90_000_000, '1 d 1 h'],
  ])('writes %i ms in its two largest units', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('keeps no decimals on a ticking clock', () => {
    expect(formatDuration(12_300, 'whole')).toBe('12 s');
    expect(formatDuration(0, 'whole')).toBe('0 s');
  });

  it('keeps seconds where the exact span is asked for', () => {
    expect(formatDurationExact(13_958_000)).toBe('3 h 52 min 38 s');
  });

  it('tells milliseconds from seconds', () => {
    expect(formatLatency(212)).toBe('212 ms');
    expect(formatLatency(1400)).toBe('1.4 s');
  });
});

describe('instants', () => {
  it('writes the same instant in each zone', () => {
    expect(formatClock(AUGUST, 'UTC')).toBe('12:02:11');
    expect(formatClockMillis(AUGUST, 'Europe/Paris')).toBe('14:02:11.842');
    expect(formatMinute(AUGUST, 'Asia/Kolkata')).toBe('17:32');
    expect(formatDateTime(AUGUST, 'Europe/Paris')).toBe('21 Aug 2026, 14:02:11');
  });

  it('puts midnight at 00 and on the right day', () => {
    const midnight = Date.UTC(2026, 7, 20, 22, 0, 0);
    expect(formatClock(midnight, 'Europe/Paris')).toBe('00:00:00');
    expect(dayKey(midnight, 'Europe/Paris')).toBe('2026-08-21');
    expect(formatDay(midnight, 'Europe/Paris')).toBe('Fri 21 Aug');
    expect(formatDate(midnight, 'UTC')).toBe('20 Aug 2026');
  });

  it('shows a dash for what is not an instant', () => {
    expect(formatClock(Number.NaN, 'UTC')).toBe('–');
    expect(formatDateTime(1e20, 'UTC')).toBe('–');
  });

  it.each([
    [3_000, '3 s ago'],
    [240_000, '4 min ago'],
    [7_500_000, '2 h ago'],
    [432_000_000, '5 d ago'],
    [-4_000, 'in 4 s'],
    [100, 'now'],
  ])('writes a distance of %i ms', (distance, text) => {
    expect(formatRelative(AUGUST - distance, AUGUST)).toBe(text);
  });

  it('knows a zone name from a hostile cookie', () => {
    expect(isTimeZone('Europe/Paris')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
    expect(isTimeZone('"><script>')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });
});

describe('shortening', () => {
  it('cuts ids in the middle and keeps short ones', () => {
    expect(truncateMiddle('evt_4NqT9kVbLmPq8Rst1c2Wd', 14)).toBe('evt_4NqT9…c2Wd');
    expect(truncateMiddle('evt_1')).toBe('evt_1');
    expect(truncateMiddle('👩‍👩‍👧abcdefghijklmnop', 8)).not.toContain('\uFFFD');
  });

  it('shortens the first part of an event type, so that the verb stays', () => {
    expect(shortenEventType('organization.member.added')).toBe('org….member.added');
    expect(shortenEventType('user.updated')).toBe('user.updated');
    expect(shortenEventType('averyveryverylongsingleword')).toBe('averyveryverylongsingleword');
  });
});
