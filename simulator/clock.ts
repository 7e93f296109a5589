/** Time as the simulator sees it; tests put a hand-driven one in its place. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Runs `run` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** How long one of Auth0's waits takes here: the wait divided by the speed factor. */
  pace(ms: number): number;
}

const systemClock: Omit<Clock, 'pace'> = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The machine's clock with every wait hurried by a factor that may change while running; the time of day stays true. */
export function hurriedClock(speed: () => number): Clock {
  return { ...systemClock, pace: (ms) => ms / speed() };
}

/** ISO 8601 with milliseconds, as Auth0 writes times. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
