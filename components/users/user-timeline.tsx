'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { pushesOfEvents } from '@/lib/connectors/user-push';
import { type EventSummary } from '@/lib/events/event-record';
import { foldTimeline, newestOf } from '@/lib/users/fold-timeline';
import { dayKey, formatDate, formatDay } from '@/lib/text/format';
import { toApiError } from '../data/api';
import { userConnectorsQuery } from '../data/user-connectors';
import { Button } from '../ui/button';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { useNow } from '../ui/now';
import { SkeletonText } from '../ui/skeleton';
import { Timeline, TimelineDay } from '../parts/timeline';
import { useZone } from '../ui/zone';
import { SignIns } from './sign-ins';
import { UserEvent } from './user-event';
import { timelineQuery } from './user-queries';
import { minuteMs } from '@/lib/spans';

/** The user's events in order of their own time, newest first, under day headers. Older ones load on demand. */
export function UserTimeline({ userId }: { userId: string }) {
  const [isLoadingOlder, setIsLoadingOlder] = useState(false);
  // A notice that refreshed the query now would cut off the page that was asked for.
  const query = useInfiniteQuery({ ...timelineQuery(userId), meta: { held: isLoadingOlder } });
  const { data, error, dataUpdatedAt, refetch, hasNextPage, fetchNextPage } = query;
  const loadOlder = async () => {
    setIsLoadingOlder(true);
    await fetchNextPage();
    setIsLoadingOlder(false);
    await refetch();
  };
  const retry = () => void refetch();
  if (data === undefined) {
    if (error) return <FailedState what="The timeline" error={toApiError(error)} onRetry={retry} />;
    return <SkeletonText lines={8} className="px-6 py-4" />;
  }
  return (
    <>
      {error ? (
        <FailedBanner what="The timeline" error={toApiError(error)} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      <Days userId={userId} events={data.pages.flatMap((page) => page.items)} />
      {hasNextPage ? (
        <div className="border-t px-6 py-3 max-phone:px-3">
          <Button busy={isLoadingOlder} onClick={() => void loadOlder()}>
            {isLoadingOlder ? 'Loading older events' : 'Load older events'}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Days({ userId, events }: { userId: string; events: readonly EventSummary[] }) {
  const { data: connectors } = useQuery(userConnectorsQuery(userId));
  const pushes = pushesOfEvents(events, connectors?.pushes ?? []);
  const { timeZone } = useZone();
  const today = dayKey(useNow(minuteMs), timeZone);
  const dayOf = (event: EventSummary) => dayKey(instantOf(event), timeZone);
  const entries = foldTimeline(events, dayOf);
  return (
    <Timeline label="Timeline">
      {entries.map((entry, index) => {
        const event = newestOf(entry);
        const before = entries[index - 1];
        const day = dayOf(event);
        const isNewDay = before === undefined || day !== dayOf(newestOf(before));
        return (
          // The oldest event keeps its line while newer sign-ins join it, so that an opened line stays open.
          <Fragment key={entry.kind === 'event' ? event.id : entry.events.at(-1)?.id}>
            {isNewDay ? <TimelineDay>{dayWords(instantOf(event), { day, today, timeZone })}</TimelineDay> : null}
            {entry.kind === 'event' ? (
              <UserEvent event={event} pushes={pushes.get(event.id)} />
            ) : (
              <SignIns events={entry.events} />
            )}
          </Fragment>
        );
      })}
    </Timeline>
  );
}

/** Instant an event stands at: its own time, or that of its arrival when it tells none. */
function instantOf(event: EventSummary): number {
  return event.timeMs ?? event.receivedAtMs;
}

function dayWords(ms: number, { day, today, timeZone }: { day: string; today: string; timeZone: string }): string {
  if (day === today) return `Today, ${formatDay(ms, timeZone)}`;
  return day.slice(0, 4) === today.slice(0, 4) ? formatDay(ms, timeZone) : formatDate(ms, timeZone);
}
