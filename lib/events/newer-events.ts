import { type EventPage, type EventSummary } from './event-record';

/** What arrived after some moment, as far as the first page of a list tells it. */
export interface NewerEvents {
  events: readonly EventSummary[];
  /** They fill the page and the list goes on below it: there may be more. */
  capped: boolean;
}

export const noNewerEvents: NewerEvents = { events: [], capped: false };

/** The events of a list's first page that came after number `seq`. */
export function newerEvents(page: EventPage, seq: number): NewerEvents {
  const events = page.items.filter((event) => event.seq > seq);
  const isFull = events.length > 0 && events.length === page.items.length;
  return { events, capped: isFull && page.older !== null };
}
