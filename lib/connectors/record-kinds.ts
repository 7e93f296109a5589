import { type ConnectorKind } from './connector';
import { type ConnectorConfig } from './connector-config';

/** Kinds that keep a record for each user in a system of records, by the rules in lib/connectors/records. */
const recordKinds = ['hubspot', 'rest'] as const satisfies readonly ConnectorKind[];

export type RecordKind = (typeof recordKinds)[number];

/** Whether connectors of a kind keep records. */
export const isRecordKind = (kind: ConnectorKind): boolean => recordKinds.some((known) => known === kind);

/** What is set of a connector to a system of records. */
export type RecordConfig = Extract<ConnectorConfig, { kind: RecordKind }>;

/** Whether a connector keeps records: users are linked, reviewed and previewed alike, whatever the system. */
export function hasRecords(config: ConnectorConfig): config is RecordConfig {
  return isRecordKind(config.kind);
}
