import { and, asc, eq, gt, gte, isNull, lt, lte, or } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { type ConnectorStore, type LaneLease, type Plan } from '@/lib/connectors/connector-store';
import { wakeLane } from '@/lib/connectors/lane-steps';
import { type Wake } from '@/lib/connectors/plan-wakes';
import { type Connection } from '../engine/connection';
import { users } from '../schema';
import { connectorLanes as lanes, connectors } from '../schema-connectors';
import { writeAudit } from './connector-writes';
import { connectorTopics, type LaneRow, linkOf } from './connector-rows';

/** What finds work: the log wakes lanes, and lanes are taken. `now` is the clock in milliseconds. */
export function lanePlans(
  connection: Connection,
  now: () => number,
): Pick<ConnectorStore, 'planPushes' | 'claimLanes' | 'releaseLanes' | 'fillLanes' | 'startFill'> {
  const wake = prepareWake(connection);
  return {
    planPushes: (plans) =>
      connection.write(() => {
        const taken = plans.filter((plan) => take(connection, plan, { wake, nowMs: now() }));
        const hasWoken = taken.some(({ wakes }) => wakes.length > 0);
        return { value: taken.length, topics: hasWoken ? connectorTopics : [] };
      }),
    fillLanes: (connectorId, limit) =>
      connection.write(() => {
        const filled = fill(connection, { connectorId, limit }, { wake, nowMs: now() });
        return { value: filled, topics: filled.woken > 0 ? connectorTopics : [] };
      }),
    startFill: (connectorId, by) =>
      connection.write(() => {
        const isThis = and(eq(connectors.id, connectorId), isNull(connectors.deletedAtMs));
        const marked = connection.orm.update(connectors).set({ fillAfterSeq: 0 }).where(isThis).run();
        if (marked.changes === 0) return { value: false };
        writeAudit(connection, { id: connectorId, action: 'connector_filled', detail: {} }, by);
        return { value: true, topics: connectorTopics };
      }),
    claimLanes: (connectorId, limit, lease) =>
      connection.write(() => ({ value: claim(connection, { connectorId, limit, lease, nowMs: now() }) })),
    releaseLanes: (holder) => connection.write(() => ({ value: release(connection, holder, now()) })),
  };
}

type WakeLane = (connectorId: number, wake: Wake, nowMs: number) => void;

function take(connection: Connection, plan: Plan, { wake, nowMs }: { wake: WakeLane; nowMs: number }): boolean {
  const { connectorId, fromSeq, toSeq, wakes } = plan;
  const isAsRead = and(
    eq(connectors.id, connectorId),
    eq(connectors.state, 'running'),
    eq(connectors.cursorSeq, fromSeq),
  );
  const moved = connection.orm.update(connectors).set({ cursorSeq: toSeq }).where(isAsRead).run();
  if (moved.changes === 0) return false;
  for (const one of wakes) wake(connectorId, one, nowMs);
  return true;
}

