import { setTimeout as sleep } from 'node:timers/promises';
import { rateLimitedError, retryAfterMs } from './errors';
import { RefillRate } from './refill-rate';

/** Who waits for the answer. Background work yields to people; `taken` has waited for its turn already. */
export type Priority = 'person' | 'background' | 'taken';

/** A person is asked to wait no longer than this (ms) before we say "Auth0 asks us to wait" instead. */
const personPatienceMs = 1_500;

/** Part of the tenant's burst that background work leaves for people. */
const reservedShare = 0.3;

const yieldMs = 50;

/** Nobody waits longer (ms) for what has only been learnt: the next answer tells whether it still holds. */
const trustMs = 2_000;

/**
 * The one budget of requests for the whole process. It learns the tenant's limit from `x-ratelimit-limit`, `-remaining`
 * and `-reset` (Unix seconds) of every answer, and from 429; before the first answer it lets everything through.
 */
export class RateBudget {
  private limit = Number.POSITIVE_INFINITY;
  private remaining = Number.POSITIVE_INFINITY;
  /** When `remaining` was true. */
  private remainingAtMs = 0;
  private readonly refill = new RefillRate();
  private resetAtMs = 0;
  private blockedUntilMs = 0;
  private peopleInFlight = 0;
  private readonly stopped = new AbortController();

  /**
   * Waits for a turn and takes it; call the returned function when the request is over. A person who would wait long gets
   * `rate_limited` with the time to wait; background work waits as long as it takes, or until `stop` or `signal`.
   */
  async take(priority: Priority, signal?: AbortSignal): Promise<() => void> {
    if (priority === 'taken') return () => undefined;
    if (priority === 'background') await this.waitInBackground(signal);
    else await this.waitAsPerson();
    this.remaining -= 1;
    this.refill.noteTaken();
    if (priority === 'background') return () => undefined;
    this.peopleInFlight += 1;
    let open = true;
    return () => {
      if (open) this.peopleInFlight -= 1;
      open = false;
    };
  }

  /** Learns from an answer of the Management API, whatever its status. */
  observe(status: number, headers: Headers): void {
    const nowMs = Date.now();
    const limit = numberOf(headers.get('x-ratelimit-limit'));
    const remaining = numberOf(headers.get('x-ratelimit-remaining'));
    const resetSeconds = numberOf(headers.get('x-ratelimit-reset'));
    if (limit !== null) this.limit = limit;
    if (remaining !== null) {
      this.remaining = remaining;
      this.remainingAtMs = nowMs;
      this.refill.observe(remaining, this.limit, nowMs);
    }
    // Capped, because a reset far away would stop background work for as long: the server's clock may differ from ours.
    if (resetSeconds !== null) this.resetAtMs = Math.min(resetSeconds * 1_000, nowMs + 60_000);
    if (status === 429) this.blockedUntilMs = Math.max(this.blockedUntilMs, nowMs + retryAfterMs(headers, nowMs));
  }

  /** Milliseconds until Auth0 takes requests again after a 429; 0 when it does. */
  get blockedForMs(): number {
    return Math.max(0, this.blockedUntilMs - Date.now());
  }

  /** Requests left in the tenant's window as the newest answer said; null before the first. */
  get left(): number | null {
    return Number.isFinite(this.remaining) ? Math.max(0, this.remaining) : null;
  }

  /** Requests a second that the limit allows in the long run, as far as it has been learnt; null until then. */
  get perSecond(): number | null {
    return this.refill.perSecond;
  }

  /** Waits `ms` before another try. Rejects when the budget is stopped. */
  rest(ms: number): Promise<void> {
    return this.pause(ms);
  }

  /** Lets go of whatever waits, for shutdown: waiting work rejects. */
  stop(): void {
    this.stopped.abort(new Error('The process is stopping'));
  }

  private async waitAsPerson(): Promise<void> {
    const waitMs = Math.max(this.blockedForMs, this.pauseMs(0));
    if (waitMs > personPatienceMs) throw rateLimitedError(waitMs);
    await this.pause(waitMs);
  }

  private async waitInBackground(signal?: AbortSignal): Promise<void> {
    const ends = signal === undefined ? this.stopped.signal : AbortSignal.any([this.stopped.signal, signal]);
    const reserve = Number.isFinite(this.limit) ? Math.max(1, Math.floor(this.limit * reservedShare)) : 0;
    for (;;) {
      ends.throwIfAborted();
      const waitMs = Math.max(this.blockedForMs, this.pauseMs(reserve), this.peopleInFlight > 0 ? yieldMs : 0);
      if (waitMs === 0) return;
      // Jitter, so that several replicas do not come back in the same instant.
      await this.pause(waitMs + Math.random() * Math.min(waitMs, 250), ends);
    }
  }

  /** Milliseconds until more than `reserve` requests are left; 0 when they are. */
  private pauseMs(reserve: number): number {
    if (this.remaining > reserve) return 0;
    const { perSecond } = this.refill;
    if (perSecond !== null) {
      const ageMs = Date.now() - this.remainingAtMs;
      const refilled = this.remaining + (ageMs * perSecond) / 1_000;
      if (refilled > reserve || ageMs >= trustMs) return 0;
      return Math.min(trustMs - ageMs, ((reserve + 1 - refilled) * 1_000) / perSecond);
    }
    const waitMs = this.resetAtMs - Date.now();
    if (waitMs > 0) return waitMs;
    // The window is over and nothing newer is known: the next answer will tell.
    this.remaining = this.limit;
    return 0;
  }

  private async pause(ms: number, signal = this.stopped.signal): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal });
  }
}

function numberOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null;
  const value = Number(header);
  return Number.isFinite(value) ? value : null;
}
