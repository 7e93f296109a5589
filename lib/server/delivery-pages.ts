import 'server-only';
import { causeFromKey } from '../deliveries/cause';
import { type DeliveryFilters, deliveryFilterOf } from '../deliveries/delivery-search';
import { type CauseGroup, type DeliverySummary } from '../deliveries/delivery-store';
import {
  type DeliveryCausesAnswer,
  type DeliveryListAnswer,
  type DeliveryReadings,
  type DeliveryRow,
  type DeliveryStreamFacts,
  type ExplainedCause,
  isOpen,
} from '../deliveries/delivery-view';
import { explainCause } from '../deliveries/explain-cause';
import { type PageRequest } from '../page';
import { type Store } from '../store';
import { endpointHost, type EventStream, pointsHere } from '../streams/stream';
import { env } from './env';
import { managementIfConfigured } from './management/client';
import { isManagementError } from './management/errors';
import { listStreams } from './management/streams';
import { soon } from './soon';
import { presentedWrongCredential } from './webhook/credentials';
import { redeliveryWaits } from './workers/redelivery-waits';

/** Rows shown of each group; the rest is one press away in the list. */
const rowsPerGroup = 8;

/** Rows read at once for all groups; a small tenant needs no further query. */
const rowsRead = 200;

/** Names are a comfort: the failed deliveries do not wait longer than this (ms) for Auth0 to tell them. */
const namesWithinMs = 1_000;

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
  return { ...list, items: list.items.map(shownRow), ...readings };
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
      return explained(store, { group, rows, streams: readings.streams });
    }),
  );
  return { groups: groups.filter((group) => group.count > 0 || group.rows.length > 0), ...readings };
}

async function deliveryReadings(store: Store): Promise<DeliveryReadings> {
  const [known, failed, polls] = await Promise.all([
    knownStreams(),
    store.countFailedDeliveries(),
    store.deliveryPolls(),
  ]);
  const knownIds = new Set(known.map((stream) => stream.id));
  const ids = new Set([...knownIds, ...Object.keys(failed.byStream)]);
  return {
    failed: failed.total,
    configured: managementIfConfigured() !== null,
    // An event stream that was deleted is never looked at again: it must not make the rest look old.
    polls: knownIds.size === 0 ? polls : polls.filter((poll) => knownIds.has(poll.streamId)),
    streams: [...ids].map((id) =>
      streamFacts(
        id,
        known.find((stream) => stream.id === id),
        failed.byStream[id] ?? 0,
      ),
    ),
  };
}

function shownRow(row: DeliverySummary): DeliveryRow {
  const waitingMs = redeliveryWaits().waitingMs(row.streamId, row.eventId);
  return { ...row, heldUntilMs: waitingMs === null ? null : Date.now() + waitingMs };
}

/** The event streams as Auth0 tells them now or told them last; none when it never did. */
async function knownStreams(): Promise<EventStream[]> {
  const tenant = managementIfConfigured();
  if (tenant === null) return [];
  try {
    const list = await soon(listStreams(tenant), namesWithinMs);
    return list?.streams ?? tenant.streams.last() ?? [];
  } catch (error) {
    if (isManagementError(error)) return tenant.streams.last() ?? [];
    throw error;
  }
}

function streamFacts(id: string, stream: EventStream | undefined, failed: number): DeliveryStreamFacts {
  if (stream === undefined) return { id, name: id, pointsHere: null, host: null, failed };
  return {
    id,
    name: stream.name,
    pointsHere: pointsHere(stream, env().webhookUrl),
    host: endpointHost(stream),
    failed,
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
  { group, rows, streams }: { group: CauseGroup; rows: DeliverySummary[]; streams: DeliveryStreamFacts[] },
): Promise<ExplainedCause> {
  const own = streams.filter((stream) => group.streamIds.includes(stream.id));
  const hosts = new Set(own.map((stream) => stream.host));
  const isOurs = own.length > 0 && own.every((stream) => stream.pointsHere === true);
  const open = rows.filter((row) => isOpen(row.state));
  const explanation = explainCause({
    cause: group.cause,
    host: hosts.size === 1 ? (own[0]?.host ?? null) : null,
    pointsHere: isOurs,
    count: Math.min(group.count, Math.max(1, open.length)),
    receivedHere: open.filter((row) => row.receiptCount > 0).length,
    rejectedHere: isOurs && group.cause.status === 401 ? await rejectedSince(store, group.firstFailedAtMs) : 0,
  });
  return { ...group, ...explanation, rows: rows.slice(0, rowsPerGroup).map(shownRow) };
}

async function rejectedSince(store: Store, sinceMs: number | null): Promise<number> {
  const { items } = await store.listRejections(sinceMs ?? 0, 100);
  return items.filter(presentedWrongCredential).length;
}
