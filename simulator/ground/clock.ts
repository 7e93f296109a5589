/** Time as the simulator sees it; tests put a hand-driven one in its place. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Runs `run` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** How long one of Auth0's waits takes here: the wait divided by the speed factor. */
  pace(ms: number): number;
}

interface Manners {
  /** Divides every wait. */
  speed: number;
  /** Added to the true time of day, in milliseconds. */
  clockSkewMs: number;
}

/** The machine's clock with every wait hurried and the time of day set wrong, both as `manners` say at the moment. */
export function hurriedClock(manners: Readonly<Manners>): Clock {
  return {
    now: () => Date.now() + manners.clockSkewMs,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    pace: (ms) => ms / manners.speed,
  };
}

/** ISO 8601 with milliseconds, as Auth0 writes times. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
