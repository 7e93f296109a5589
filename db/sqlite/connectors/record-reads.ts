import { and, asc, count, eq, gte, isNotNull, isNull } from 'drizzle-orm';
import { type ReviewReason, reviewReasons } from '@/lib/connectors/connector';
import { type ConnectorStore, type LinkedUser, type ReviewCount } from '@/lib/connectors/connector-store';
import { type ReadConnection } from '../engine/read-connection';
import { users } from '../schema';
import { connectorLanes as lanes, connectors } from '../schema-connectors';
import { linkOf } from './connector-rows';
import { reviewLists } from './review-lists';

type RecordReads = Pick<
  ConnectorStore,
  'recordLink' | 'lanesOfRecord' | 'linkCount' | 'deactivatedSince' | 'listReviews' | 'reviewCounts'
>;

/** Users of one record that are told. */
const mostOfRecord = 100;

/** Deactivations that are looked through. */
const mostCounted = 10_000;

/** What is read about links to records, and about what waits for a person. */
export function recordReads(connection: ReadConnection): RecordReads {
  const { orm, sql } = connection;
  const lists = reviewLists(connection);
  const deactivations = sql
    .prepare<[number, number, number], string>(
      `SELECT DISTINCT laneKey FROM (SELECT lane_key laneKey FROM connector_calls INDEXED BY connector_calls_deactivations
       WHERE connector_id = ? AND act IN ('deactivate', 'archive') AND result = 'done' AND at_ms >= ? LIMIT ?)`,
    )
    .pluck();
  return {
    recordLink: (connectorId, userId) =>
      connection.read(() => {
        const isOfUser = and(eq(lanes.connectorId, connectorId), eq(lanes.key, userId), eq(lanes.isEvent, false));
        const row = orm.select().from(lanes).where(isOfUser).get();
        return row === undefined ? null : linkOf(row);
      }),
    lanesOfRecord: (connectorId, recordId) => connection.read(() => linkedUsers(connection, connectorId, recordId)),
    linkCount: (connectorId) =>
      connection.read(() => {
        const isLinked = and(eq(lanes.connectorId, connectorId), isNotNull(lanes.recordId));
        return orm.select({ count: count() }).from(lanes).where(isLinked).get()?.count ?? 0;
      }),
    deactivatedSince: (connectorId, sinceMs) =>
      connection.read(() => deactivations.all(connectorId, sinceMs, mostCounted)),
    listReviews: (query, page) => connection.read(() => lists(query, page)),
    reviewCounts: (sinceMs = 0) => connection.read(() => countReviews(connection, sinceMs)),
  };
}

function linkedUsers({ orm }: ReadConnection, connectorId: number, recordId: string): LinkedUser[] {
  const isOfRecord = and(eq(lanes.connectorId, connectorId), eq(lanes.recordId, recordId));
  const rows = orm
    .select({ key: lanes.key, role: lanes.role, userId: users.userId, deletedAtMs: users.deletedAtMs })
    .from(lanes)
    .leftJoin(users, eq(users.userId, lanes.key))
    .where(isOfRecord)
    .orderBy(asc(lanes.seq))
    .limit(mostOfRecord)
    .all();
  return rows.map(({ key, role, userId, deletedAtMs }) => ({
    ...{ key, role: role ?? 'follower' },
    isLive: userId !== null && deletedAtMs === null,
  }));
}

/** Connector by connector, so that an index counts each of them. */
function countReviews({ orm }: ReadConnection, sinceMs: number): ReviewCount[] {
  const there = orm
    .select({ id: connectors.id })
    .from(connectors)
    .where(isNull(connectors.deletedAtMs))
    .orderBy(asc(connectors.id))
    .all();
  return there.flatMap(({ id: connectorId }) =>
    orm
      .select({ reason: lanes.reason, count: count() })
      .from(lanes)
      .where(
        and(
          eq(lanes.connectorId, connectorId),
          eq(lanes.state, 'review'),
          sinceMs === 0 ? undefined : gte(lanes.waitingSinceMs, sinceMs),
        ),
      )
      .groupBy(lanes.reason)
      .all()
      .flatMap((row) => {
        const reason = asReviewReason(row.reason);
        return reason === null ? [] : [{ connectorId, reason, count: row.count }];
      }),
  );
}

const asReviewReason = (reason: string | null): ReviewReason | null =>
  reviewReasons.find((known) => known === reason) ?? null;
