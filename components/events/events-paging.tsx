'use client';

import { ChevronLeft, ChevronRight, ChevronsLeft, type LucideIcon } from 'lucide-react';
import { type MouseEvent } from 'react';
import { paths } from '@/lib/paths';
import { type EventSearch, eventSearchQuery } from '@/lib/events/event-search';
import { type EventPage } from '@/lib/events/event-record';
import { ButtonLink } from '../ui/button';
import { type EventSearchState } from './use-event-search';

type Cursor = Parameters<EventSearchState['goTo']>[0];

interface EventsPagingProps {
  page: EventPage;
  search: EventSearch;
  isPaged: boolean;
  goTo: EventSearchState['goTo'];
}

/** Ways to the pages around this one. Real links: an address names a place in the list, not a page number that drifts. */
export function EventsPaging({ page, search, isPaged, goTo }: EventsPagingProps) {
  const { older, newer } = page;
  const steps: { label: string; icon: LucideIcon; cursor: Cursor }[] = [];
  if (isPaged) steps.push({ label: 'Newest', icon: ChevronsLeft, cursor: null });
  // On the first page newer events are no page but the pill's business.
  if (isPaged && newer !== null) steps.push({ label: 'Newer', icon: ChevronLeft, cursor: { after: newer } });
  if (older !== null) steps.push({ label: 'Older', icon: ChevronRight, cursor: { before: older } });
  if (steps.length === 0) return null;
  const follow = (event: MouseEvent, cursor: Cursor) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(cursor);
  };
  return (
    <nav aria-label="Pages" className="flex h-12 items-center gap-2 px-6 max-phone:px-3">
      {steps.map(({ label, icon, cursor }) => (
        <ButtonLink
          key={label}
          icon={icon}
          href={`${paths.events}${eventSearchQuery({ ...search, before: null, after: null, ...cursor })}`}
          onClick={(event) => follow(event, cursor)}
        >
          {label}
        </ButtonLink>
      ))}
    </nav>
  );
}
