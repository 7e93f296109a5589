/**
 * Keyset request: the rows next below `before` (older) or next above `after` (newer), at most `limit` of them; with both,
 * those between them from `before` down; with neither, the newest.
 */
export interface PageRequest {
  limit: number;
  before?: number;
  after?: number;
}

/** One page, newest first. The cursors are `seq` numbers to pass as `before` / `after`; null when there is nothing there. */
export interface Page<T> {
  items: T[];
  older: number | null;
  newer: number | null;
}

/** A count that stops counting: `capped` means "at least `value`". Lists never count a million rows to print a number. */
export interface Count {
  value: number;
  capped: boolean;
}
