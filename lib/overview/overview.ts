import { type EventSummary, type HistogramBucket, type Rejection } from '../events/event-store';
import { type FailureReadings } from '../streams/stream-view';
import { type OverviewRange, type TimeWindow } from './overview-range';

/** What the overview says of one event stream. */
export interface StreamFact extends FailureReadings {
  id: string;
  name: string;
  /** Auth0's own word: `enabled`, `disabled`, … */
  status: string;
  /** Whether it posts to this app. */
  pointsHere: boolean;
}

/** Auth0's list of event streams as it was last seen. */
export interface StreamsFact {
  /** False: no Management API credentials are set. */
  configured: boolean;
  /** Null until Auth0 answered for the first time. */
  streams: StreamFact[] | null;
  /** When the list was read; null before that. */
  asOfMs: number | null;
  /** Why the newest look failed; null when it did not. */
  failure: string | null;
}

/** How current the failed deliveries are: the looks at all event streams that Auth0 lists, taken together. */
export interface LooksFact {
  /** The oldest complete look; null while one of the event streams has never been looked at. */
  checkedAtMs: number | null;
  /** Why a newest look failed; null when none did. */
  failure: string | null;
}

/** Open failed deliveries of one cause. */
export interface CauseFact {
  /** As in the URL of the failed deliveries. */
  key: string;
  /** "401 from gauge.example.com". */
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
  count: number;
  sinceMs: number | null;
}

/** Everything the health sentence and the attention list are made of. Counts are of whole sets, never of a page. */
export interface HealthFacts {
  failed: { total: number; oldestMs: number | null; causes: CauseFact[]; looks: LooksFact };
  streams: StreamsFact;
  /** Rejections of the last hour. */
  rejections: { lastHour: number; newestMs: number | null; newestReason: string | null };
  /** Events of the last 24 h that no rule could take. */
  errors: { count: number; newestMs: number | null; reason: string | null };
  lastEventMs: number | null;
  /** Usual pause between events at this hour; null when there is no habit yet. */
  usualGapMs: number | null;
  /** Whether any webhook credential is set. Without one every request is refused. */
  hasCredential: boolean;
}

/** The answer of `GET /api/overview`. */
export interface Overview {
  atMs: number;
  facts: HealthFacts;
  received: {
    lastDay: number;
    rejectedLastDay: number;
    /** Arrivals per half hour over the last 24 h, oldest first. */
    trace: number[];
  };
  users: { live: number; deleted: number };
  /** All events ever stored. */
  events: number;
  histogram: TimeWindow & { range: OverviewRange; buckets: HistogramBucket[] };
  latest: EventSummary[];
}

/** The answer of `GET /api/rejections`. */
export interface RejectionList {
  sinceMs: number;
  /** Newest first, at most 200 of `total`. */
  items: Rejection[];
  total: number;
}
