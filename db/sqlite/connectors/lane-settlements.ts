import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, max, or, sql } from 'drizzle-orm';
import { type ConnectorStore, type Finding, type Settlement } from '@/lib/connectors/connector-store';
import { type LaneStand, type PushEnd, settleLane } from '@/lib/connectors/lane-steps';
import { type RecordLink } from '@/lib/connectors/records/record';
import { dayMs, hourOf, secondMs } from '@/lib/spans';
import { type Connection } from '../engine/connection';
import {
  connectorCalls as calls,
  connectorHours as hours,
  connectorLanes as lanes,
  connectors,
} from '../schema-connectors';
import { connectorTopics, type LaneRow, linkColumns, linkOf } from './connector-rows';
import { handOver, leaveFollowers, noteMove, possibleLink } from './lane-links';

/** Requests that are kept, and for how long (ms). */
const mostCalls = 100_000;
const callsKeptMs = 14 * dayMs;

/** How long a record waits that cannot be handed over yet, in ms. */
const heirPauseMs = 5 * secondMs;

/** What comes of pushes. `now` is the clock in milliseconds. */
export function laneSettlements(
  connection: Connection,
  now: () => number,
): Pick<ConnectorStore, 'settlePushes' | 'forgetDeletedConnectors'> {
  return {
    settlePushes: (settlements, findings) =>
      connection.write(() => {
        const nowMs = now();
        const dropped = settlements.filter((settlement) => !settle(connection, settlement, nowMs));
        for (const { connectorId, finding } of findings) note(connection, { id: connectorId, finding, nowMs });
        const made = settlements.reduce((sum, { calls: ofOne }) => sum + ofOne.length, 0);
        pruneCalls(connection, { limit: 2 * made, nowMs });
        return { value: dropped.length, topics: connectorTopics };
      }),
    forgetDeletedConnectors: (limit) => connection.write(() => ({ value: forget(connection, limit) })),
  };
}

/** False when the lane was given to somebody else, is settled already, or is gone. */
function settle(connection: Connection, settlement: Settlement, nowMs: number): boolean {
  const { orm } = connection;
  const { laneSeq, token, doneSeq } = settlement;
  const isOurs = and(eq(lanes.seq, laneSeq), eq(lanes.leaseToken, token), eq(lanes.state, 'running'));
  const lane = orm.select().from(lanes).where(isOurs).get();
  // Settled before, by an answer that was lost, or given to somebody else: neither may count twice.
  if (lane === undefined) return false;
  keepCalls(connection, settlement);
  const { end, columns, link } = settleRecord(connection, { lane, settlement, nowMs });
  const after = settleLane(lane, { doneSeq, end }, nowMs);
  const isThis = eq(lanes.seq, laneSeq);
  // What stands for a single event is over with it.
  if (lane.isEvent && after.state === 'idle') orm.delete(lanes).where(isThis).run();
  else {
    const pushedAtMs = doneSeq > lane.doneSeq ? nowMs : lane.pushedAtMs;
    orm
      .update(lanes)
      .set({ ...after, ...columns, ...factsOf(after, end), leaseToken: null, pushedAtMs })
      .where(isThis)
      .run();
    // Undefined: the link is as it was, or was handed over with its followers.
    if (link !== undefined) leaveFollowers(connection, lane, { link, nowMs });
  }
  return true;
}

interface Settled {
  lane: LaneRow;
  settlement: Settlement;
  nowMs: number;
}

/** What becomes of the lane's record, and how its push ends then. */
function settleRecord(
  connection: Connection,
  { lane, settlement: { end, record, calls: made }, nowMs }: Settled,
): { end: PushEnd; columns: Partial<LaneRow>; link?: RecordLink | null } {
  const isGoingOn = end.kind === 'later' || end.kind === 'retry';
  const decision = isGoingOn ? lane.decision : null;
  // Where nothing was tried, nothing became known about the push before.
  if (record === undefined) return { end, columns: { isOpen: end.kind === 'later' && made.length === 0, decision } };
  const { isOpen } = record;
  const heir = record.handOver?.userId;
  const given = record.link ?? linkOf(lane);
  if (heir !== undefined && given !== null) {
    const isGiven = handOver(connection, { from: lane, link: given, userId: heir, nowMs });
    if (isGiven) return { end, columns: { ...linkColumns(null), isOpen, decision } };
    // What has come in between is looked at by the next push.
    const later = { kind: 'later' as const, atMs: nowMs + heirPauseMs };
    return { end: later, columns: { isOpen: true, decision: lane.decision } };
  }
  const link = possibleLink(connection, lane, record.link);
  noteMove(connection, lane, link, nowMs);
  return { end, columns: { ...linkColumns(link), isOpen, decision }, link };
}

