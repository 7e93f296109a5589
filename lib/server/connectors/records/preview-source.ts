import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordPolicies } from '../../../connectors/records/record-config';

/** A system of records that finds many at once, for a look at what a backfill would do. */
export interface PreviewSource {
  policies: RecordPolicies;
  /** Keys that one request takes. */
  keysAtOnce: number;
  /** The records that have one of these addresses or user ids; null where the other side did not tell. One request. */
  find: (by: 'user_id' | 'email', keys: readonly string[]) => Promise<FoundRecord[] | null>;
}
