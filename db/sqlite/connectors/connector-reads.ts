import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, min } from 'drizzle-orm';
import { callResults, lanePriorities, type LaneState, laneStates } from '@/lib/connectors/connector';
import { type CallQuery, type ConnectorStore, type LaneQuery } from '@/lib/connectors/connector-store';
import { type PageRequest } from '@/lib/page';
import { readPage, type SeqRange, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import {
  connectorCalls as calls,
  connectorHours as hours,
  connectorLanes as lanes,
  connectors,
  connectorSecrets,
} from '../schema-connectors';
import { toConnector, toConnectorLane, toLane } from './connector-rows';
import { fillReads } from './fill-reads';
import { verifyReads } from './verify-reads';
import { laneEventReads } from './lane-events';

type ConnectorReads = Pick<
  ConnectorStore,
  | 'listConnectors'
  | 'getConnector'
  | 'connectorSecrets'
  | 'eventsAfter'
  | 'laneEvents'
  | 'carriedUsers'
  | 'nextPushes'
  | 'listLanes'
  | 'laneCounts'
  | 'oldestWaitingMs'
  | 'listCalls'
  | 'connectorHours'
  | 'lanesOfUser'
  | 'usersToFill'
  | 'namedLanes'
  | 'writerLanes'
  | 'lanesByKey'
>;

/** Lanes of one user that are told: one a connector. */
const mostOfUser = 100;

/** Everything read about connectors. */
export function connectorReads(connection: ReadConnection): ConnectorReads {
  const { orm } = connection;
  return {
    ...laneEventReads(connection),
    ...fillReads(connection),
    ...verifyReads(connection),
    listConnectors: () =>
      connection.read(() =>
        orm
          .select()
          .from(connectors)
          .where(isNull(connectors.deletedAtMs))
          .orderBy(asc(connectors.id))
          .all()
          .map(toConnector),
      ),
    getConnector: (id) =>
      connection.read(() => {
        const isThis = and(eq(connectors.id, id), isNull(connectors.deletedAtMs));
        const row = orm.select().from(connectors).where(isThis).get();
        return row === undefined ? null : toConnector(row);
      }),
    connectorSecrets: (id) =>
      connection.read(() => {
        const { name, sealed, setAtMs, setBy } = connectorSecrets;
        const ofThis = eq(connectorSecrets.connectorId, id);
        return orm
          .select({ name, sealed, setAtMs, setBy })
          .from(connectorSecrets)
          .where(ofThis)
          .orderBy(asc(name))
          .all();
      }),
    nextPushes: () => connection.read(() => nextPushes(connection)),
    listLanes: (id, query, page) => connection.read(() => listLanes(connection, { id, query, page })),
    laneCounts: (id) => connection.read(() => countLanes(connection, id)),
    oldestWaitingMs: (id) => connection.read(() => oldestWaiting(connection, id)),
    listCalls: (id, query, page) => connection.read(() => listCalls(connection, { id, query, page })),
    connectorHours: (id, sinceMs) =>
      connection.read(() => {
        const { hourMs, pushed, failed } = hours;
        const isAsked = and(eq(hours.connectorId, id), gte(hourMs, sinceMs));
        return orm.select({ hourMs, pushed, failed }).from(hours).where(isAsked).orderBy(asc(hourMs)).all();
      }),
    lanesOfUser: (userId) =>
      connection.read(() => {
        const isOfUser = and(eq(lanes.key, userId), eq(lanes.isEvent, false));
        const rows = orm.select().from(lanes).where(isOfUser).orderBy(asc(lanes.connectorId)).limit(mostOfUser).all();
        return rows.map(toConnectorLane);
      }),
  };
}

function oldestWaiting({ orm }: ReadConnection, id: number): number | null {
  const isWaiting = and(eq(lanes.connectorId, id), isNotNull(lanes.waitingSinceMs));
  const oldest = orm
    .select({ ms: min(lanes.waitingSinceMs) })
    .from(lanes)
    .where(isWaiting);
  return oldest.get()?.ms ?? null;
}

/** At most a hundred connectors, each by two looks into the index of what is due. */
function nextPushes({ orm }: ReadConnection): { connectorId: number; atMs: number }[] {
  const running = orm.select().from(connectors).where(eq(connectors.state, 'running')).all();
  return running.flatMap(({ id, quietUntilMs }) => {
    const dues = Object.values(lanePriorities).flatMap((prio) => {
      const isDue = and(eq(lanes.connectorId, id), eq(lanes.prio, prio), isNotNull(lanes.dueMs));
      const due = orm
        .select({ ms: min(lanes.dueMs) })
        .from(lanes)
        .where(isDue);
      return due.get()?.ms ?? [];
    });
    return dues.length === 0 ? [] : [{ connectorId: id, atMs: Math.max(Math.min(...dues), quietUntilMs ?? 0) }];
  });
}

function countLanes({ orm }: ReadConnection, id: number): Record<LaneState, number> {
  const isOf = eq(lanes.connectorId, id);
  const rows = orm.select({ state: lanes.state, count: count() }).from(lanes).where(isOf).groupBy(lanes.state).all();
  const known = new Map(rows.map((row) => [row.state, row.count]));
  const of = (state: LaneState) => known.get(state) ?? 0;
  return {
    idle: of('idle'),
    waiting: of('waiting'),
    running: of('running'),
    retrying: of('retrying'),
    review: of('review'),
    parked: of('parked'),
  };
}

/** Each state is a walk of one index: the newest of all are among the newest of each. */
function walk<T>(
  parts: readonly T[],
  seqsOf: (part: T, range: SeqRange, limit: number, isUp: boolean) => number[],
): SeqSource {
  const all = (range: SeqRange, limit: number, isUp: boolean) =>
    parts
      .flatMap((part) => seqsOf(part, range, limit, isUp))
      .sort((a, b) => (isUp ? a - b : b - a))
      .slice(0, limit);
  return {
    newest: (range, limit) => all(range, limit, false),
    oldest: (range, limit) => all(range, limit, true),
  };
}

interface Listed<Query> {
  id: number;
  query: Query;
  page: PageRequest;
}

/** The last code point, so that `q` and everything after it lie between the two. */
const afterAll = '\u{10FFFF}';

function listLanes({ orm }: ReadConnection, { id, query, page }: Listed<LaneQuery>) {
  const { states = laneStates, q } = query;
  const begins = q === undefined ? undefined : and(gte(lanes.key, q), lte(lanes.key, `${q}${afterAll}`));
  const source = walk(states, (state, { above, below }, limit, isUp) =>
    orm
      .select({ seq: lanes.seq })
      .from(lanes)
      .where(and(eq(lanes.connectorId, id), eq(lanes.state, state), gt(lanes.seq, above), lt(lanes.seq, below), begins))
      .orderBy(isUp ? asc(lanes.seq) : desc(lanes.seq))
      .limit(limit)
      .all()
      .map(({ seq }) => seq),
  );
  return readPage(source, page, (seqs) =>
    orm.select().from(lanes).where(inArray(lanes.seq, seqs)).orderBy(desc(lanes.seq)).all().map(toLane),
  );
}

function listCalls({ orm }: ReadConnection, { id, query, page }: Listed<CallQuery>) {
  const { results = callResults, laneKey } = query;
  const source = walk(laneKey === undefined ? results : [null], (result, { above, below }, limit, isUp) =>
    orm
      .select({ seq: calls.seq })
      .from(calls)
      .where(
        and(
          eq(calls.connectorId, id),
          result === null ? inArray(calls.result, [...results]) : eq(calls.result, result),
          laneKey === undefined ? undefined : eq(calls.laneKey, laneKey),
          gt(calls.seq, above),
          lt(calls.seq, below),
        ),
      )
      .orderBy(isUp ? asc(calls.seq) : desc(calls.seq))
      .limit(limit)
      .all()
      .map(({ seq }) => seq),
  );
  return readPage(source, page, (seqs) =>
    orm.select().from(calls).where(inArray(calls.seq, seqs)).orderBy(desc(calls.seq)).all(),
  );
}