/** Facts are there while a person is asked. */
function factsOf({ state }: LaneStand, end: PushEnd) {
  return { facts: state === 'review' && end.kind === 'review' ? (end.facts ?? null) : null };
}

function keepCalls({ orm }: Connection, { connectorId, laneKey, calls: made }: Settlement): void {
  for (const call of made) {
    orm
      .insert(calls)
      .values({ ...call, connectorId, laneKey })
      .run();
    const isDone = call.result === 'done';
    // Looking for a record carries nothing on.
    if (isDone && call.act === 'read') continue;
    const hour = { pushed: isDone ? 1 : 0, failed: isDone ? 0 : 1 };
    orm
      .insert(hours)
      .values({ connectorId, hourMs: hourOf(call.atMs), ...hour })
      .onConflictDoUpdate({
        target: [hours.connectorId, hours.hourMs],
        set: { pushed: sql`pushed + ${hour.pushed}`, failed: sql`failed + ${hour.failed}` },
      })
      .run();
  }
}

/** A connector that a person has stopped meanwhile is left as it is. */
function note({ orm }: Connection, { id, finding, nowMs }: { id: number; finding: Finding; nowMs: number }): void {
  const isRunning = and(eq(connectors.id, id), eq(connectors.state, 'running'));
  const loud = { quietUntilMs: null, quietReason: null };
  switch (finding.kind) {
    case 'quiet': {
      const { untilMs, reason } = finding;
      // The longer of two waits holds: an outage must not shorten what was asked for.
      const isLonger = or(isNull(connectors.quietUntilMs), lt(connectors.quietUntilMs, untilMs));
      orm.update(connectors).set({ quietUntilMs: untilMs, quietReason: reason }).where(and(isRunning, isLonger)).run();
      return;
    }
    case 'answering':
      // An answer to one request ends no pause that another one asked for.
      orm
        .update(connectors)
        .set(loud)
        .where(and(isRunning, or(eq(connectors.quietReason, 'outage'), lte(connectors.quietUntilMs, nowMs))))
        .run();
      return;
    case 'hold': {
      const held = { state: 'held' as const, holdReason: finding.reason, stateSinceMs: nowMs, stateBy: null };
      orm
        .update(connectors)
        .set({ ...held, ...loud })
        .where(isRunning)
        .run();
      return;
    }
  }
}

/** Removes a few of the oldest, so that what is added and what goes keep step. */
function pruneCalls({ orm }: Connection, { limit, nowMs }: { limit: number; nowMs: number }): void {
  const newest =
    orm
      .select({ seq: max(calls.seq) })
      .from(calls)
      .get()?.seq ?? 0;
  const oldest = orm
    .select({ seq: calls.seq, atMs: calls.atMs })
    .from(calls)
    .where(gt(calls.seq, 0))
    .orderBy(asc(calls.seq))
    .limit(limit)
    .all();
  const gone = oldest.filter(({ seq, atMs }) => seq <= newest - mostCalls || atMs < nowMs - callsKeptMs);
  const last = gone.at(-1);
  if (last !== undefined)
    orm
      .delete(calls)
      .where(lt(calls.seq, last.seq + 1))
      .run();
}

/** One deleted connector at a time; its row goes last, so that nothing is forgotten halfway. */
function forget({ orm }: Connection, limit: number): number {
  const gone = orm
    .select({ id: connectors.id })
    .from(connectors)
    .where(isNotNull(connectors.deletedAtMs))
    .limit(1)
    .get();
  if (gone === undefined) return 0;
  const { id } = gone;
  const someLanes = orm.select({ seq: lanes.seq }).from(lanes).where(eq(lanes.connectorId, id)).limit(limit);
  const someCalls = orm.select({ seq: calls.seq }).from(calls).where(eq(calls.connectorId, id)).limit(limit);
  const removed =
    orm.delete(lanes).where(inArray(lanes.seq, someLanes)).run().changes +
    orm.delete(calls).where(inArray(calls.seq, someCalls)).run().changes;
  if (removed > 0) return removed;
  orm.delete(hours).where(eq(hours.connectorId, id)).run();
  orm.delete(connectors).where(eq(connectors.id, id)).run();
  return 1;
}
