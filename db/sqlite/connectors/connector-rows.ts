import { type Connector, type Lane } from '@/lib/connectors/connector';
import { type Topic } from '@/lib/store';
import { type connectorLanes, type connectors } from '../schema-connectors';

export const connectorTopics: readonly Topic[] = ['connectors'];

export type ConnectorRow = typeof connectors.$inferSelect;

export type LaneRow = typeof connectorLanes.$inferSelect;

/** A connector as the port tells it. */
export function toConnector(row: ConnectorRow): Connector {
  const { id, kind, name, state, stateSinceMs, holdReason, stateBy, quietUntilMs, quietReason } = row;
  const { cursorSeq, configVersion, config, createdAtMs, createdBy, fillAfterSeq } = row;
  return {
    ...{ id, kind, name, state, stateSinceMs, holdReason, stateBy, quietUntilMs, quietReason },
    ...{ cursorSeq, configVersion, config, createdAtMs, createdBy, fillAfterSeq },
  };
}

/** A lane as the port tells it: who holds it is nobody else's business. */
export function toLane(row: LaneRow): Lane {
  const { seq, key, isEvent, state, dueMs, wantedSeq, doneSeq, attempts, reason, error } = row;
  const { pushedAtMs, waitingSinceMs } = row;
  return { seq, key, isEvent, state, dueMs, wantedSeq, doneSeq, attempts, reason, error, pushedAtMs, waitingSinceMs };
}
