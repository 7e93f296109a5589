import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordPolicies } from '../../../connectors/records/record-config';

/** A system of records as it is looked at for what a backfill would do. */
export interface PreviewSource {
  policies: RecordPolicies;
  /** Users that are looked up at most: the others are taken to be like them. */
  mostUsers: number;
  /** Records can be found by the user id in them. */
  findsUserIds: boolean;
  /** Keys that one request takes. */
  keysAtOnce: number;
  /**
   * The records that have one of these addresses or user ids, with their address as `email`; null where the other side did
   * not tell. One request.
   */
  find: (by: 'user_id' | 'email', keys: readonly string[]) => Promise<FoundRecord[] | null>;
}
