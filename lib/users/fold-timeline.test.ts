import { expect, it } from 'vitest';
import { type EventSummary } from '../events/event-record';
import { foldTimeline } from './fold-timeline';

const event = (seq: number, over: Partial<EventSummary> = {}): EventSummary => ({
  seq,
  id: `evt_${seq}`,
  type: 'user.updated',
  timeMs: seq,
  receivedAtMs: seq,
  streamId: null,
  subjectId: 'auth0|1',
  subjectLabel: 'Ada',
  outcome: 'applied',
  rowChanged: true,
  outcomeReason: null,
  receiptCount: 1,
  conflictCount: 0,
  changes: [
    { field: 'last_login', after: 'now' },
    { field: 'logins_count', before: 1, after: 2 },
  ],
  ...over,
});
const renamed = { changes: [{ field: 'name', before: 'Ada', after: 'Ada King' }] };

/** Numbers of the events of each line. */
function lines(events: EventSummary[]): number[][] {
  const entries = foldTimeline(events, ({ seq }) => (seq >= 10 ? 'today' : 'yesterday'));
  return entries.map((entry) => (entry.kind === 'event' ? [entry.event.seq] : entry.events.map(({ seq }) => seq)));
}

it('folds neighbouring sign-ins of one day and keeps the order', () => {
  expect(lines([event(12), event(11), event(10), event(9), event(8)])).toEqual([
    [12, 11, 10],
    [9, 8],
  ]);
});

it('leaves a lone sign-in, a change between two, and a late sign-in as they are', () => {
  expect(lines([event(5), event(4, renamed), event(3)])).toEqual([[5], [4], [3]]);
  expect(lines([event(3), event(2, { outcome: 'late' }), event(1)])).toEqual([[3], [2], [1]]);
  expect(lines([])).toEqual([]);
});
