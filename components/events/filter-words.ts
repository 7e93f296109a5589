import { type EventFilters, type LastRange, lastRanges } from '@/lib/events/event-search';
import { dayKey, formatClock, formatDateTime } from '@/lib/text/format';

/** Relative ranges in words, in the order of their length. */
export const rangeWords: Record<LastRange, string> = {
  '1h': 'last hour',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};

/** Type guard for a value that comes from a menu. */
export const isLastRange = (value: string | undefined): value is LastRange =>
  value !== undefined && value in lastRanges;

/** The time filter in words: "last hour", "since 14 Aug 2026, 14:02:18"; a part of one day names the day once. */
export function receivedText({ last, from, to }: Pick<EventFilters, 'last' | 'from' | 'to'>, timeZone: string): string {
  if (last !== null) return rangeWords[last];
  const text = (ms: number) => formatDateTime(ms, timeZone);
  if (from === null) return to === null ? 'any' : `before ${text(to)}`;
  if (to === null) return `since ${text(from)}`;
  const isOneDay = dayKey(from, timeZone) === dayKey(to, timeZone);
  return `${text(from)} to ${isOneDay ? formatClock(to, timeZone) : text(to)}`;
}
