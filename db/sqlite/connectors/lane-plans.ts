import { and, asc, eq, gte, lt, lte } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { type ClaimedLane, type ConnectorStore, type LaneLease, type Plan } from '@/lib/connectors/connector-store';
import { lanePriorities, type LanePriority } from '@/lib/connectors/connector';
import { priorityOf, rouse, wakeLane } from '@/lib/connectors/lane-steps';
import { decisionAfterChange } from '@/lib/connectors/records/decide-lane';
import { type Wake } from '@/lib/connectors/plan-wakes';
import { type Connection } from '../engine/connection';
import { type Courtesy } from '../engine/courtesy';
import { connectorLanes as lanes, connectors } from '../schema-connectors';
import { connectorTopics, type LaneRow, linkOf } from './connector-rows';

/** What finds work: the log wakes lanes, and lanes are taken. `now` is the clock in milliseconds. Receipts go first. */
export function lanePlans(
  connection: Connection,
  now: () => number,
  courtesy: Courtesy,
): Pick<ConnectorStore, 'planPushes' | 'claimLanes' | 'releaseLanes' | 'wakeUsers'> {
  const wake = prepareWake(connection);
  const claim = prepareClaim(connection);
  return {
    planPushes: (plans) =>
      courtesy.write(() => {
        const taken = plans.filter((plan) => take(connection, plan, { wake, nowMs: now() }));
        const hasWoken = taken.some(({ wakes }) => wakes.length > 0);
        return { value: taken.length, topics: hasWoken ? connectorTopics : [] };
      }),
    wakeUsers: (connectorId, userIds, how) =>
      courtesy.write(() => {
        const isRunning = wakeUsers(connection, { connectorId, userIds, ...how }, { wake, nowMs: now() });
        return { value: isRunning, topics: isRunning ? connectorTopics : [] };
      }),
    claimLanes: (connectorId, limit, lease) =>
      courtesy.write(() => ({ value: claim({ connectorId, limit, lease, nowMs: now() }) })),
    releaseLanes: (holder) => connection.write(() => ({ value: release(connection, holder, now()) })),
  };
}

interface WokenAs {
  nowMs: number;
  prio: LanePriority;
  /** Its user has changed; not where a person has woken it. */
  isChange: boolean;
}

type WakeLane = (connectorId: number, wake: Wake, as: WokenAs) => void;

function take(connection: Connection, plan: Plan, { wake, nowMs }: { wake: WakeLane; nowMs: number }): boolean {
  const { connectorId, fromSeq, toSeq, wakes } = plan;
  const isAsRead = and(
    eq(connectors.id, connectorId),
    eq(connectors.state, 'running'),
    eq(connectors.cursorSeq, fromSeq),
  );
  const moved = connection.orm.update(connectors).set({ cursorSeq: toSeq }).where(isAsRead).run();
  if (moved.changes === 0) return false;
  for (const one of wakes) wake(connectorId, one, { nowMs, prio: lanePriorities.live, isChange: true });
  return true;
}

