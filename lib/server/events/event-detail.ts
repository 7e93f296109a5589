import 'server-only';
import { type EventFilters } from '../../events/event-search';
import { type EventDetail, type EventSummary } from '../../events/event-record';
import { isUserType } from '../../events/event-types';
import { firstValues } from '../../story/first-values';
import { type EventView, longestInlineBody } from '../../story/event-view';
import { type Store } from '../../store';
import { env } from '../process/env';
import { resolveEventFilter } from './event-filter';

/** How far into a user's timeline we look for the event at hand; an older one is found on the user's own page. */
const searchedVersions = 100;
/** Events shown on either side of the one at hand. */
const shownEachSide = 2;

async function eventsAround(store: Store, event: EventDetail): Promise<EventSummary[]> {
  if (event.subjectId === null || !isUserType(event.type) || event.outcome === 'test') return [];
  const { items } = await store.userTimeline(event.subjectId, { limit: searchedVersions });
  const place = items.findIndex((item) => item.id === event.id);
  if (place === -1) return [];
  return items.slice(Math.max(0, place - shownEachSide), place + shownEachSide + 1);
}

async function userOf(store: Store, event: EventDetail): Promise<EventView['user']> {
  if (event.subjectId === null || !isUserType(event.type)) return null;
  const user = await store.getUser(event.subjectId);
  if (user === null) return null;
  return { userId: user.userId, name: user.name, email: user.email, deleted: user.deletedAtMs !== null };
}

/** Everything one event's page shows; null for an unknown id. Behind `GET /api/events/[id]` and the page's prefetch. */
export async function eventAnswer(store: Store, id: string, filters: EventFilters): Promise<EventView | null> {
  const event = await store.getEvent(id);
  if (event === null) return null;
  const [neighbours, deliveries, user, timeline] = await Promise.all([
    resolveEventFilter(store, filters).then((filter) => store.eventNeighbours(event.seq, filter)),
    store.deliveriesOfEvent(id),
    userOf(store, event),
    eventsAround(store, event),
  ]);
  const bodyCut = event.body.length > longestInlineBody;
  const body = bodyCut ? event.body.slice(0, longestInlineBody) : event.body;
  const beginning = firstValues(event);
  return {
    ...event,
    body,
    bodyCut,
    firstValues: beginning,
    neighbours,
    deliveries,
    user,
    timeline,
    webhookUrl: env().webhookUrl,
  };
}
