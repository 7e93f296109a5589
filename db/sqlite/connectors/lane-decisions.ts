import { and, eq } from 'drizzle-orm';
import { type AuditAction } from '@/lib/audit/audit';
import { lanePriorities } from '@/lib/connectors/connector';
import { type ActedBy, type ConnectorStore } from '@/lib/connectors/connector-store';
import { decideLane, type LaneVerdict, type RecordStand } from '@/lib/connectors/records/decide-lane';
import { type Connection } from '../engine/connection';
import { connectorLanes as lanes } from '../schema-connectors';
import { connectorTopics, type LaneRow, linkColumns, linkOf, toLane } from './connector-rows';
import { writeAudit } from './connector-writes';
import { claimRecord, demoteWriter, leaveFollowers, possibleLink } from './lane-links';

/** What a person decides about a user's record, and what a push takes for its user. */
export function laneDecisions(connection: Connection): Pick<ConnectorStore, 'decideLane' | 'claimRecord'> {
  return {
    claimRecord: (lane, link) => connection.write(() => ({ value: claimRecord(connection, lane, link) })),
    decideLane: (connectorId, lane, verdict, by) =>
      connection.write(() => {
        const decided = decide(connection, { connectorId, ...lane, verdict }, by);
        return { value: decided, topics: decided?.isChanged === true ? connectorTopics : [] };
      }),
  };
}

interface Asked {
  connectorId: number;
  key: string;
  isEvent: boolean;
  verdict: LaneVerdict;
}

function decide(connection: Connection, { connectorId, key, isEvent, verdict }: Asked, by: ActedBy) {
  const { orm } = connection;
  const isAsked = and(eq(lanes.connectorId, connectorId), eq(lanes.key, key), eq(lanes.isEvent, isEvent));
  const row = orm.select().from(lanes).where(isAsked).get();
  if (row === undefined) return null;
  // What stands for a single event has no record.
  const after = isEvent ? null : decideLane({ ...row, link: linkOf(row) }, verdict, by.atMs);
  if (after === null) return { lane: toLane(row), isChanged: false };
  if (verdict.act === 'make_writer' && after.link !== null) demoteWriter(connection, row, after.link.recordId);
  const changed = save(connection, row, after);
  leaveFollowers(connection, row, { link: linkOf(changed), nowMs: by.atMs });
  writeDown(connection, { before: row, after: changed, verdict }, by);
  return { lane: toLane(changed), isChanged: true };
}

function save(connection: Connection, row: LaneRow, after: RecordStand): LaneRow {
  const { state, dueMs, doneSeq, attempts, reason, error, waitingSinceMs, isOpen, decision, facts } = after;
  const link = possibleLink(connection, row, after.link);
  return connection.orm
    .update(lanes)
    .set({
      ...{ state, dueMs, doneSeq, attempts, reason, error, waitingSinceMs, isOpen, decision, facts },
      ...linkColumns(link),
      prio: lanePriorities.live,
    })
    .where(eq(lanes.seq, row.seq))
    .returning()
    .get();
}

const actions: Record<LaneVerdict['act'], AuditAction> = {
  link: 'link_made',
  follow: 'link_made',
  unlink: 'link_removed',
  make_writer: 'link_moved',
  create: 'review_resolved',
  leave_out: 'review_resolved',
  skip: 'review_resolved',
  never: 'review_resolved',
  confirm_deletion: 'review_resolved',
  resend: 'lane_pushed',
  accept: 'values_accepted',
};

interface Decided {
  before: LaneRow;
  after: LaneRow;
  verdict: LaneVerdict;
}

function writeDown(connection: Connection, { before, after, verdict: { act } }: Decided, by: ActedBy): void {
  const { connectorId: id, key: user, reason } = before;
  const recordId = after.recordId ?? before.recordId;
  writeAudit(connection, { id, action: actions[act], detail: { act, user, reason, recordId } }, by);
}
