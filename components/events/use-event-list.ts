'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { eventSearchQuery } from '@/lib/events/event-search';
import { type EventPage } from '@/lib/events/event-record';
import { type NewerEvents, newerEvents, noNewerEvents } from '@/lib/events/newer-events';
import { formatCount, formatCounted } from '@/lib/text/format';
import { useWhileLive } from '../shell/live';
import { useAnnounce } from '../ui/announcer';
import { eventListQuery, movingRangeEveryMs } from './event-queries';
import { type EventSearchState } from './use-event-search';

interface EventList {
  /** The query whose rows are shown. */
  shown: UseQueryResult<EventPage>;
  /** True on a page further back than the first. */
  isPaged: boolean;
  /** Events that arrived and are not shown. */
  waiting: NewerEvents;
  /** Shows what waits. */
  catchUp: () => void;
}

/**
 * The rows of the list. It follows the newest events only while the reader is at its top with nothing open; otherwise the
 * rows keep their place (their contents stay fresh) and what arrives is counted.
 */
export function useEventList({ search, filtersQuery }: EventSearchState, isReading: boolean): EventList {
  // Events also leave "last hour" without a notice.
  const refetchInterval = useWhileLive(search.last === null ? false : movingRangeEveryMs);
  const newest = useQuery({
    ...eventListQuery(filtersQuery),
    refetchInterval,
    placeholderData: (previous) => previous,
  });
  const settled = newest.isPlaceholderData ? undefined : newest.data;
  const isPaged = search.before !== null || search.after !== null;
  const { held, catchUp } = useHeldPage(filtersQuery, settled, isReading || isPaged);

  const rest = isPaged ? search : held ? { ...search, before: held.seq + 1 } : null;
  const page = useQuery({
    ...eventListQuery(eventSearchQuery(rest ?? search)),
    enabled: rest !== null,
    refetchInterval,
    placeholderData: (previous) => (isPaged ? previous : held?.page),
  });
  useAnnouncement(filtersQuery, settled);
  const waiting = held && settled ? newerEvents(settled, held.seq) : noNewerEvents;
  return { shown: rest === null ? newest : page, isPaged, waiting, catchUp };
}

/** The first page as it was when the reader looked away from its top: the list stays at this until they say otherwise. */
interface HeldPage {
  filtersQuery: string;
  seq: number;
  page: EventPage;
}

function useHeldPage(filtersQuery: string, newest: EventPage | undefined, isAway: boolean) {
  const [kept, setKept] = useState<HeldPage | null>(null);
  const held = kept?.filtersQuery === filtersQuery ? kept : null;
  const hold = () => {
    if (newest) setKept({ filtersQuery, seq: newest.items[0]?.seq ?? 0, page: newest });
  };
  // Decided while rendering, because it derives from URL and scroll position: an effect would show one row too many.
  if (isAway && held === null && newest) hold();
  if (!isAway && held !== null && newest && newerEvents(newest, held.seq).events.length === 0) setKept(null);
  return { held, catchUp: hold };
}

/** Says how many events arrived since the last look under the same filters. */
function useAnnouncement(filtersQuery: string, page: EventPage | undefined): void {
  const announce = useAnnounce();
  const seen = useRef<{ filtersQuery: string; seq: number } | null>(null);
  useEffect(() => {
    if (!page) return;
    const before = seen.current;
    seen.current = { filtersQuery, seq: page.items[0]?.seq ?? 0 };
    if (before?.filtersQuery !== filtersQuery) return;
    const { events, capped } = newerEvents(page, before.seq);
    const count = events.length;
    if (count > 0) announce(capped ? `${formatCount(count)}+ new events` : formatCounted(count, 'new event'), 'events');
  }, [announce, filtersQuery, page]);
}