function prepareWake({ sql }: Connection): WakeLane {
  const find = sql.prepare<
    [number, string, number],
    Pick<
      LaneRow,
      'seq' | 'state' | 'dueMs' | 'wantedSeq' | 'doneSeq' | 'attempts' | 'reason' | 'error' | 'waitingSinceMs'
    >
  >(
    `SELECT seq, state, due_ms dueMs, wanted_seq wantedSeq, done_seq doneSeq, attempts, reason, error,
       waiting_since_ms waitingSinceMs
     FROM connector_lanes WHERE connector_id = ? AND key = ? AND is_event = ?`,
  );
  const insert = sql.prepare(
    `INSERT INTO connector_lanes (connector_id, key, is_event, state, due_ms, wanted_seq, done_seq, attempts, waiting_since_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sql.prepare(
    `UPDATE connector_lanes SET state = ?, due_ms = ?, wanted_seq = ?, done_seq = ?, waiting_since_ms = ?, attempts = ?, reason = ?,
       facts = CASE WHEN ? = 'review' THEN facts END
     WHERE seq = ?`,
  );
  return (connectorId, { key, isEvent, firstSeq, lastSeq }, nowMs) => {
    const known = find.get(connectorId, key, Number(isEvent));
    const woken = wakeLane(known ?? null, { firstSeq, lastSeq }, nowMs);
    const { state, dueMs, wantedSeq, doneSeq, attempts, waitingSinceMs } = woken;
    if (known === undefined) {
      insert.run(connectorId, key, Number(isEvent), state, dueMs, wantedSeq, doneSeq, attempts, waitingSinceMs);
    } else change.run(state, dueMs, wantedSeq, doneSeq, waitingSinceMs, attempts, woken.reason, state, known.seq);
  };
}

/** Deleted users too where the connector knows them already: their deletion may not have been carried on. */
function fill(
  { orm }: Connection,
  { connectorId, limit }: { connectorId: number; limit: number },
  { wake, nowMs }: { wake: WakeLane; nowMs: number },
): { woken: number; hasMore: boolean } {
  const isRunning = and(eq(connectors.id, connectorId), eq(connectors.state, 'running'));
  const row = orm.select().from(connectors).where(isRunning).get();
  if (row === undefined || row.fillAfterSeq === null) return { woken: 0, hasMore: false };
  const next = orm
    .select({ seq: users.seq, userId: users.userId, deletedAtMs: users.deletedAtMs })
    .from(users)
    .where(gt(users.seq, row.fillAfterSeq))
    .orderBy(asc(users.seq))
    .limit(limit)
    .all();
  const isKnown = (userId: string) => {
    const isLane = and(eq(lanes.connectorId, connectorId), eq(lanes.key, userId), eq(lanes.isEvent, false));
    return orm.select({ seq: lanes.seq }).from(lanes).where(isLane).get() !== undefined;
  };
  const wanted = next.filter(({ userId, deletedAtMs }) => deletedAtMs === null || isKnown(userId));
  const seq = row.cursorSeq;
  for (const { userId } of wanted)
    wake(connectorId, { key: userId, isEvent: false, firstSeq: seq, lastSeq: seq }, nowMs);
  const hasMore = next.length === limit;
  const fillAfterSeq = hasMore ? (next.at(-1)?.seq ?? null) : null;
  orm.update(connectors).set({ fillAfterSeq }).where(eq(connectors.id, connectorId)).run();
  return { woken: wanted.length, hasMore };
}

interface Wanted {
  connectorId: number;
  limit: number;
  lease: LaneLease;
  nowMs: number;
}

function claim({ orm }: Connection, { connectorId, limit, lease, nowMs }: Wanted) {
  const isPushing = and(
    eq(connectors.id, connectorId),
    eq(connectors.state, 'running'),
    or(isNull(connectors.quietUntilMs), lte(connectors.quietUntilMs, nowMs)),
  );
  if (orm.select({ id: connectors.id }).from(connectors).where(isPushing).get() === undefined) return [];
  const due = orm
    .select()
    .from(lanes)
    .where(and(eq(lanes.connectorId, connectorId), lte(lanes.dueMs, nowMs)))
    .orderBy(asc(lanes.dueMs))
    .limit(limit)
    .all();
  return due.map((row) => {
    const { seq, key, isEvent, wantedSeq, doneSeq, attempts, waitingSinceMs, isOpen, decision } = row;
    const token = `${lease.holder} ${randomUUID()}`;
    // Due again when the lease ends, so that a process that dies leaves nothing behind.
    orm
      .update(lanes)
      .set({ state: 'running', leaseToken: token, dueMs: nowMs + lease.ms, isOpen: true })
      .where(eq(lanes.seq, seq))
      .run();
    const lane = { connectorId, seq, key, isEvent, wantedSeq, doneSeq, attempts, waitingSinceMs, token };
    return { ...lane, link: linkOf(row), isOpen, decision };
  });
}

function release({ orm }: Connection, holder: string, nowMs: number): number {
  const ids = orm.select({ id: connectors.id }).from(connectors).all();
  const freed = ids.map(({ id }) => {
    const isPushed = and(eq(lanes.connectorId, id), eq(lanes.state, 'running'));
    const isHeld = and(isPushed, gte(lanes.leaseToken, `${holder} `), lt(lanes.leaseToken, `${holder}!`));
    return orm.update(lanes).set({ dueMs: nowMs }).where(isHeld).run().changes;
  });
  return freed.reduce((sum, count) => sum + count, 0);
}
