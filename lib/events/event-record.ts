import { type Count, type Page } from '../page';
import { type Change } from './change';
import { type Outcome } from './outcome';
import { type Receipt } from './receipt';

export interface EventSummary {
  /** Our own monotonic number of arrival. */
  seq: number;
  id: string;
  type: string;
  /** The envelope's `time`; null when unreadable. */
  timeMs: number | null;
  receivedAtMs: number;
  streamId: string | null;
  subjectId: string | null;
  subjectLabel: string | null;
  outcome: Outcome;
  /** For `late`: the row still changed. For other outcomes: the event changed the row. */
  rowChanged: boolean;
  /** For `error`: why. */
  outcomeReason: string | null;
  receiptCount: number;
  /** How many receipts carried other content under the same id. */
  conflictCount: number;
  /** Changed fields of the mirrored profile in event order; empty for events that are not about a user. At most 64. */
  changes: Change[];
}

export interface EventDetail extends EventSummary {
  source: string | null;
  tenant: string | null;
  /** The first received body as text. */
  body: string;
  /** Newest first, at most 100 of `receiptCount`. */
  receipts: Receipt[];
}

export interface EventFilter {
  types?: string[];
  outcomes?: Outcome[];
  streamIds?: string[];
  /** About one of these; an empty list matches nothing. */
  subjectIds?: string[];
  /** This event alone. */
  eventId?: string;
  /** Received at or after, in milliseconds. */
  fromMs?: number;
  /** Received before, in milliseconds. */
  toMs?: number;
  /** Default `include`. */
  test?: 'hide' | 'include' | 'only';
}

export interface EventPage extends Page<EventSummary> {
  matching: Count;
  /** All events in the store. */
  total: Count;
}

export interface HistogramBucket {
  startMs: number;
  counts: Record<Outcome, number>;
}
