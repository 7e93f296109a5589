import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm';
import { ownActor } from '@/lib/audit/audit';
import { lanePriorities } from '@/lib/connectors/connector';
import { type ClaimedLane } from '@/lib/connectors/connector-store';
import { isNever, rouse, wakeLane } from '@/lib/connectors/lane-steps';
import { type RecordLink } from '@/lib/connectors/records/record';
import { type Connection } from '../engine/connection';
import { users } from '../schema';
import { connectorLanes as lanes, connectors } from '../schema-connectors';
import { type LaneRow, linkColumns, linkOf } from './connector-rows';
import { writeAudit } from './connector-writes';

/** The lane that sends a record's values. */
export function writerOf({ orm }: Connection, connectorId: number, recordId: string): LaneRow | undefined {
  const isWriter = and(eq(lanes.connectorId, connectorId), eq(lanes.recordId, recordId), eq(lanes.role, 'writer'));
  return orm.select().from(lanes).where(isWriter).get();
}

/** The link as it can be: a record that a live user's lane writes is followed; a writer whose user is gone loses it. */
export function possibleLink(connection: Connection, lane: LaneRow, link: RecordLink | null): RecordLink | null {
  if (link?.role !== 'writer') return link;
  const writer = writerOf(connection, lane.connectorId, link.recordId);
  if (writer === undefined || writer.seq === lane.seq) return link;
  if (isLive(connection, writer.key)) return { ...link, role: 'follower' };
  connection.orm.update(lanes).set(linkColumns(null)).where(eq(lanes.seq, writer.seq)).run();
  return link;
}

/** Whether the mirror has the user, not deleted. */
function isLive({ orm }: Connection, userId: string): boolean {
  const isThis = and(eq(users.userId, userId), isNull(users.deletedAtMs));
  return orm.select({ seq: users.seq }).from(users).where(isThis).get() !== undefined;
}

/** Makes a lane that is being pushed the writer of a record, if it can be. */
export function claimRecord(
  connection: Connection,
  { seq, token }: Pick<ClaimedLane, 'seq' | 'token'>,
  link: RecordLink,
) {
  const isOurs = and(eq(lanes.seq, seq), eq(lanes.leaseToken, token), eq(lanes.state, 'running'));
  const lane = connection.orm.select().from(lanes).where(isOurs).get();
  if (lane === undefined || possibleLink(connection, lane, link)?.role !== 'writer') return false;
  connection.orm.update(lanes).set(linkColumns(link)).where(eq(lanes.seq, seq)).run();
  noteMove(connection, lane, link, link.linkedAtMs);
  leaveFollowers(connection, lane, { link, nowMs: link.linkedAtMs });
  return true;
}

/** Lanes whose push can be made due: one that is pushed finds out by itself. */
const restful = ['idle', 'waiting', 'retrying'] as const;

/**
 * What becomes of the followers of a record that its writer has left: they go with it where the record was merged, and
 * otherwise the first live one is pushed, which takes its place.
 */
export function leaveFollowers(
  connection: Connection,
  writer: LaneRow,
  { link, nowMs }: { link: RecordLink | null; nowMs: number },
): void {
  const { orm } = connection;
  const { connectorId, recordId, role, seq } = writer;
  if (role !== 'writer' || recordId === null || (link?.recordId === recordId && link.role === 'writer')) return;
  const isOfRecord = and(eq(lanes.connectorId, connectorId), eq(lanes.recordId, recordId), ne(lanes.seq, seq));
  const isFollower = and(isOfRecord, eq(lanes.role, 'follower'));
  if (link?.origin === 'merged') {
    orm.update(lanes).set({ recordId: link.recordId }).where(isFollower).run();
    return;
  }
  if (writerOf(connection, connectorId, recordId) !== undefined) return;
  const followers = orm
    .select()
    .from(lanes)
    .where(and(isFollower, inArray(lanes.state, restful)))
    .orderBy(asc(lanes.seq))
    .limit(mostFollowers)
    .all();
  const heir = followers.find(({ key }) => isLive(connection, key));
  if (heir === undefined) return;
  const { state, dueMs, attempts, reason, waitingSinceMs } = rouse(heir, nowMs);
  orm.update(lanes).set({ state, dueMs, attempts, reason, waitingSinceMs }).where(eq(lanes.seq, heir.seq)).run();
}

