import { expect, test } from 'vitest';
import { type StreamChange } from '../streams/stream-history';
import { type AlertLine } from './alert';
import { type StreamMoment } from './alert-answers';
import { alertTimeline } from './alert-timeline';

const line = (seq: number, atMs: number): AlertLine => ({ seq, atMs, what: 'opened', text: '', by: null });

const change = (seq: number, atMs: number): StreamMoment => {
  const settled = {
    sinceMs: null,
    status: 'disabled',
    before: 'enabled',
    settings: [],
    by: 'ada',
    subscriptions: null,
  };
  const whole: StreamChange = { seq, streamId: 'est_a', kind: 'status', atMs, ...settled };
  return { kind: 'change', streamId: 'est_a', name: 'Users', atMs, change: whole };
};

const edit = (streamId: string, atMs: number): StreamMoment => ({ kind: 'edit', streamId, name: 'Users', atMs });

test('what was seen of the event stream stands between the lines of the alert by its time, newest first', () => {
  const entries = alertTimeline({ lines: [line(2, 400), line(1, 200)], moments: [change(7, 300), edit('est_a', 100)] });
  expect(entries.map(({ key }) => key)).toEqual(['line 2', 'change 7', 'line 1', 'edit est_a']);
});

test('of one moment the alert tells of what happened to the event stream', () => {
  const entries = alertTimeline({ lines: [line(1, 200)], moments: [change(7, 200)] });
  expect(entries.map(({ kind }) => kind)).toEqual(['line', 'stream']);
});

test('each entry has a key of its own, with several event streams too', () => {
  const moments = [edit('est_a', 1), edit('est_b', 1), change(1, 1)];
  const keys = alertTimeline({ lines: [line(1, 1)], moments }).map(({ key }) => key);
  expect(new Set(keys).size).toBe(4);
});
