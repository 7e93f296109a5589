import { type Lane } from './connector';
import { type WriterLane } from './records/verify-record';

/** What a comparison with the other side asks of the store. */
export interface VerifyStore {
  /** Lanes that write a record, by the id of the record, those after `after` (empty at first). */
  writerLanes(connectorId: number, page: { after: string; limit: number }): Promise<WriterLane[]>;
  /** Lanes of users by user id, those after `after` (empty at first). */
  lanesByKey(connectorId: number, page: { after: string; limit: number }): Promise<Lane[]>;
}
