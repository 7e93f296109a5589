'use client';

import { cn } from '../ui/cn';
import { useNow } from '../ui/now';
import { SLOT_MS, SLOTS } from './live-connection';

interface ActivityTraceProps {
  slots: ReadonlyMap<number, number>;
  /** Where the trace stands still, while nothing comes in; null while it runs. */
  frozenAtMs: number | null;
}

const HEIGHT = 14;
const BAR = 2;

/** The last four minutes of notices, in bars of 5 s. */
export function ActivityTrace({ slots, frozenAtMs }: ActivityTraceProps) {
  const now = useNow(SLOT_MS);
  const last = Math.floor((frozenAtMs ?? now) / SLOT_MS);
  const counts = Array.from({ length: SLOTS }, (_, index) => slots.get(last - SLOTS + 1 + index) ?? 0);
  const top = Math.max(4, ...counts);
  return (
    <svg
      aria-hidden="true"
      width={SLOTS * BAR}
      height={HEIGHT}
      shapeRendering="crispEdges"
      className={cn('shrink-0 fill-c-applied', frozenAtMs !== null && 'opacity-50')}
    >
      {counts.map((count, index) =>
        count > 0 ? (
          <rect
            key={index}
            x={index * BAR}
            width={1}
            y={HEIGHT - 1 - Math.max(2, Math.round((count / top) * (HEIGHT - 2)))}
            height={Math.max(2, Math.round((count / top) * (HEIGHT - 2)))}
          />
        ) : null,
      )}
      <rect x={0} y={HEIGHT - 1} width={SLOTS * BAR} height={1} className="fill-tick" />
    </svg>
  );
}
