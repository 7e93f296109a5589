import { type BarBucket } from '../charts/histogram-scale';
import { hourMs, minuteMs } from '@/lib/spans';
import { type StreamChange } from '@/lib/streams/stream-history';

/** An afternoon, so that pictures of the gallery are always the same. */
export const sampleMs = Date.UTC(2026, 7, 21, 12, 0, 0);

/** A day of arrivals with some of every outcome, and failures at its end. */
export const sampleDay: readonly BarBucket[] = Array.from({ length: 24 }, (_, hour) => ({
  startMs: sampleMs + (hour - 23) * hourMs,
  counts: {
    applied: 4 + ((hour * 7) % 9),
    unchanged: hour % 3,
    recorded: hour % 5 === 0 ? 2 : 0,
    test: hour === 9 ? 1 : 0,
    late: hour === 14 ? 2 : 0,
    error: hour === 18 ? 1 : 0,
  },
  failed: hour > 21 ? 6 : 0,
}));

/** Settings that somebody changed in Auth0. */
export const sampleChange: StreamChange = {
  seq: 1,
  streamId: 'est_a',
  kind: 'settings',
  atMs: sampleMs,
  sinceMs: sampleMs - 5 * minuteMs,
  status: 'enabled',
  before: 'enabled',
  settings: ['destination'],
  by: null,
  subscriptions: null,
};

/** Does nothing: specimens show looks, not deeds. */
export const noDeed = (): void => undefined;
