import { isSignIn } from '../events/changed-text';
import { type EventSummary } from '../events/event-record';

/** One line of a timeline: an event, or a run of sign-ins that changed nothing else. */
export type TimelineEntry =
  | { kind: 'event'; event: EventSummary }
  | { kind: 'sign-ins'; events: [EventSummary, EventSummary, ...EventSummary[]] };

/** Folds runs of neighbouring sign-ins of one day into one line each; a lone sign-in stays an event. `dayOf` names the day. */
export function foldTimeline(events: readonly EventSummary[], dayOf: (event: EventSummary) => string): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const event of events) {
    const last = entries.at(-1);
    const newest = last === undefined ? null : newestOf(last);
    if (last === undefined || newest === null || !joins(newest, event, dayOf)) entries.push({ kind: 'event', event });
    else if (last.kind === 'sign-ins') last.events.push(event);
    else entries[entries.length - 1] = { kind: 'sign-ins', events: [last.event, event] };
  }
  return entries;
}

/** The event that decides on which day an entry is. */
export function newestOf(entry: TimelineEntry): EventSummary {
  return entry.kind === 'event' ? entry.event : entry.events[0];
}

function joins(a: EventSummary, b: EventSummary, dayOf: (event: EventSummary) => string): boolean {
  return isPlainSignIn(a) && isPlainSignIn(b) && dayOf(a) === dayOf(b);
}

/** A late or unreadable event has something to tell besides the sign-in. */
function isPlainSignIn(event: EventSummary): boolean {
  return event.outcome === 'applied' && isSignIn(event);
}
