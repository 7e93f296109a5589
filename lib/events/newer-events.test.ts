import { describe, expect, it } from 'vitest';
import { type EventPage, type EventSummary } from './event-record';
import { newerEvents } from './newer-events';

const row = (seq: number): EventSummary => ({
  seq,
  id: `evt_${seq}`,
  type: 'user.updated',
  timeMs: null,
  receivedAtMs: 0,
  streamId: null,
  subjectId: null,
  subjectLabel: null,
  outcome: 'applied',
  rowChanged: true,
  outcomeReason: null,
  receiptCount: 1,
  conflictCount: 0,
  changes: [],
});

/** A first page of three rows, with more below it unless it holds them all. */
function page(newest: number, older: number | null): EventPage {
  const count = { value: 3, capped: false };
  return { items: [row(newest), row(newest - 1), row(newest - 2)], older, newer: null, matching: count, total: count };
}

const told = (first: EventPage, seq: number) => {
  const { events, capped } = newerEvents(first, seq);
  return { seqs: events.map((event) => event.seq), capped };
};

describe('the events newer than a number', () => {
  it('are counted exactly while the page reaches down to it', () => {
    expect(told(page(9, 7), 9)).toEqual({ seqs: [], capped: false });
    expect(told(page(9, 7), 7)).toEqual({ seqs: [9, 8], capped: false });
  });

  it('may be more than the page holds once they fill it', () => {
    expect(told(page(9, 7), 5)).toEqual({ seqs: [9, 8, 7], capped: true });
  });

  it('are all there are when the list ends with the page', () => {
    expect(told(page(9, null), 0)).toEqual({ seqs: [9, 8, 7], capped: false });
    expect(told({ ...page(9, null), items: [] }, 0)).toEqual({ seqs: [], capped: false });
  });
});
