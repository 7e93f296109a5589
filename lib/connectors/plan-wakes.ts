import { type Outcome } from '../events/outcome';
import { type ConnectorConfig } from './connector-config';
import { isSourceOf } from './mirror-source';
import { hasRecords } from './record-kinds';
import { sourcesOf } from './records/mapping';
import { type MappingRow, type RecordPolicies } from './records/record-config';

/** What of an event decides whether it is carried on. */
export interface LoggedEvent {
  seq: number;
  id: string;
  type: string;
  subjectId: string | null;
  outcome: Outcome;
  /** Whether the mirrored user is another one since. */
  rowChanged: boolean;
  /** Names of the fields that it changed; null where that is not known, or the whole row appeared or disappeared. */
  fields: readonly string[] | null;
}

/** An event as it is carried on. */
export interface CarriedEvent extends LoggedEvent {
  timeMs: number | null;
  body: Uint8Array;
}

/** A lane that has something to carry on: the events from `firstSeq` to `lastSeq`. */
export interface Wake {
  key: string;
  isEvent: boolean;
  firstSeq: number;
  lastSeq: number;
}

type Carried = Pick<LoggedEvent, 'type' | 'outcome' | 'subjectId' | 'rowChanged' | 'fields'>;

/** What decides about a record besides its mapping: who it belongs to, and whether the address is the user's own. */
const matchingSources = ['email', 'email_verified', 'identities'];

/** What of a system of records decides which changes it carries on. */
export interface MappedRecords {
  mapping: readonly Pick<MappingRow, 'source'>[];
  policies: Pick<RecordPolicies, 'filter' | 'recordIdPath'>;
}

/** Asked for every event, and a configuration that was read never changes. */
const pathsOfConfig = new WeakMap<MappedRecords, readonly string[]>();

function pathsOf(config: MappedRecords): readonly string[] {
  const known = pathsOfConfig.get(config);
  if (known !== undefined) return known;
  const { filter, recordIdPath } = config.policies;
  const own = recordIdPath === null ? matchingSources : [...matchingSources, recordIdPath];
  const paths = [...new Set([...[...config.mapping, ...filter].flatMap(sourcesOf), ...own])];
  pathsOfConfig.set(config, paths);
  return paths;
}

/** Whether a change of these fields may change a record: its values, whose it is, or whether the user takes part. */
export function isMapped(config: MappedRecords, fields: readonly string[] | null): boolean {
  if (fields === null) return true;
  const paths = pathsOf(config);
  return fields.some((field) => paths.some((path) => isSourceOf(path, field)));
}

/**
 * Whether a connector carries an event on. Test events never leave here. A webhook takes the types that were chosen; a table
 * what changed a mirrored user in something that the table has.
 */
export function carries(config: ConnectorConfig, { type, outcome, subjectId, rowChanged, fields }: Carried): boolean {
  if (outcome === 'test') return false;
  if (config.kind === 'webhook') return config.types === null || config.types.includes(type);
  if (!rowChanged || subjectId === null) return false;
  if (hasRecords(config)) return isMapped(config, fields);
  return fields === null || fields.some((field) => config.columns.some(({ source }) => isSourceOf(source, field)));
}

/** The lanes that these events wake, each once. `events` are in order of `seq`. */
export function planWakes(config: ConnectorConfig, events: readonly LoggedEvent[]): Wake[] {
  const lanes = new Map<string, Wake>();
  for (const event of events) {
    if (!carries(config, event)) continue;
    const isEvent = event.subjectId === null;
    const key = event.subjectId ?? event.id;
    // A subject may be called like an event.
    const name = `${isEvent ? 'event' : 'subject'} ${key}`;
    const wake = lanes.get(name) ?? { key, isEvent, firstSeq: event.seq, lastSeq: event.seq };
    wake.lastSeq = event.seq;
    lanes.set(name, wake);
  }
  return [...lanes.values()];
}
