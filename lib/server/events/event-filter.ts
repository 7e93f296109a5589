import 'server-only';
import { type EventFilter } from '../../events/event-record';
import { eventFilterOf, type EventFilters } from '../../events/event-search';
import { type Store } from '../../store';
import { seenText } from '../../text/outside-text';
import { isExactly } from '../../users/search-terms';

/** Users whose events a search by name shows. More would be no answer to "this person's events". */
const mostUsers = 20;

/**
 * The filters of a URL as the store takes them, the search resolved: an event id is that event alone; a subject, or an
 * address, number or name of users, is their events. A search that more than 20 users are found by finds no events.
 */
export async function resolveEventFilter(store: Store, filters: EventFilters): Promise<EventFilter> {
  const filter = eventFilterOf(filters, Date.now());
  if (filters.q === null) return filter;
  const spelled = [...new Set([filters.q, seenText(filters.q)])];
  for (const id of spelled) {
    if ((await store.getEvent(id)) !== null) return { ...filter, eventId: id };
  }
  const found = [...spelled, ...(await usersFoundBy(store, filters.q))];
  const { subjectIds = found } = filter;
  return { ...filter, subjectIds: found.filter((id) => subjectIds.includes(id)) };
}

async function usersFoundBy(store: Store, q: string): Promise<string[]> {
  const { items, matching } = await store.listUsers({ q, deleted: 'include' }, { limit: mostUsers });
  const exact = items.filter((user) => isExactly(user, q));
  const isTooMany = matching.capped || matching.value > mostUsers;
  return (exact.length > 0 || isTooMany ? exact : items).map((user) => user.userId);
}
