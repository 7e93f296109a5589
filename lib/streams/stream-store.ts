import { type Page, type PageRequest } from '../page';
import { type StreamChange, type StreamSight } from './stream-history';

/** One look at event streams. */
export interface StreamLook {
  sights: readonly StreamSight[];
  /** Whether these are all: then those that are missing are gone. */
  isComplete: boolean;
  /** Event streams that are known to be gone, whatever else is. */
  gone?: readonly string[];
  atMs: number;
  /** The look before this one; null where there was none. */
  sinceMs: number | null;
  /** Who made the change that the look follows; null for a poll. */
  by: string | null;
}

export interface StreamStore {
  /**
   * Compares a look with the last one and keeps what has changed. A look older than a change on record says nothing of that
   * event stream. Returns how many changes there were.
   */
  noteStreams(look: StreamLook): Promise<number>;
  /** Changes of one event stream, newest first. */
  listStreamChanges(streamId: string, page: PageRequest): Promise<Page<StreamChange>>;
  /** When the status of one event stream changed last, and who changed it here; null where no change is on record. */
  lastStatusChange(streamId: string): Promise<Pick<StreamChange, 'atMs' | 'by'> | null>;
  /** The newest `limit` changes of one event stream as far as they tell status and subscriptions, oldest first. */
  streamStatuses(
    streamId: string,
    limit: number,
  ): Promise<Pick<StreamChange, 'atMs' | 'sinceMs' | 'status' | 'subscriptions' | 'by'>[]>;
}
