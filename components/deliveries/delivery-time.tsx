'use client';

import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/now';
import { useZone } from '@/components/ui/zone';
import { dayKey, formatDayMonth, formatMinute } from '@/lib/format';

/** A time of a failure: with seconds today, with its day before that. A failure may be weeks old. */
export function DeliveryTime({ ms }: { ms: number | null }) {
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
