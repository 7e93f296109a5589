/** A value with the time it was read; `failure` says why the newest attempt to read it failed, if it did. */
export interface Aged<T> {
  value: T;
  atMs: number;
  failure: Error | null;
}

/** Keeps one value for `ttlMs`. Callers at the same time share one read; after a failed one the old value is still there. */
export class Cached<T> {
  private readonly ttlMs: number;
  private held: { value: T; atMs: number } | null = null;
  private expired = false;
  private pending: { read: Promise<Aged<T>>; generation: number } | null = null;
  private generation = 0;

  constructor(ttlMs: number) {
    this.ttlMs = ttlMs;
  }

  /**
   * The kept value while it is fresh, else what `read` brings. When `read` fails and `keepOn(error)` allows, the old value
   * comes back with the failure beside it; otherwise the failure is thrown.
   */
  async get(read: () => Promise<T>, keepOn: (error: Error) => boolean): Promise<Aged<T>> {
    const { held } = this;
    const fresh = held !== null && !this.expired && Date.now() - held.atMs < this.ttlMs;
    if (fresh) return { ...held, failure: null };
    // A read begun before `expire` may bring what was true before it: do not share that one.
    if (this.pending?.generation === this.generation) return this.pending.read;
    const pending = { read: this.readAnew(read, keepOn), generation: this.generation };
    this.pending = pending;
    try {
      return await pending.read;
    } finally {
      if (this.pending === pending) this.pending = null;
    }
  }

  /** The kept value, however old. */
  last(): T | null {
    return this.held?.value ?? null;
  }

  /** The next `get` reads anew; the old value still stands in if that fails. */
  expire(): void {
    this.generation += 1;
    this.expired = true;
  }

  private async readAnew(read: () => Promise<T>, keepOn: (error: Error) => boolean): Promise<Aged<T>> {
    const { held, generation } = this;
    try {
      const value = await read();
      const fresh = { value, atMs: Date.now() };
      if (generation === this.generation) {
        this.held = fresh;
        this.expired = false;
      }
      return { ...fresh, failure: null };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (held === null || !keepOn(failure)) throw failure;
      return { ...held, failure };
    }
  }
}
