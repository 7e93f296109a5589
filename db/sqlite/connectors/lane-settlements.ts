import { and, eq, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { type ConnectorFinding } from '@/lib/connectors/connector-finding';
import { type ConnectorStore, type Settlement } from '@/lib/connectors/connector-store';
import { type LaneStand, type PushEnd, pushAgain, settleLane } from '@/lib/connectors/lane-steps';
import { type RecordLink } from '@/lib/connectors/records/record';
import { dayMs, hourOf, secondMs } from '@/lib/spans';
import { type Connection } from '../engine/connection';
import { type Courtesy } from '../engine/courtesy';
import {
  connectorCalls as calls,
  connectorHours as hours,
  connectorLanes as lanes,
  connectors,
} from '../schema-connectors';
import { connectorTopics, type LaneRow, linkColumns, linkOf } from './connector-rows';
import { handOver, leaveFollowers, noteMove, possibleLink } from './lane-links';
import { settlementRows, type SettlementRows } from './settlement-rows';

/** Requests that are kept, and for how long they and the counts of their hours are (ms). */
const mostCalls = 100_000;
const callsKeptMs = 14 * dayMs;

/** How long a record waits that cannot be handed over yet, in ms. */
const heirPauseMs = 5 * secondMs;

/** What comes of pushes. `now` is the clock in milliseconds. Receipts go first. */
export function laneSettlements(
  connection: Connection,
  now: () => number,
  courtesy: Courtesy,
): Pick<ConnectorStore, 'settlePushes' | 'forgetDeletedConnectors'> {
  const rows = settlementRows(connection);
  const prune = preparePruning(connection);
  return {
    settlePushes: (settlements, findings) =>
      courtesy.write(() => {
        const nowMs = now();
        const kept = settlements.filter((settlement) => settle(connection, rows, { settlement, nowMs }));
        for (const { connectorId, finding } of findings) note(connection, { id: connectorId, finding, nowMs });
        keepCalls(rows, kept, nowMs);
        prune({ limit: 2 * kept.reduce((sum, { calls: ofOne }) => sum + ofOne.length, 0), nowMs });
        return { value: settlements.length - kept.length, topics: connectorTopics };
      }),
    forgetDeletedConnectors: (limit) => connection.write(() => ({ value: forget(connection, limit) })),
  };
}

/** False when the lane was given to somebody else, is settled already, or is gone. */
function settle(
  connection: Connection,
  rows: SettlementRows,
  { settlement, nowMs }: { settlement: Settlement; nowMs: number },
): boolean {
  const { laneSeq, token, doneSeq } = settlement;
  const lane = rows.inHand(laneSeq, token);
  // Settled before, by an answer that was lost, or given to somebody else: neither may count twice.
  if (lane === undefined) return false;
  const { end, isOpen, decision, link } = settleRecord(connection, { lane, settlement, nowMs });
  const settled = settleLane(lane, { doneSeq, end }, nowMs);
  const after = lane.isAgain ? pushAgain(settled, nowMs) : settled;
  // What stands for a single event is over with it.
  if (lane.isEvent && after.state === 'idle') {
    rows.removeLane(laneSeq);
    return true;
  }
  // What is parked was passed over, not carried on.
  const isPushed = doneSeq > lane.doneSeq && end.kind !== 'park';
  const pushedAtMs = isPushed ? nowMs : lane.pushedAtMs;
  rows.saveLane({ seq: laneSeq, after, isOpen, decision, facts: factsOf(after, end), pushedAtMs });
  if (link !== undefined) {
    connection.orm.update(lanes).set(linkColumns(link)).where(eq(lanes.seq, laneSeq)).run();
    leaveFollowers(connection, lane, { link, nowMs });
  }
  return true;
}

interface Settled {
  lane: LaneRow;
  settlement: Settlement;
  nowMs: number;
}

interface SettledRecord extends Pick<LaneRow, 'isOpen' | 'decision'> {
  end: PushEnd;
  /** Absent: it is as it was, or was handed over with its followers. */
  link?: RecordLink | null;
}

/** What becomes of the lane's record, and how its push ends then. */
function settleRecord(
  connection: Connection,
  { lane, settlement: { end, record, calls: made }, nowMs }: Settled,
): SettledRecord {
  const isGoingOn = end.kind === 'later' || end.kind === 'retry';
  const decision = isGoingOn ? lane.decision : null;
  // Where nothing was tried, nothing became known about the push before.
  if (record === undefined) return { end, isOpen: end.kind === 'later' && made.length === 0, decision };
  const { isOpen } = record;
  const heir = record.handOver?.userId;
  const given = record.link ?? linkOf(lane);
  if (heir !== undefined && given !== null) {
    const isGiven = handOver(connection, { from: lane, link: given, userId: heir, nowMs });
    if (isGiven) return { end, isOpen, decision };
    // What has come in between is looked at by the next push.
    const later = { kind: 'later' as const, atMs: nowMs + heirPauseMs };
    return { end: later, isOpen: true, decision: lane.decision };
  }
  const link = possibleLink(connection, lane, record.link);
  noteMove(connection, lane, link, nowMs);
  return { end, link, isOpen, decision };
}

/** Facts are there while a person is asked. */
const factsOf = ({ state }: LaneStand, end: PushEnd) =>
  state === 'review' && end.kind === 'review' ? (end.facts ?? null) : null;

/** Keeps the requests that were made, and counts them: once for each connector and hour, however many there are. */
function keepCalls(rows: SettlementRows, settlements: readonly Settlement[], nowMs: number): void {
  const counted = new Map<string, { connectorId: number; hourMs: number; pushed: number; failed: number }>();
  for (const settlement of settlements) {
    const { connectorId } = settlement;
    for (const call of settlement.calls) {
      rows.addCall(settlement, call);
      const isDone = call.result === 'done';
      // Looking for a record carries nothing on.
      if (isDone && call.act === 'read') continue;
      const hourMs = hourOf(call.atMs);
      const name = `${connectorId} ${hourMs}`;
      const hour = counted.get(name) ?? { connectorId, hourMs, pushed: 0, failed: 0 };
      hour[isDone ? 'pushed' : 'failed'] += 1;
      counted.set(name, hour);
    }
  }
  for (const { connectorId, hourMs, pushed, failed } of counted.values()) {
    rows.countHour(connectorId, hourMs, { pushed, failed });
    rows.dropHours(connectorId, nowMs - callsKeptMs);
  }
}

/** A connector that a person has stopped meanwhile is left as it is. */
function note(
  { orm }: Connection,
  { id, finding, nowMs }: { id: number; finding: ConnectorFinding; nowMs: number },
): void {
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

/** Prepares removing a few of the oldest, so that what is added and what goes keep step. */
function preparePruning({ sql: database }: Connection): (upTo: { limit: number; nowMs: number }) => void {
  const newest = database.prepare<[], number>('SELECT max(seq) FROM connector_calls').pluck();
  const oldest = database.prepare<[number], { seq: number; atMs: number }>(
    'SELECT seq, at_ms atMs FROM connector_calls WHERE seq > 0 ORDER BY seq LIMIT ?',
  );
  const remove = database.prepare<[number]>('DELETE FROM connector_calls WHERE seq <= ?');
  return ({ limit, nowMs }) => {
    const lastSeq = newest.get() ?? 0;
    const isGone = ({ seq, atMs }: { seq: number; atMs: number }) =>
      seq <= lastSeq - mostCalls || atMs < nowMs - callsKeptMs;
    // Almost always the first is kept, and no other needs to be looked at.
    if (!oldest.all(1).some(isGone)) return;
    const last = oldest.all(limit).findLast(isGone);
    if (last !== undefined) remove.run(last.seq);
  };
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
