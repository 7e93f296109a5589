import { percentile } from '../statistics.ts';

/** An answer as a screen shows it. Unix time in ms. */
export interface Shown {
  /** When it came. */
  atMs: number;
  /** The newest arrival in it. */
  newestMs: number;
}

/** A stretch of load. Unix time in ms. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** Under load events come at any time, so each of these moments of a stretch stands for one. */
const everyMs = 10;

/** How long a screen took to show an event of each moment of a stretch, in ms. The last answer must be as new as its end. */
export function followDelays(answers: readonly Shown[], { fromMs, toMs }: Stretch): number[] {
  const inOrder = answers.toSorted((a, b) => a.atMs - b.atMs);
  const delays: number[] = [];
  let next = 0;
  for (let momentMs = fromMs; momentMs <= toMs; momentMs += everyMs) {
    while ((inOrder[next]?.newestMs ?? Infinity) < momentMs) next += 1;
    const shown = inOrder[next];
    if (shown === undefined) throw new Error('Invalid round: a screen did not follow to the end');
    delays.push(shown.atMs - momentMs);
  }
  return delays;
}

/** The value below which `percent` of them lie. */
export const percentileOf = (values: readonly number[], percent: number): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    percent,
  );