/** Followers that are looked through for a live one. */
const mostFollowers = 100;

/** Writes down that we have moved a user to another record. */
export function noteMove(connection: Connection, lane: LaneRow, link: RecordLink | null, atMs: number): void {
  if (lane.recordId === null || link === null || lane.recordId === link.recordId) return;
  const detail = { from: lane.recordId, to: link.recordId, user: lane.key };
  writeAudit(connection, { id: lane.connectorId, action: 'link_moved', detail }, { actor: ownActor, atMs });
}

/** The record that a lane gives away, and to whom. */
interface HandOver {
  from: LaneRow;
  link: RecordLink;
  userId: string;
  nowMs: number;
}

/**
 * Makes another user's lane the writer of a record, and has it pushed in full. False when it cannot be now: that lane is being
 * pushed, and would overwrite the link with what it finds, or has another record meanwhile.
 */
export function handOver(connection: Connection, { from, link, userId, nowMs }: HandOver): boolean {
  const { orm } = connection;
  const { connectorId } = from;
  const isHeir = and(eq(lanes.connectorId, connectorId), eq(lanes.key, userId), eq(lanes.isEvent, false));
  const found = orm.select().from(lanes).where(isHeir).get();
  if (found !== undefined && !mayInherit(found, link.recordId)) return false;
  const heir = found ?? newLane(connection, { connectorId, key: userId, nowMs });
  // The index knows one writer of a record at a time.
  orm.update(lanes).set(linkColumns(null)).where(eq(lanes.seq, from.seq)).run();
  const inherited: RecordLink = { ...link, role: 'writer', origin: 'inherited', linkedAtMs: nowMs, sent: {} };
  const { state, dueMs, attempts, reason, waitingSinceMs } = isNever(heir) ? heir : rouse(heir, nowMs);
  orm
    .update(lanes)
    .set({
      ...{ state, dueMs, attempts, reason, waitingSinceMs, facts: null, isOpen: true, prio: lanePriorities.live },
      ...linkColumns(possibleLink(connection, heir, inherited)),
    })
    .where(eq(lanes.seq, heir.seq))
    .run();
  const detail = { act: 'inherit', recordId: link.recordId, from: from.key, user: userId };
  writeAudit(connection, { id: connectorId, action: 'link_made', detail }, { actor: ownActor, atMs: nowMs });
  return true;
}

function mayInherit(heir: LaneRow, recordId: string): boolean {
  const { state } = heir;
  return state !== 'running' && (linkOf(heir)?.recordId ?? recordId) === recordId;
}

function newLane({ orm }: Connection, lane: { connectorId: number; key: string; nowMs: number }): LaneRow {
  const { connectorId, key, nowMs } = lane;
  const isThis = eq(connectors.id, connectorId);
  const seq = orm.select({ seq: connectors.cursorSeq }).from(connectors).where(isThis).get()?.seq ?? 0;
  const stand = wakeLane(null, { firstSeq: seq, lastSeq: seq }, nowMs);
  return orm
    .insert(lanes)
    .values({ ...stand, connectorId, key, isEvent: false })
    .returning()
    .get();
}

/** Takes the role of a record's writer from every lane but one. */
export function demoteWriter({ orm }: Connection, { connectorId, seq }: LaneRow, recordId: string): void {
  const isOther = and(
    eq(lanes.connectorId, connectorId),
    eq(lanes.recordId, recordId),
    eq(lanes.role, 'writer'),
    ne(lanes.seq, seq),
  );
  orm.update(lanes).set({ role: 'follower' }).where(isOther).run();
}
