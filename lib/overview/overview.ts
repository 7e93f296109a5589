import { type EventSummary, type HistogramBucket } from '../events/event-record';
import { type ConcernFacts } from '../concerns/concern-facts';
import { type ClosedWindow } from '../streams/closed-windows';
import { type OverviewRange, type TimeWindow } from './overview-range';

/** Arrivals by outcome, and the open deliveries that failed first in the same time and never arrived. */
export interface OverviewBucket extends HistogramBucket {
  failed: number;
}

/** The answer of `GET /api/overview`. */
export interface Overview {
  atMs: number;
  facts: ConcernFacts;
  received: {
    lastDay: number;
    rejectedLastDay: number;
    /** Arrivals per half hour over the last 24 h, oldest first. */
    trace: number[];
  };
  users: { live: number; deleted: number };
  /** All events ever stored. */
  events: number;
  histogram: TimeWindow & { range: OverviewRange; buckets: OverviewBucket[]; closed: ClosedWindow[] };
  latest: EventSummary[];
}
