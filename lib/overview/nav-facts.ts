/** What the frame around every screen shows; the answer of `GET /api/nav`. Absent knowledge is null. */
export interface NavFacts {
  /** Event streams at Auth0. */
  streams: number | null;
  /** Open failed deliveries; null without the Management API, which alone knows. */
  failed: number | null;
  /** Events ever stored. */
  events: number;
  /** Users of the mirror that are not deleted. */
  users: number;
  /** Host of the tenant, port included. */
  tenant: string;
  version: string;
  storageBytes: number;
  /** What the database may grow to on its disk, in bytes; null when the disk does not say. */
  storageLimitBytes: number | null;
  /** When the newest event came, in epoch milliseconds. */
  lastEventMs: number | null;
}
