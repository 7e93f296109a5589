/** What can be wrong with the database. What decides is this word; `describeTrouble` has the sentences for people. */
export const storageTroubleKinds = [
  'gone',
  'replaced',
  'overwritten',
  'log_gone',
  'damaged',
  'full',
  'read_only',
  'busy',
  'failing',
  'log_held',
] as const;

export type StorageTroubleKind = (typeof storageTroubleKinds)[number];

/** Trouble of the database, and since when, in epoch milliseconds. */
export interface StorageTrouble {
  kind: StorageTroubleKind;
  sinceMs: number;
}

/** The database on its disk. */
export interface StorageState {
  /** Size in bytes, the write-ahead log included. */
  bytes: number;
  /** Size of the write-ahead log in bytes. */
  walBytes: number;
  /** The worst trouble known now; null when there is none. */
  trouble: StorageTrouble | null;
}
