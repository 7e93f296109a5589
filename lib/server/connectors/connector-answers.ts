import 'server-only';
import { type Connector, type ConnectorHour } from '../../connectors/connector';
import {
  type CallListAnswer,
  type ConnectorAnswer,
  type ConnectorListAnswer,
  type ConnectorRow,
  type LaneListAnswer,
  type ReviewListAnswer,
  type UserConnectorsAnswer,
} from '../../connectors/connector-answers';
import { type CallQuery, type LaneQuery, type ReviewQuery } from '../../connectors/connector-store';
import { recordPageOf } from '../../connectors/connector-words';
import { nameOf } from '../../connectors/mirror-source';
import { type UserPush } from '../../connectors/user-push';
import { type PageRequest } from '../../page';
import { hourMs, hourOf } from '../../spans';
import { type Store } from '../../store';
import { env } from '../process/env';
import { canSeal } from './connector-secret';

/** Hours that a row shows. */
const hoursShown = 24;

async function rowOf(store: Store, connector: Connector, newestSeq: number): Promise<ConnectorRow> {
  const { id, state, cursorSeq } = connector;
  const firstMs = hourOf(store.nowMs()) - (hoursShown - 1) * hourMs;
  const [lanes, oldestWaitingMs, hours, taken] = await Promise.all([
    store.laneCounts(id),
    store.oldestWaitingMs(id),
    store.connectorHours(id, firstMs),
    store.listCalls(id, { results: ['done'] }, { limit: 1 }),
  ]);
  return {
    ...connector,
    lanes,
    oldestWaitingMs,
    eventsBehind: state === 'draft' ? 0 : Math.max(0, newestSeq - cursorSeq),
    lastTakenMs: taken.items[0]?.atMs ?? null,
    hours: eachHour(hours, firstMs),
    recordPage: recordPageOf(connector.config, env().connectors.hubspotUrl),
  };
}

async function newestSeqOf(store: Store): Promise<number> {
  const newest = await store.listEvents({}, { limit: 1 });
  return newest.items[0]?.seq ?? 0;
}

function eachHour(known: readonly ConnectorHour[], firstMs: number): ConnectorHour[] {
  const byHour = new Map(known.map((hour) => [hour.hourMs, hour]));
  return Array.from({ length: hoursShown }, (_, index) => {
    const startMs = firstMs + index * hourMs;
    return byHour.get(startMs) ?? { hourMs: startMs, pushed: 0, failed: 0 };
  });
}

const urgency = ({ state, lanes }: ConnectorRow) => {
  if (state === 'held') return 0;
  return lanes.review > 0 ? 1 : 2;
};

/** Answer of `GET /api/connectors`. */
export async function connectorListAnswer(store: Store): Promise<ConnectorListAnswer> {
  const [connectors, newestSeq] = await Promise.all([store.listConnectors(), newestSeqOf(store)]);
  const rows = await Promise.all(connectors.map((connector) => rowOf(store, connector, newestSeq)));
  const items = rows.toSorted((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name));
  const { mode, hubspotUrl } = env().connectors;
  return { items, mode, canSeal: canSeal(), standIn: hubspotUrl !== null, nowMs: store.nowMs() };
}

/** Answer of `GET /api/connectors/[id]`; null for an unknown number. */
export async function connectorAnswer(store: Store, id: number): Promise<ConnectorAnswer | null> {
  const connector = await store.getConnector(id);
  if (connector === null) return null;
  const [row, secrets] = await Promise.all([
    newestSeqOf(store).then((newestSeq) => rowOf(store, connector, newestSeq)),
    store.connectorSecrets(id),
  ]);
  return {
    ...row,
    secrets: secrets.map(({ name, setAtMs, setBy }) => ({ name, setAtMs, setBy })),
    mode: env().connectors.mode,
    nowMs: store.nowMs(),
  };
}

/** What the users with these ids are called, as far as the mirror knows them. */
async function namesOf(store: Store, keys: readonly string[]): Promise<(key: string) => string | null> {
  const users = await store.carriedUsers([...new Set(keys)]);
  const names = new Map(users.map((user) => [user.userId, nameOf(user)]));
  return (key) => names.get(key) ?? null;
}

/** Answer of `GET /api/connectors/[id]/lanes`. */
export async function laneListAnswer(
  store: Store,
  id: number,
  asked: { query: LaneQuery; page: PageRequest },
): Promise<LaneListAnswer> {
  const lanes = await store.listLanes(id, asked.query, asked.page);
  const named = await namesOf(
    store,
    lanes.items.map(({ key }) => key),
  );
  return { ...lanes, items: lanes.items.map((lane) => ({ ...lane, name: named(lane.key) })) };
}

/** Answer of `GET /api/connectors/[id]/calls`. */
export async function callListAnswer(
  store: Store,
  id: number,
  asked: { query: CallQuery; page: PageRequest },
): Promise<CallListAnswer> {
  const calls = await store.listCalls(id, asked.query, asked.page);
  const named = await namesOf(
    store,
    calls.items.map(({ laneKey }) => laneKey),
  );
  return { ...calls, items: calls.items.map((call) => ({ ...call, name: named(call.laneKey) })) };
}

/** Answer of `GET /api/reviews`. */
export async function reviewListAnswer(store: Store, query: ReviewQuery, page: PageRequest): Promise<ReviewListAnswer> {
  const [reviews, counts, connectors] = await Promise.all([
    store.listReviews(query, page),
    store.reviewCounts(query.sinceMs),
    store.listConnectors(),
  ]);
  const known = new Map(connectors.map((connector) => [connector.id, connector]));
  const named = await namesOf(
    store,
    reviews.items.map(({ key }) => key),
  );
  const items = reviews.items.flatMap((lane) => {
    const connector = known.get(lane.connectorId);
    if (connector === undefined) return [];
    const of = { connectorName: connector.name, connectorKind: connector.kind, name: named(lane.key) };
    return [{ ...lane, ...of }];
  });
  return { ...reviews, items, counts, nowMs: store.nowMs() };
}

/** Requests of one connector that are looked at for what was sent about a user. */
const pushesLookedAt = 50;

async function pushesOf(store: Store, { id, name }: Connector, userId: string): Promise<UserPush[]> {
  const calls = await store.listCalls(id, { laneKey: userId }, { limit: pushesLookedAt });
  return calls.items.flatMap(({ connectorId, laneKey, eventId, act, targets, atMs, tookMs, result }) =>
    act === 'read' ? [] : [{ connectorId, connectorName: name, laneKey, eventId, act, targets, atMs, tookMs, result }],
  );
}

/** Answer of `GET /api/users/[id]/connectors`. */
export async function userConnectorsAnswer(store: Store, userId: string): Promise<UserConnectorsAnswer> {
  const [lanes, connectors, named] = await Promise.all([
    store.lanesOfUser(userId),
    store.listConnectors(),
    namesOf(store, [userId]),
  ]);
  const known = new Map(connectors.map((connector) => [connector.id, connector]));
  const its = lanes.flatMap(({ connectorId }) => known.get(connectorId) ?? []);
  const pushes = await Promise.all(its.map((connector) => pushesOf(store, connector, userId)));
  return {
    pushes: pushes.flat().toSorted((a, b) => b.atMs - a.atMs),
    items: lanes.flatMap((lane) => {
      const connector = known.get(lane.connectorId);
      if (connector === undefined) return [];
      const { name: connectorName, kind: connectorKind, state: connectorState } = connector;
      return [{ ...lane, connectorName, connectorKind, connectorState, name: named(lane.key) }];
    }),
  };
}
