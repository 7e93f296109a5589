'use client';

import {
  formatClock,
  formatClockMillis,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatDurationExact,
  formatMinute,
  formatRelative,
} from '@/lib/text/format';

import { cn } from './cn';
import { useNow } from './now';
import { useZone } from './zone';

type TimeMode = 'clock' | 'millis' | 'minute' | 'date' | 'day' | 'datetime' | 'relative';

interface TimeProps {
  /** Epoch milliseconds. */
  ms: number;
  mode?: TimeMode | undefined;
  className?: string | undefined;
}

const writers: Record<Exclude<TimeMode, 'relative'>, (ms: number, timeZone: string) => string> = {
  clock: formatClock,
  millis: formatClockMillis,
  minute: formatMinute,
  date: formatDate,
  day: formatDay,
  datetime: formatDateTime,
};

function isoOf(ms: number): string | undefined {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}

function titleOf(ms: number, localTimeZone: string): string | undefined {
  const iso = isoOf(ms);
  if (iso === undefined) return undefined;
  return [
    `${formatDateTime(ms, localTimeZone)} ${localTimeZone}`,
    `${formatDateTime(ms, 'UTC')} UTC`,
    iso,
    `${ms} ms since 1970`,
  ].join('\n');
}

/** An instant in the chosen zone; its title tells it in local time, UTC, ISO 8601 and epoch milliseconds. */
export function Time({ ms, mode = 'clock', className }: TimeProps) {
  const { timeZone, localTimeZone } = useZone();
  if (mode === 'relative') return <RelativeTime ms={ms} className={className} />;
  return (
    <time
      dateTime={isoOf(ms)}
      title={titleOf(ms, localTimeZone)}
      className={cn(
        (mode === 'clock' || mode === 'millis' || mode === 'minute') && 'text-mono',
        'whitespace-nowrap',
        className,
      )}
    >
      {writers[mode](ms, timeZone)}
    </time>
  );
}

const SKEW_MS = 5000;

function RelativeTime({ ms, className }: Omit<TimeProps, 'mode'>) {
  const { localTimeZone } = useZone();
  const now = useNow(1000);
  // A server clock slightly ahead must not make the past read "in 1 s".
  const reference = ms > now && ms - now < SKEW_MS ? ms : now;
  return (
    <time dateTime={isoOf(ms)} title={titleOf(ms, localTimeZone)} className={cn('whitespace-nowrap', className)}>
      {formatRelative(ms, reference)}
    </time>
  );
}

/** A span in its two largest units; the exact one is in the title. */
export function Duration({ ms, className }: { ms: number; className?: string | undefined }) {
  return (
    <span title={formatDurationExact(ms)} className={cn('whitespace-nowrap', className)}>
      {formatDuration(ms)}
    </span>
  );
}
