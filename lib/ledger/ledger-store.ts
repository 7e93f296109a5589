import { type Combination } from './combination';
import { type SubscribedSpan } from './expectation';
import { type FeedHole, type FeedState, type FeedStep, type FeedTrouble } from './feed';
import { type LedgerSlot } from './gaps';
import { type LedgerIgnore, type LedgerItem } from './ledger';

/** Which events of which event stream. Times are those of events, in epoch ms; `fromMs` inclusive, `toMs` exclusive. */
export interface LedgerQuery {
  streamId: string;
  /** What the event stream was subscribed to, within the range. */
  spans: readonly SubscribedSpan[];
  fromMs: number;
  toMs: number;
}

export interface LedgerStore {
  /** How far Auth0's event feed was read; a reader who never was begins with revision 0. */
  feedState(): Promise<FeedState>;
  /** Times within a range of which the feed told nothing, oldest first. */
  feedHoles(fromMs: number, toMs: number): Promise<FeedHole[]>;
  /**
   * Saves what a step of reading told, with its cursor, in one transaction. False when another step was saved since
   * `step.revision`: nothing was saved. An event that was told before changes nothing. Of one that is here no copy is kept.
   * Its receipts are recorded in the same transaction, as `recordReceipt` would, but for those of events that were told before
   * and are here.
   */
  saveFeedStep(step: FeedStep): Promise<boolean>;
  /** Notes how a try to read ended: trouble, or null for none. `triedAtMs` of the state becomes `atMs`, a wish is fulfilled. */
  noteFeedTry(trouble: Omit<FeedTrouble, 'sinceMs'> | null, atMs: number): Promise<void>;
  /** A person wants the feed to be read now; with an audit row. */
  wantFeedRead(by: { actor: string; atMs: number }): Promise<void>;
  /**
   * Compares the next `limit` events of the log, in order of arrival, with what the feed told: those told are received, and
   * their copies go; those within the time covered that were not told are kept as such. Events that arrived after
   * `arrivedBeforeMs` wait. True when nothing is left to compare.
   */
  matchFeed(arrivedBeforeMs: number, limit: number): Promise<boolean>;
  /** Forgets the oldest events: those before `beforeMs`, and those beyond the newest `most`. At most `limit`; how many went. */
  pruneFeed(beforeMs: number, most: number, limit: number): Promise<number>;
  /** Emitted events by bucket of `bucketMs` from `startMs` (at or before `fromMs`) on, and odd events by minute. */
  tallyLedger(
    query: LedgerQuery & { startMs: number; bucketMs: number },
  ): Promise<{ emitted: number[]; slots: LedgerSlot[] }>;
  /** Events of one odd combination in the order of the feed, numbered above `after`. */
  listLedger(
    query: LedgerQuery & { combination: Exclude<Combination, 'normal'> },
    page: { after: number; limit: number },
  ): Promise<LedgerItem[]>;
  /** The feed's copies of these events, at most a hundred: JSON text by event id. Those that are here have none. */
  feedCopies(eventIds: readonly string[]): Promise<Record<string, string>>;
  /** Leaves events of one combination and window out of the counts, with an audit row. */
  ignoreLedger(ignore: Omit<LedgerIgnore, 'seq'>): Promise<LedgerIgnore>;
  /** Takes such a note back, with an audit row. False when there is none of this number for the event stream. */
  unignoreLedger(name: { streamId: string; seq: number }, by: { actor: string; atMs: number }): Promise<boolean>;
  /** The notes of an event stream, newest first, at most `limit`. */
  ledgerIgnores(streamId: string, limit: number): Promise<LedgerIgnore[]>;
}
