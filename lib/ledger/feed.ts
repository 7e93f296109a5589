import { type IncomingReceipt } from '../events/receipt';
import { minuteMs, secondMs } from '../spans';

/**
 * What is done with Auth0's event feed. `ledger`: it is read briefly and compared with what arrived. `on`: it is followed, and
 * every event that it tells is recorded.
 */
export const feedModes = ['off', 'ledger', 'on'] as const;

export type FeedMode = (typeof feedModes)[number];

/** One event as the feed told it. */
export interface FedEvent {
  id: string;
  type: string;
  timeMs: number;
  subjectId: string | null;
  subjectLabel: string | null;
  /** The feed's own copy: the CloudEvent as JSON text. */
  body: string;
}

/**
 * Why the feed is not read. `in_use`: others hold all of the tenant's connections. `scope`: `read:events` is missing. `plan`:
 * the tenant has no feed. The others may pass.
 */
export const feedTroubleKinds = ['in_use', 'scope', 'plan', 'rate_limited', 'unavailable'] as const;

export type FeedTroubleKind = (typeof feedTroubleKinds)[number];

/** What keeps the feed from being read. */
export interface FeedTrouble {
  kind: FeedTroubleKind;
  /** For a person, without secrets. */
  text: string;
  sinceMs: number;
}

/** How far the feed was read. All times in epoch ms. */
export interface FeedState {
  /** Grows with every saved step: two readers cannot both go on from one cursor. */
  revision: number;
  /** Auth0's own offset; null before the first. */
  cursor: string | null;
  /** Events since then are in the ledger, holes aside; null before the first read. */
  coveredFromMs: number | null;
  /** Everything emitted up to then was told; null before the first read. */
  readThroughMs: number | null;
  /** End of the last read that Auth0 answered, and of the last try. */
  readAtMs: number | null;
  triedAtMs: number | null;
  trouble: FeedTrouble | null;
  /** When a person asked for a read that has not begun. */
  wantedAtMs: number | null;
  /** Arrival of the oldest event in the log: before it there is nothing to compare with. */
  logFromMs: number | null;
}

/** A time of which the feed told nothing: it had forgotten it before it was read. */
export interface FeedHole {
  fromMs: number;
  toMs: number;
}

/** What one step of reading adds, saved with the cursor in one transaction. */
export interface FeedStep {
  /** The revision that the step was read from. */
  revision: number;
  cursor: string | null;
  events: readonly FedEvent[];
  /** Copies of these events to be recorded as receipts; none where the feed is only compared with what arrives. */
  receipts: readonly IncomingReceipt[];
  /** Null: as before. */
  readThroughMs: number | null;
  /** Where the ledger begins; only for the first step. */
  coveredFromMs: number | null;
  hole: FeedHole | null;
  atMs: number;
}

/** An event younger than this (ms) is on its way: 13 to 22 s are normal, more behind a failing one. */
export const graceMs = 2 * minuteMs;

/** The feed is read this often, and for no longer than this at a time (ms): a tenant may have a single connection. */
export const readEveryMs = 5 * minuteMs;
export const readForMs = 20 * secondMs;
