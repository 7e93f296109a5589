import { type ClosedWindow } from '../streams/closed-windows';
import { type Combination } from './combination';
import { type FeedHole, type FeedTrouble } from './feed';
import { type LedgerGap } from './gaps';

/** How many events have a combination. */
export interface CombinationCount {
  combination: Combination;
  /** Those that count, and those that a note says to leave. */
  count: number;
  ignored: number;
}

/** One bar: what was emitted in its time, and what became of it. */
export interface LedgerBucket {
  startMs: number;
  emitted: number;
  /** Emitted and not here, because it failed or was never delivered. Ignored ones too. */
  failed: number;
  neverDelivered: number;
}

/** A note that says to leave the events of one combination and window as they are. */
export interface LedgerIgnore {
  seq: number;
  streamId: string;
  combination: Combination;
  /** Event times, both inclusive. */
  fromMs: number;
  toMs: number;
  note: string;
  by: string;
  atMs: number;
}

/** One odd event. */
export interface LedgerItem {
  /** Our own rising number within its combination; keyset of the list. */
  seq: number;
  eventId: string;
  type: string;
  timeMs: number;
  subjectId: string | null;
  subjectLabel: string | null;
  combination: Combination;
  isIgnored: boolean;
}

/** Answer of `GET /api/streams/[id]/ledger/items`: in the order of the feed; `next` is the cursor of the next page. */
export interface LedgerItemsAnswer {
  items: LedgerItem[];
  next: number | null;
}

/** A day of counts, for want of the feed. */
export interface CountedDay {
  startMs: number;
  /** Auth0's successful deliveries; null where it does not say. */
  delivered: number | null;
  received: number;
}

/** Answer of `GET /api/streams/[id]/ledger`. All times in epoch ms. */
export interface LedgerAnswer {
  /** `feed`: event by event. `off`, `refused`, `unread`: counts only, because of the setting, of Auth0, or for a moment. */
  source: 'feed' | 'off' | 'refused' | 'unread';
  fromMs: number;
  toMs: number;
  bucketMs: number;
  /** The time by our clock. */
  nowMs: number;
  /** Events up to here count: later ones may be on their way, or were not read yet. */
  countedToMs: number;
  /** The feed covers the range only from here on; null where it covers all of it. */
  coveredFromMs: number | null;
  counts: CombinationCount[];
  buckets: LedgerBucket[];
  gaps: LedgerGap[];
  ignores: LedgerIgnore[];
  /** Windows in which nothing could arrive. */
  closed: ClosedWindow[];
  holes: FeedHole[];
  /** For want of the feed; empty with it. */
  days: CountedDay[];
  feed: {
    readAtMs: number | null;
    readThroughMs: number | null;
    triedAtMs: number | null;
    wantedAtMs: number | null;
    trouble: FeedTrouble | null;
  };
  /** Whether events can arrive here from this event stream at all. */
  arrivesHere: boolean;
}
