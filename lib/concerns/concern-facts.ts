import { type ConnectorState, type HoldReason } from '../connectors/connector';
import { type StorageTrouble } from '../storage/storage';
import { type FailureReadings } from '../streams/failure-budget';

/** What is known of one event stream. */
export interface StreamFact extends FailureReadings {
  id: string;
  name: string;
  /** Auth0's own word: `enabled`, `disabled`, … */
  status: string;
  /** Whether it posts to this app. */
  pointsHere: boolean;
  /** Newest failed attempt among its open deliveries; null without one. */
  lastFailedAtMs: number | null;
  /** The newest change of its status that was seen, and who made it here; null while none was. */
  statusChange: { atMs: number; by: string | null } | null;
}

/** Auth0's list of event streams as it was last seen. */
export interface StreamsFact {
  /** False: no Management API credentials are set. */
  configured: boolean;
  /** Null until Auth0 answered for the first time. */
  streams: StreamFact[] | null;
  /** When the list was read; null before that. */
  asOfMs: number | null;
  /** Why the newest poll failed; null when it did not. */
  failure: string | null;
  /** True: it failed for what only a person can fix, such as credentials or a scope. */
  isRefused: boolean;
}

/** How current the failed deliveries are: the polls of all event streams that Auth0 lists, taken together. */
export interface PollsFact {
  /** The oldest complete poll; null while one of the event streams has never been polled. */
  checkedAtMs: number | null;
  /** Why a newest poll failed; null when none did. */
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

/** A job that ended with failures which no other job has taken up. */
export interface JobFact {
  id: number;
  /** "Bulk redelivery, 131 events". */
  title: string;
  /** "4 recovered, 1 failed again". */
  summary: string;
  endedAtMs: number;
}

/** One connector, as far as it may need a person. */
export interface ConnectorFact {
  id: number;
  name: string;
  state: ConnectorState;
  holdReason: HoldReason | null;
  /** Users of whom a person must decide. */
  review: number;
  /** Users of whom something waits to be carried on. */
  waiting: number;
  /** How long the oldest of them has waited, in ms; null without any. */
  waitingMs: number | null;
}

/** Deliveries that failed while nothing received here, and were not requested again. */
export interface MissedFact {
  count: number;
  /** The outage, in epoch ms. */
  fromMs: number;
  untilMs: number;
  /** When they failed first: the filter that shows them. */
  failedFromMs: number;
  failedToMs: number;
}

/** Everything the concerns are found in. Counts are of whole sets, never of a page. */
export interface ConcernFacts {
  failed: { total: number; oldestMs: number | null; causes: CauseFact[]; polls: PollsFact };
  streams: StreamsFact;
  /** Rejections of the last hour. */
  rejections: {
    lastHour: number;
    /** Those that presented a wrong credential, as far as they are kept, and why the newest was refused. */
    wrongCredential: { count: number; newestReason: string | null };
    newestMs: number | null;
    newestReason: string | null;
  };
  /** Events of the last 24 h that no rule could take. */
  errors: { count: number; newestMs: number | null; reason: string | null };
  lastEventMs: number | null;
  /** When the newest time ended in which nothing could arrive here; null when none is known. */
  upSinceMs: number | null;
  /** Oldest outage first; empty where nobody wants to hear of it. */
  missed: MissedFact[];
  /** Of the last 24 h, newest first. */
  jobs: JobFact[];
  /** Connectors that are not drafts. */
  connectors: ConnectorFact[];
  /** Usual pause between events at this hour; null when there is no habit yet. */
  usualGapMs: number | null;
  /** Trouble of the database; null when there is none. */
  storage: StorageTrouble | null;
  /** Whether any webhook credential is set. Without one every request is refused. */
  hasCredential: boolean;
}
