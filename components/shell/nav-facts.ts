/** What the frame around every screen shows; the answer of `GET /api/nav`. */
export interface NavFacts {
  /** Event streams at Auth0; null when not known. */
  streams: number | null;
  /** Failed deliveries now; null when not known. */
  failed: number | null;
  /** Mirrored users. */
  users: number;
  tenant: string;
  version: string;
  storageBytes: number;
  /** What the database may grow to; without it there is no staff, for a bar needs an end. */
  storageLimitBytes?: number | null | undefined;
  /** When the newest event came. */
  lastEventMs?: number | null | undefined;
}
