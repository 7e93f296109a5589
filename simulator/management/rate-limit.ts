interface RateLimit {
  burst: number;
  /** Tokens that come back each second. */
  perSecond: number;
}

export interface Taken {
  allowed: boolean;
  headers: Record<string, string>;
}

/** Auth0's token bucket, one for the tenant. Its refill runs in real time, whatever the speed of deliveries. */
export class TokenBucket {
  #tokens: number | undefined;
  #at = 0;

  take(limit: RateLimit, nowMs: number): Taken {
    const before = this.#tokens ?? limit.burst;
    const tokens = Math.min(limit.burst, before + ((nowMs - this.#at) / 1000) * limit.perSecond);
    const allowed = tokens >= 1;
    this.#tokens = allowed ? tokens - 1 : tokens;
    this.#at = nowMs;
    const untilOne = Math.max(0, 1 - this.#tokens) / limit.perSecond;
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': String(limit.burst),
        'x-ratelimit-remaining': String(Math.floor(this.#tokens)),
        'x-ratelimit-reset': String(Math.ceil(nowMs / 1000 + untilOne)),
      },
    };
  }

  refill(): void {
    this.#tokens = undefined;
  }
}
