'use client';

import { dayKey, formatRecent } from '@/lib/text/format';

import { useNow } from './now';
import { Time } from './time';
import { useZone } from './zone';

/** A time that may be weeks ago: with seconds today, with its day before that. */
export function DayTime({ ms }: { ms: number | null }) {
  const nowMs = useNow(60_000);
  const { timeZone } = useZone();
  if (ms === null) return <span className="text-ink-3">–</span>;
  if (dayKey(ms, timeZone) === dayKey(nowMs, timeZone)) return <Time ms={ms} />;
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={new Date(ms).toISOString()}
      className="text-mono whitespace-nowrap"
    >
      {formatRecent(ms, { nowMs, timeZone })}
    </time>
  );
}
