import { type DeliverySummary } from '../deliveries/delivery-record';
import { type Change } from '../events/change';
import { type EventDetail, type EventSummary, type HistogramBucket } from '../events/event-record';
import { type HistogramRange } from '../events/histogram-range';
import { type ClosedWindow } from '../streams/closed-windows';

/** Longest part of a body that is sent along with the rest of an event, in UTF-16 units; the whole is at `/body`. */
export const longestInlineBody = 262_144;

/** Answer of `GET /api/events/[id]`. */
export interface EventView extends Omit<EventDetail, 'body'> {
  /** The first received body as text, cut after `longestInlineBody`. */
  body: string;
  bodyCut: boolean;
  /** The profile that the user appeared with, as added fields; empty for an event that is not the first of its user. */
  firstValues: Change[];
  neighbours: { newer: string | null; older: string | null };
  /** Auth0's records of failing to hand this event over; none for an event that arrived at once. */
  deliveries: DeliverySummary[];
  /** The mirrored user the event is about, if there is one. */
  user: { userId: string; name: string | null; email: string | null; deleted: boolean } | null;
  /** A few events of the same user around this one, newest first; empty when it is not about a mirrored user. */
  timeline: EventSummary[];
  /** Where a copy of the event can be posted again. */
  webhookUrl: string;
}

/** Answer of `GET /api/events/histogram`. */
export interface EventHistogram extends HistogramRange {
  buckets: HistogramBucket[];
  /** Windows in which nothing could arrive. */
  closed: ClosedWindow[];
}

/** One event stream as filters and rows name it. */
export interface StreamName {
  id: string;
  name: string;
}
