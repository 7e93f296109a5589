import 'server-only';
import { causeFromKey } from '../../deliveries/cause';
import { type DeliveryFilters, deliveryFilterOf } from '../../deliveries/delivery-search';
import { type CauseGroup, type DeliverySummary } from '../../deliveries/delivery-record';
import {
  currentPolls,
  type DeliveryCausesAnswer,
  type DeliveryListAnswer,
  type DeliveryReadings,
  type ExplainedCause,
  type UndeliveredCopy,
  type UndeliveredEvent,
} from '../../deliveries/delivery-view';
import { expectedChanges } from '../../deliveries/expected-changes';
import { explanationLine } from '../../deliveries/explain-failure';
import { isUserType } from '../../events/event-types';
import { type PageRequest } from '../../page';
import { type Store } from '../../store';
import { managementIfConfigured } from '../management/client';
import { knownStreams } from '../management/known-streams';
import { causeExplanation } from './explain-answer';
import { streamFacts } from './stream-facts';

/** Rows shown of each group; the rest is one press away in the list. */
const rowsPerGroup = 8;

/** Rows read at once for all groups; a small tenant needs no further query. */
const rowsRead = 200;

/** Answer of `GET /api/deliveries`, for the route and the page alike. Asks Auth0 for nothing but the names of event streams. */
export async function deliveryListAnswer(
  store: Store,
  filters: DeliveryFilters,
  page: PageRequest,
): Promise<DeliveryListAnswer> {
  const [list, readings] = await Promise.all([
    store.listDeliveries(deliveryFilterOf(filters), page),
    deliveryReadings(store),
  ]);
  return { ...list, ...readings };
}

/** Answer of `GET /api/deliveries/causes`. Groups that have just been emptied stay as long as their rows are shown. */
export async function deliveryCausesAnswer(store: Store, filters: DeliveryFilters): Promise<DeliveryCausesAnswer> {
  const filter = deliveryFilterOf(filters);
  const [readings, open, newest] = await Promise.all([
    deliveryReadings(store),
    store.deliveryCauses(filter),
    store.listDeliveries(filter, { limit: rowsRead }),
  ]);
  const groups = await Promise.all(
    [...open, ...emptiedGroups(open, newest.items)].map(async (group) => {
      const rows =
        newest.older === null
          ? newest.items.filter((row) => row.cause.key === group.cause.key)
          : (await store.listDeliveries({ ...filter, causeKey: group.cause.key }, { limit: rowsRead })).items;
      return explained(store, { group, rows });
    }),
  );
  return { groups: groups.filter((group) => group.count > 0 || group.rows.length > 0), ...readings };
}

/** What is known of an event that Auth0 failed to deliver; null when it knows of no such failure. */
export async function undeliveredAnswer(store: Store, eventId: string): Promise<UndeliveredEvent | null> {
  const [deliveries, event, { streams }] = await Promise.all([
    store.deliveriesOfEvent(eventId),
    store.getEvent(eventId),
    knownStreams(managementIfConfigured(), 'comfort'),
  ]);
  if (deliveries.length === 0) return null;
  const copies = await Promise.all(deliveries.map((delivery) => copyOf(store, delivery)));
  const factsOf = (id: string) =>
    streamFacts(
      id,
      streams?.find((stream) => stream.id === id),
      0,
    );
  return {
    eventId,
    hasArrived: event !== null,
    copies,
    streams: deliveries.map(({ streamId }) => factsOf(streamId)),
  };
}

async function copyOf(store: Store, delivery: DeliverySummary): Promise<UndeliveredCopy> {
  const [payload, user] = await Promise.all([
    store.deliveryPayload(delivery.streamId, delivery.eventId),
    delivery.subjectId === null || !isUserType(delivery.eventType) ? null : store.getUser(delivery.subjectId),
  ]);
  return { delivery, payload, expected: expectedChanges(payload, user) };
}

async function deliveryReadings(store: Store): Promise<DeliveryReadings> {
  const [{ streams, failure }, failed, polls] = await Promise.all([
    knownStreams(managementIfConfigured(), 'comfort'),
    store.countFailedDeliveries(),
    store.deliveryPolls(),
  ]);
  const known = streams ?? [];
  const knownIds = new Set(known.map((stream) => stream.id));
  const ids = new Set([...knownIds, ...Object.keys(failed.byStream)]);
  return {
    failed: failed.total,
    failure,
    configured: managementIfConfigured() !== null,
    polls: currentPolls(polls, streams === null ? null : [...knownIds]),
    streams: [...ids].map((id) =>
      streamFacts(
        id,
        known.find((stream) => stream.id === id),
        failed.byStream[id] ?? 0,
      ),
    ),
  };
}

function emptiedGroups(open: readonly CauseGroup[], rows: readonly DeliverySummary[]): CauseGroup[] {
  const keys = new Set(rows.map((row) => row.cause.key));
  for (const group of open) keys.delete(group.cause.key);
  return [...keys].map((key) => {
    const own = rows.filter((row) => row.cause.key === key);
    return {
      cause: causeFromKey(key),
      count: 0,
      streamIds: [...new Set(own.map((row) => row.streamId))],
      firstFailedAtMs: own.reduce<number | null>((oldest, row) => earlier(oldest, row.firstFailedAtMs), null),
      lastAttemptAtMs: own[0]?.lastAttemptAtMs ?? null,
    };
  });
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

async function explained(
  store: Store,
  { group, rows }: { group: CauseGroup; rows: DeliverySummary[] },
): Promise<ExplainedCause> {
  const explanation = await causeExplanation(store, group, rows);
  return {
    ...group,
    title: explanation.title,
    explanation: explanationLine(explanation),
    confidence: explanation.confidence,
    rows: rows.slice(0, rowsPerGroup),
  };
}
