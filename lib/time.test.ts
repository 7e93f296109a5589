import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from './time';

const utc = (...parts: [number, number, number, number, number, number, number]) => Date.UTC(...parts);

describe('parseTime', () => {
  it('reads every precision of the fraction as milliseconds, dropping what is finer', () => {
    const whole = utc(2026, 10, 20, 9, 15, 56, 0);
    expect(parseTime('2026-11-20T09:15:56Z')).toBe(whole);
    expect(parseTime('2026-11-20T09:15:56.1Z')).toBe(whole + 100);
    expect(parseTime('2026-11-20T09:15:56.10Z')).toBe(whole + 100);
    expect(parseTime('2026-11-20T09:15:56.100Z')).toBe(whole + 100);
    expect(parseTime('2026-11-20T09:15:56.1009999999999999999Z')).toBe(whole + 100);
    expect(parseTime('2026-11-20T09:15:56.0004Z')).toBe(whole);
    expect(parseTime('1969-12-31T23:59:59.9999Z')).toBe(-1);
  });

  it('reads offsets and small letters as the same instant', () => {
    const instant = utc(2026, 10, 20, 9, 15, 56, 0);
    expect(parseTime('2026-11-20T11:15:56+02:00')).toBe(instant);
    expect(parseTime('2026-11-19T23:45:56-09:30')).toBe(instant);
    expect(parseTime('2026-11-20T09:15:56-00:00')).toBe(instant);
    expect(parseTime('2026-11-20t09:15:56z')).toBe(instant);
  });

  it('reads a leap second as the next instant, in any zone, and nowhere but at the end of a month', () => {
    const newYear = utc(2017, 0, 1, 0, 0, 0, 0);
    expect(parseTime('2016-12-31T23:59:60Z')).toBe(newYear);
    expect(parseTime('2016-12-31T23:59:60.999Z')).toBe(newYear);
    expect(parseTime('2017-01-01T00:59:60+01:00')).toBe(newYear);
    expect(parseTime('2016-12-31T15:59:60-08:00')).toBe(newYear);
    expect(parseTime('2026-06-30T23:59:60Z')).toBe(utc(2026, 6, 1, 0, 0, 0, 0));
    expect(parseTime('2016-12-31T12:30:60Z')).toBeNull();
    expect(parseTime('2016-12-30T23:59:60Z')).toBeNull();
    expect(parseTime('2016-12-31T23:59:61Z')).toBeNull();
  });

  it('reads the first and the last year', () => {
    expect(parseTime('9999-12-31T23:59:59.999Z')).toBe(utc(9999, 11, 31, 23, 59, 59, 999));
    expect(parseTime('0000-01-01T00:00:00Z')).toBe(-62_167_219_200_000);
    expect(parseTime('0099-03-01T00:00:00Z')).toBe(new Date('0099-03-01T00:00:00Z').getTime());
  });

  it.each([
    '',
    'now',
    '1763630156',
    '2026-11-20',
    '2026-11-20 09:15:56Z',
    '2026-11-20T09:15:56',
    '2026-11-20T09:15Z',
    '2026-11-20T09:15:56.Z',
    '2026-11-20T09:15:56,5Z',
    '2026-11-20T09:15:56+0200',
    '2026-11-20T09:15:56+24:00',
    '2026-11-20T09:15:56+02:60',
    '2026-11-20T24:00:00Z',
    '2026-11-20T09:60:00Z',
    '2026-00-20T09:15:56Z',
    '2026-13-20T09:15:56Z',
    '2026-11-00T09:15:56Z',
    '2026-11-31T09:15:56Z',
    '2026-02-29T09:15:56Z',
    '1900-02-29T09:15:56Z',
    '+002026-11-20T09:15:56Z',
    '10000-01-01T00:00:00Z',
    ' 2026-11-20T09:15:56Z',
    '2026-11-20T09:15:56Z\n',
    '２０２６-11-20T09:15:56Z',
    '2026-W47-5T09:15:56Z',
  ])('refuses %j', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('knows 29 February of leap years', () => {
    expect(parseTime('2028-02-29T00:00:00Z')).toBe(utc(2028, 1, 29, 0, 0, 0, 0));
    expect(parseTime('2000-02-29T00:00:00Z')).toBe(utc(2000, 1, 29, 0, 0, 0, 0));
  });

  it('finds the same instant in any offset (property)', () => {
    const instant = fc.integer({ min: utc(1000, 0, 1, 0, 0, 0, 0), max: utc(9998, 0, 1, 0, 0, 0, 0) });
    const offset = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 });
    fc.assert(
      fc.property(instant, offset, (ms, minutes) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const zone = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
        expect(parseTime(local + zone)).toBe(ms);
      }),
      { seed: 20_260_821, numRuns: 500 },
    );
  });
});
