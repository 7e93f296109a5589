'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { EventTypeIcon } from '@/components/parts/event-type';
import { DayTime } from '@/components/ui/day-time';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextButton, TextLink } from '@/components/ui/text-link';
import { sightings } from '@/lib/ledger/combination';
import { type LedgerItem } from '@/lib/ledger/ledger';
import { paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { type ItemsWindow, ledgerItemsQuery } from './ledger-queries';

interface GapItemsProps {
  id: string;
  title: string;
  window: ItemsWindow;
}

/** The events of a gap, in the order in which they were emitted. */
export function GapItems({ id, title, window }: GapItemsProps) {
  const query = useInfiniteQuery(ledgerItemsQuery(id, window));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const retry = () => void query.refetch();
  return (
    <section aria-label={title} className="px-5 py-3 max-rail:px-6 max-phone:px-3">
      <h3 className="text-heading">{title}</h3>
      {query.data === undefined && query.error === null ? <SkeletonText lines={4} className="mt-1" /> : null}
      {query.data === undefined && query.error !== null ? (
        <FailedState what="The events" error={toApiError(query.error)} onRetry={retry} />
      ) : null}
      {query.data !== undefined && items.length === 0 ? (
        <p className="mt-1 text-body text-ink-2">Nothing is left in it.</p>
      ) : null}
      <ul className="mt-1">
        {items.map((item) => (
          <li key={item.seq} className="flex h-7 items-center gap-3 text-body">
            <DayTime ms={item.timeMs} />
            <EventTypeIcon type={item.type} />
            <Subject item={item} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <TextButton disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </TextButton>
      ) : null}
    </section>
  );
}

/** What is here, or what Auth0 lists, has a page; a copy of the feed has none. */
function Subject({ item: { eventId, subjectLabel, subjectId, combination } }: { item: LedgerItem }) {
  const text = subjectLabel ?? subjectId ?? eventId;
  const { isFailed, isReceived } = sightings[combination];
  if (!isFailed && !isReceived) {
    return (
      <span className="min-w-0 truncate" title={`${visibleText(text)}\n${visibleText(eventId)}`}>
        <OutsideText>{text}</OutsideText>
      </span>
    );
  }
  return (
    <TextLink href={paths.event(eventId)} prefetch={false} className="min-w-0 truncate" title={visibleText(text)}>
      <OutsideText>{text}</OutsideText>
    </TextLink>
  );
}
