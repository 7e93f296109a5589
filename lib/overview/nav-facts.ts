import { type Job } from '../jobs/job';
import { type StorageState } from '../storage/storage';

/** What the frame around every screen shows; the answer of `GET /api/nav`. Absent knowledge is null. */
export interface NavFacts {
  /** Event streams at Auth0. */
  streams: number | null;
  /** Open failed deliveries; null while the Management API, which alone knows, has not told. */
  failed: number | null;
  /** Events ever stored; null while the database cannot be read. */
  events: number | null;
  /** Users of the mirror that are not deleted; null while the database cannot be read. */
  users: number | null;
  /** Host of the tenant, port included. */
  tenant: string;
  version: string;
  storage: StorageState;
  /** What the database may grow to on its disk, in bytes; null when the disk does not say. */
  storageLimitBytes: number | null;
  /** When the newest event came, in epoch milliseconds. */
  lastEventMs: number | null;
  /** Jobs that have not ended, oldest first, a few; null while the database cannot be read. */
  jobs: ActiveJob[] | null;
  /** Open alerts that nobody has acknowledged or snoozed; null while the database cannot be read. */
  alerts: number | null;
  /** Connectors of any state; null while the database cannot be read. */
  connectors: number | null;
  /** Users of whom a person must decide in any connector; null while the database cannot be read. */
  reviews: number | null;
}

/** What the frame tells of a job. */
export interface ActiveJob extends Pick<Job, 'id' | 'kind' | 'state'> {
  total: number;
  /** Items that something came of. */
  answered: number;
}
