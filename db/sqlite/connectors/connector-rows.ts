import { type Connector, type Lane, type LaneLink } from '@/lib/connectors/connector';
import { type ConnectorLane } from '@/lib/connectors/connector-store';
import { type RecordLink } from '@/lib/connectors/records/record';
import { type Topic } from '@/lib/store';
import { type connectorLanes, type connectors } from '../schema-connectors';

export const connectorTopics: readonly Topic[] = ['connectors'];

export type ConnectorRow = typeof connectors.$inferSelect;

export type LaneRow = typeof connectorLanes.$inferSelect;

/** A connector as the port tells it. */
export function toConnector(row: ConnectorRow): Connector {
  const { id, kind, name, state, stateSinceMs, holdReason, stateBy, quietUntilMs, quietReason } = row;
  const { cursorSeq, configVersion, config, createdAtMs, createdBy, deletionsConfirmedSeq } = row;
  return {
    ...{ id, kind, name, state, stateSinceMs, holdReason, stateBy, quietUntilMs, quietReason },
    ...{ cursorSeq, configVersion, config, createdAtMs, createdBy, deletionsConfirmedSeq },
  };
}

/** A lane as the port tells it: who holds it is nobody else's business. */
export function toLane(row: LaneRow): Lane {
  const { seq, key, isEvent, state, dueMs, wantedSeq, doneSeq, attempts, reason, error } = row;
  const { pushedAtMs, waitingSinceMs, facts } = row;
  return {
    ...{ seq, key, isEvent, state, dueMs, wantedSeq, doneSeq, attempts, reason, error, pushedAtMs, waitingSinceMs },
    ...{ link: lineOf(linkOf(row)), facts },
  };
}

/** A lane as lists of several connectors tell it. */
export function toConnectorLane(row: LaneRow): ConnectorLane {
  return { ...toLane(row), connectorId: row.connectorId };
}

function lineOf(link: RecordLink | null): LaneLink | null {
  if (link === null) return null;
  const { recordId, role, state, origin, linkedAtMs } = link;
  return { recordId, role, state, origin, linkedAtMs };
}

/** A lane's link, with the values that were sent. */
export function linkOf({
  recordId,
  role,
  recordState,
  linkOrigin,
  linkedAtMs,
  sent,
  accepted,
}: LaneRow): RecordLink | null {
  if (recordId === null || role === null || recordState === null || linkOrigin === null || linkedAtMs === null) {
    return null;
  }
  const link = { recordId, role, state: recordState, origin: linkOrigin, linkedAtMs, sent: sent ?? {} };
  return accepted === null ? link : { ...link, accepted };
}

const noLink = {
  recordId: null,
  role: null,
  recordState: null,
  linkOrigin: null,
  linkedAtMs: null,
  sent: null,
  accepted: null,
};

/** The columns of a link: all of them, or none. */
export function linkColumns(link: RecordLink | null): Pick<LaneRow, keyof typeof noLink> {
  if (link === null) return noLink;
  const { recordId, role, state, origin, linkedAtMs, sent, accepted = null } = link;
  return { recordId, role, recordState: state, linkOrigin: origin, linkedAtMs, sent, accepted };
}
