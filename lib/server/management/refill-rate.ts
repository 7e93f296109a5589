/** Auth0 tells whole requests: over a shorter time (ms) one more or less is half of the truth. */
const leastMs = 3_000;

/** Over a longer time (ms) the limit may have been full in between, and a limit that is full gives nothing back. */
const mostMs = 10_000;

interface Reading {
  atMs: number;
  remaining: number;
  taken: number;
}

/** Learns how many requests a second the tenant's limit gives back, which no header of Auth0 says, from what is left after each. */
export class RefillRate {
  #anchor: Reading | null = null;
  #taken = 0;
  #perSecond: number | null = null;

  /** Requests a second; null until enough was seen. */
  get perSecond(): number | null {
    return this.#perSecond;
  }

  noteTaken(): void {
    this.#taken += 1;
  }

  /** An answer at `atMs` left `remaining` of `limit`. */
  observe(remaining: number, limit: number, atMs: number): void {
    const anchor = this.#anchor;
    const reading = { atMs, remaining, taken: this.#taken };
    if (anchor === null) this.#anchor = reading;
    if (anchor === null || atMs - anchor.atMs < leastMs) return;
    this.#anchor = reading;
    if (atMs - anchor.atMs > mostMs) return;
    // A limit that is full gives nothing back, so the time says nothing.
    if (remaining >= limit - 1 || anchor.remaining >= limit - 1) return;
    const gained = remaining - anchor.remaining + reading.taken - anchor.taken;
    const perSecond = (gained * 1_000) / (atMs - anchor.atMs);
    if (perSecond > 0) this.#perSecond = this.#perSecond === null ? perSecond : (this.#perSecond + perSecond) / 2;
  }
}
