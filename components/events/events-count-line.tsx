'use client';

import { useRef } from 'react';
import { type EventPage } from '@/lib/events/event-record';
import { type EventHistogram } from '@/lib/story/event-view';
import { type NewerEvents } from '@/lib/events/newer-events';
import { formatCount } from '@/lib/text/format';
import { type Count } from '@/lib/page';
import { LivePill } from '../ui/live-pill';
import { Skeleton } from '../ui/skeleton';
import { TextButton } from '../ui/text-link';
import { chartNote } from './events-chart';

interface EventsCountLineProps {
  page: EventPage | undefined;
  chart: EventHistogram | undefined;
  /** Ends the zoom; null while there is none. */
  onResetZoom: (() => void) | null;
  waiting: NewerEvents;
  onShow: () => void;
}

const countText = ({ value, capped }: Count) => `${formatCount(value)}${capped ? '+' : ''}`;

/** "1,281 of 11,811 events", the way out of a zoom, what a bar stands for, and at the right what arrived meanwhile. */
export function EventsCountLine({ page, chart, onResetZoom, waiting, onShow }: EventsCountLineProps) {
  const failed = waiting.events.filter((event) => event.outcome === 'error').length;
  const line = useRef<HTMLDivElement>(null);
  const resetZoom = () => {
    // The button disappears with the zoom: keyboard focus continues here.
    line.current?.focus();
    onResetZoom?.();
  };
  return (
    <div
      ref={line}
      tabIndex={-1}
      className="flex min-h-10 shrink-0 items-center gap-3 px-6 outline-none max-phone:px-3"
    >
      {page ? <Total page={page} /> : <Skeleton width={140} />}
      {onResetZoom ? <TextButton onClick={resetZoom}>Reset zoom</TextButton> : null}
      {chart ? (
        <span className="min-w-0 truncate text-small text-ink-2 max-phone:hidden">{chartNote(chart)}</span>
      ) : null}
      <span className="ml-auto flex">
        <LivePill count={waiting.events.length} capped={waiting.capped} failed={failed} onShow={onShow} />
      </span>
    </div>
  );
}

function Total({ page: { matching, total } }: { page: EventPage }) {
  const isAll = matching.value === total.value && matching.capped === total.capped;
  return (
    <p className="shrink-0 text-body text-ink-2">
      <strong className="font-semibold text-ink">{countText(matching)}</strong>
      {isAll ? '' : ` of ${countText(total)}`} {total.value === 1 && !total.capped ? 'event' : 'events'}
    </p>
  );
}
