import { and, eq, gt } from 'drizzle-orm';
import { type BackfillUsers } from '@/lib/connectors/connector';
import { type ConnectorStore } from '@/lib/connectors/connector-store';
import { type ReadConnection } from '../engine/read-connection';
import { connectorLanes as lanes } from '../schema-connectors';
import { toLane } from './connector-rows';

interface UserRow {
  seq: number;
  userId: string;
  deletedAtMs: number | null;
  laneSeq: number | null;
  pushedAtMs: number | null;
}

/** Whom a backfill is about, and where they stand. */
export function fillReads(connection: ReadConnection): Pick<ConnectorStore, 'usersToFill' | 'namedLanes'> {
  const { orm, sql } = connection;
  const mirrored = sql.prepare<[number, number, number], UserRow>(
    `SELECT u.seq, u.user_id userId, u.deleted_at_ms deletedAtMs, l.seq laneSeq, l.pushed_at_ms pushedAtMs
     FROM users u LEFT JOIN connector_lanes l ON l.connector_id = ? AND l.key = u.user_id AND l.is_event = 0
     WHERE u.seq > ? ORDER BY u.seq LIMIT ?`,
  );
  const waiting = (connectorId: number, after: number, limit: number) =>
    orm
      .select({ seq: lanes.seq, userId: lanes.key, isEvent: lanes.isEvent })
      .from(lanes)
      .where(and(eq(lanes.connectorId, connectorId), eq(lanes.state, 'review'), gt(lanes.seq, after)))
      .orderBy(lanes.seq)
      .limit(limit)
      .all();
  const named = (connectorId: number, userIds: readonly string[]) =>
    userIds.flatMap((userId) => {
      const isNamed = and(eq(lanes.connectorId, connectorId), eq(lanes.key, userId), eq(lanes.isEvent, false));
      return orm.select().from(lanes).where(isNamed).get() ?? [];
    });
  return {
    usersToFill: (connectorId, users, { after, limit }) =>
      connection.read(() => {
        const rows: { seq: number; userId: string; isMeant: boolean }[] =
          users === 'review'
            ? waiting(connectorId, after, limit).map((row) => ({ ...row, isMeant: !row.isEvent }))
            : mirrored.all(connectorId, after, limit).map((row) => ({ ...row, isMeant: isMeant(row, users) }));
        return {
          userIds: rows.filter((row) => row.isMeant).map(({ userId }) => userId),
          next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
        };
      }),
    namedLanes: (connectorId, userIds) => connection.read(() => named(connectorId, userIds).map(toLane)),
  };
}

function isMeant({ deletedAtMs, laneSeq, pushedAtMs }: UserRow, users: Exclude<BackfillUsers, 'review'>): boolean {
  if (deletedAtMs !== null && laneSeq === null) return false;
  return users === 'all' || pushedAtMs === null;
}
