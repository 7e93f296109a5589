import { type BarBucket } from '../charts/histogram-scale';
import { hourMs } from '@/lib/spans';

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

/** Does nothing: specimens show looks, not deeds. */
export const noDeed = (): void => undefined;