function prepareWake({ sql }: Connection): WakeLane {
  const find = sql.prepare<
    [number, string, number],
    Pick<
      LaneRow,
      | 'seq'
      | 'state'
      | 'prio'
      | 'dueMs'
      | 'wantedSeq'
      | 'doneSeq'
      | 'attempts'
      | 'reason'
      | 'error'
      | 'waitingSinceMs'
      | 'decision'
    >
  >(
    `SELECT seq, state, prio, due_ms dueMs, wanted_seq wantedSeq, done_seq doneSeq, attempts, reason, error,
       waiting_since_ms waitingSinceMs, decision
     FROM connector_lanes WHERE connector_id = ? AND key = ? AND is_event = ?`,
  );
  const insert = sql.prepare(
    `INSERT INTO connector_lanes (connector_id, key, is_event, state, prio, due_ms, wanted_seq, done_seq, attempts,
       waiting_since_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sql.prepare(
    `UPDATE connector_lanes SET state = ?, prio = ?, due_ms = ?, wanted_seq = ?, done_seq = ?, waiting_since_ms = ?, attempts = ?, reason = ?,
       decision = ?, facts = CASE WHEN ? = 'review' THEN facts END
     WHERE seq = ?`,
  );
  return (connectorId, { key, isEvent, firstSeq, lastSeq }, { nowMs, prio: given, isChange }) => {
    const known = find.get(connectorId, key, Number(isEvent));
    const woken = wakeLane(known ?? null, { firstSeq, lastSeq }, nowMs);
    const { state, dueMs, wantedSeq, doneSeq, attempts, waitingSinceMs } = woken;
    const prio = priorityOf(known ?? null, given);
    if (known === undefined) {
      insert.run(connectorId, key, Number(isEvent), state, prio, dueMs, wantedSeq, doneSeq, attempts, waitingSinceMs);
      return;
    }
    const decision = isChange ? decisionAfterChange(known.decision) : known.decision;
    const stand = [state, prio, dueMs, wantedSeq, doneSeq, waitingSinceMs, attempts, woken.reason];
    change.run(...stand, decision, state, known.seq);
  };
}

interface Woken {
  connectorId: number;
  userIds: readonly string[];
  isRetrying: boolean;
}

/** At the newest event that the connector has seen: what is in the mirror by then is carried on. */
function wakeUsers(
  { orm }: Connection,
  { connectorId, userIds, isRetrying }: Woken,
  { wake, nowMs }: { wake: WakeLane; nowMs: number },
): boolean {
  const isRunning = and(eq(connectors.id, connectorId), eq(connectors.state, 'running'));
  const row = orm.select({ seq: connectors.cursorSeq }).from(connectors).where(isRunning).get();
  if (row === undefined) return false;
  const { seq } = row;
  for (const key of userIds) {
    markAgain(orm, { connectorId, key });
    if (isRetrying) retry(orm, { connectorId, key, nowMs });
    const as = { nowMs, prio: lanePriorities.backfill, isChange: false };
    wake(connectorId, { key, isEvent: false, firstSeq: seq, lastSeq: seq }, as);
  }
  return true;
}

/** What is being pushed may have begun under older settings. */
function markAgain(orm: Connection['orm'], { connectorId, key }: { connectorId: number; key: string }): void {
  const isNamed = and(eq(lanes.connectorId, connectorId), eq(lanes.key, key), eq(lanes.isEvent, false));
  orm
    .update(lanes)
    .set({ isAgain: true })
    .where(and(isNamed, eq(lanes.state, 'running')))
    .run();
}

/** What waits for a person is tried again, as if it had been asked for by hand. */
function retry(
  orm: Connection['orm'],
  { connectorId, key, nowMs }: { connectorId: number; key: string; nowMs: number },
) {
  const isReview = and(
    eq(lanes.connectorId, connectorId),
    eq(lanes.key, key),
    eq(lanes.isEvent, false),
    eq(lanes.state, 'review'),
  );
  const row = orm.select().from(lanes).where(isReview).get();
  if (row === undefined) return;
  const { state, dueMs, attempts, reason, waitingSinceMs } = rouse(row, nowMs);
  orm
    .update(lanes)
    .set({ state, dueMs, attempts, reason, waitingSinceMs, facts: null, prio: lanePriorities.backfill })
    .where(eq(lanes.seq, row.seq))
    .run();
}

interface Wanted {
  connectorId: number;
  limit: number;
  lease: LaneLease;
  nowMs: number;
}

function prepareClaim({ sql, orm }: Connection): (wanted: Wanted) => ClaimedLane[] {
  const pushing = sql
    .prepare<[number, number, number | null], number>(
      `SELECT id FROM connectors
       WHERE id = ? AND state = 'running' AND (quiet_until_ms IS NULL OR quiet_until_ms <= ?)
         AND config_version = coalesce(?, config_version)`,
    )
    .pluck();
  const take = sql.prepare<[string, number, number]>(
    "UPDATE connector_lanes SET state = 'running', lease_token = ?, due_ms = ?, open = 1, again = 0 WHERE seq = ?",
  );
  return ({ connectorId, limit, lease, nowMs }) => {
    if (pushing.get(connectorId, nowMs, lease.configVersion ?? null) === undefined) return [];
    return dueLanes(orm, { connectorId, limit, nowMs }).map((row) => {
      const { seq, key, isEvent, wantedSeq, doneSeq, attempts, waitingSinceMs, isOpen, decision } = row;
      const token = `${lease.holder} ${randomUUID()}`;
      // Due again when the lease ends, so that a process that dies leaves nothing behind.
      take.run(token, nowMs + lease.ms, seq);
      const lane = { connectorId, seq, key, isEvent, wantedSeq, doneSeq, attempts, waitingSinceMs, token };
      return { ...lane, link: linkOf(row), isOpen, decision };
    });
  };
}

/** Live changes first. While any of them waits, a backfill has no more than half. */
function dueLanes(orm: Connection['orm'], { connectorId, limit, nowMs }: Omit<Wanted, 'lease'>): LaneRow[] {
  const of = (prio: LanePriority, most: number) =>
    orm
      .select()
      .from(lanes)
      .where(and(eq(lanes.connectorId, connectorId), eq(lanes.prio, prio), lte(lanes.dueMs, nowMs)))
      .orderBy(asc(lanes.dueMs))
      .limit(most)
      .all();
  const live = of(lanePriorities.live, limit);
  const left = live.length === 0 ? limit : Math.min(limit - live.length, Math.floor(limit / 2));
  return left === 0 ? live : [...live, ...of(lanePriorities.backfill, left)];
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
