import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hourMs } from '../spans';
import { midnightIn } from './midnight';

it.each([
  ['UTC', '2026-11-30T19:59:00Z', '2026-12-01T00:00:00Z'],
  ['UTC', '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z'],
  ['Europe/Berlin', '2026-11-30T22:59:59.999Z', '2026-11-30T23:00:00Z'],
  ['Asia/Kathmandu', '2026-11-30T12:00:00Z', '2026-11-30T18:15:00Z'],
  // A day of 23 hours, and one of 25.
  ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
  ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ['America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  // The clocks go forward at midnight: the day begins at one.
  ['Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-23T22:00:00Z'],
  // They go back at midnight: the hour before it comes twice.
  ['Africa/Cairo', '2026-10-29T12:00:00Z', '2026-10-29T22:00:00Z'],
])('knows when the day ends in %s at %s', (timeZone, now, midnight) => {
  expect(new Date(midnightIn(timeZone, Date.parse(now)) ?? 0).toISOString()).toBe(new Date(midnight).toISOString());
});

it('is never now or later than a day and an hour', () => {
  const zones = fc.constantFrom('UTC', 'Europe/London', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia');
  const times = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-01-01') });
  fc.assert(
    fc.property(zones, times, (timeZone, nowMs) => {
      const leftMs = (midnightIn(timeZone, nowMs) ?? 0) - nowMs;
      expect(leftMs).toBeGreaterThan(0);
      expect(leftMs).toBeLessThanOrEqual(25 * hourMs);
    }),
  );
});

it('does not know a zone that is none', () => {
  expect(midnightIn('Mars/Olympus', 0)).toBeNull();
});
