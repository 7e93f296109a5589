import { singleton } from './singleton';

/** Counts what must be finished before the process may end. */
export class InFlight {
  #count = 0;
  #waiting: (() => void)[] = [];
  /** How many have ended since the start. */
  ended = 0;

  /** Notes something that a graceful stop waits for. To be ended once. */
  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    this.ended += 1;
    if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Does something that a graceful stop waits for. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** Resolves when nothing is in flight; at once when nothing is. */
  async idle(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
  }
}

/**
 * The end of this process. Once `stopping` is set, new webhook requests are answered 503 so that Auth0 tries again, while
 * those in `webhooks` and the changes that people asked for (`changes`) are still brought to their end; `stopped` resolves
 * when the store is closed.
 */
export const lifecycle = singleton('lifecycle', () => {
  const { promise: stopped, resolve: markStopped } = Promise.withResolvers<null>();
  return {
    stopping: false,
    startedAtMs: Date.now(),
    webhooks: new InFlight(),
    changes: new InFlight(),
    stopped,
    markStopped: () => markStopped(null),
  };
});
