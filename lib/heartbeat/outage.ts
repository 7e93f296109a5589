/** How often the process that receives notes that it lives, in milliseconds. */
export const beatEveryMs = 5_000;

/** A beat that comes later than this (ms) after the one before it tells of a process that stood still. */
export const stallFromMs = 4 * beatEveryMs;

/** A time in which nothing received here, in epoch milliseconds: from the last sign of life until the first one after it. */
export interface Outage {
  fromMs: number;
  untilMs: number;
}

/** One sign of life of the process that receives. */
export interface Beat {
  atMs: number;
  /** Since when this process has lived without standing still. */
  aliveSinceMs: number;
}

/**
 * The outage that ended when this process began to live; null when there was none. `lastBeatMs` is the newest beat on
 * record, of any process. A pause shorter than the time between two beats cannot be told from life.
 */
export function outageBefore(lastBeatMs: number | null, { aliveSinceMs }: Beat): Outage | null {
  if (lastBeatMs === null || aliveSinceMs - lastBeatMs <= beatEveryMs) return null;
  return { fromMs: lastBeatMs, untilMs: aliveSinceMs };
}

/** The beat after `previous`, at `atMs`: a long pause means that the process stood still, a clock set back means nothing. */
export function nextBeat(previous: Beat, atMs: number): Beat {
  const stoodStill = atMs - previous.atMs >= stallFromMs;
  return { atMs, aliveSinceMs: stoodStill ? atMs : Math.min(previous.aliveSinceMs, atMs) };
}

/** The outage that touches the time from `fromMs` until `untilMs`; null when there is none. `outages` are in any order. */
export function outageDuring(outages: readonly Outage[], { fromMs, untilMs }: Outage): Outage | null {
  return outages.find((outage) => outage.fromMs <= untilMs && outage.untilMs >= fromMs) ?? null;
}
