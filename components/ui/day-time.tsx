'use client';

import { dayKey, formatDayMonth, formatMinute } from '@/lib/format';

import { useNow } from './now';
import { Time } from './time';
import { useZone } from './zone';

/** A time that may be weeks ago: with seconds today, with its day before that. */
export function DayTime({ ms }: { ms: number | null }) {
  const now = useNow(60_000);
  const { timeZone } = useZone();
  if (ms === null) return <span className="text-ink-3">–</span>;
  if (dayKey(ms, timeZone) === dayKey(now, timeZone)) return <Time ms={ms} />;
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={new Date(ms).toISOString()}
      className="text-mono whitespace-nowrap"
    >
      {`${formatDayMonth(ms, timeZone)} ${formatMinute(ms, timeZone)}`}
    </time>
  );
}
