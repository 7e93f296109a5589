'use client';

import { usePathname } from 'next/navigation';
import { useQueryState } from 'nuqs';
import { paths } from '@/lib/paths';
import { eventHref, eventPlaceQuery, type EventSearch, eventTabParser } from '@/lib/events/event-search';
import { idOfSegment } from '@/lib/text/path-segment';

const prefix = `${paths.events}/`;

function idOf(pathname: string): string | null {
  if (!pathname.startsWith(prefix)) return null;
  try {
    return idOfSegment(pathname.slice(prefix.length));
  } catch {
    return null;
  }
}

interface OpenEvent {
  /** The event whose sheet is open beside the list. */
  openId: string | null;
  /** The same, read from the address at this very moment: a rendering may lag behind quick key presses. */
  currentId: () => string | null;
  open: (id: string) => void;
  /** Shows another event in the open sheet, without a new step in the history. */
  move: (id: string) => void;
  close: () => void;
  /** Where an event's row leads, with everything needed to come back to this very list. */
  hrefOf: (id: string) => string;
}

/**
 * The sheet's event is in the URL as the page of that event, set without leaving the list: reloading or sharing the
 * address shows the page. Next follows the native history, so `usePathname` tells which event is open.
 */
export function useOpenEvent(search: EventSearch): OpenEvent {
  const pathname = usePathname();
  const [tab] = useQueryState('tab', eventTabParser);
  const hrefOf = (id: string) => eventHref(id, eventPlaceQuery(search, tab));
  return {
    openId: idOf(pathname),
    currentId: () => idOf(window.location.pathname),
    open: (id) => window.history.pushState(null, '', hrefOf(id)),
    move: (id) => window.history.replaceState(null, '', hrefOf(id)),
    close: () => window.history.pushState(null, '', `${paths.events}${eventPlaceQuery(search, 'summary')}`),
    hrefOf,
  };
}
