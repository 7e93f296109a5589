import { type EventSummary } from './event-record';

/** What an outcome means for the mirror, as one clause beside its chip. */
export function outcomeText(event: Pick<EventSummary, 'outcome' | 'rowChanged' | 'outcomeReason'>): string {
  switch (event.outcome) {
    case 'applied':
      return 'the mirrored user changed';
    case 'unchanged':
      return 'the mirrored user stayed as it was';
    case 'recorded':
      return 'kept; the mirror has no rule for this type';
    case 'test':
      return 'kept; test events never touch the mirror';
    case 'late':
      return event.rowChanged
        ? 'put before a newer event; the row still changed'
        : 'put before a newer event; the row stayed as it was';
    case 'error':
      return event.outcomeReason ?? 'stored but not understood';
  }
}
