import { type DeliverySummary } from './delivery-record';

/** Who or what a delivery is about, as every screen names it: the label, else the subject's id, else the event's. */
export function subjectOf(delivery: Pick<DeliverySummary, 'subjectLabel' | 'subjectId' | 'eventId'>): string {
  return delivery.subjectLabel ?? delivery.subjectId ?? delivery.eventId;
}
