import { soon } from '../process/soon';

/** A value with the time it was read; `failure` says why the newest attempt to read it failed, if it did. */
export interface Aged<T> {
  value: T;
  atMs: number;
  failure: Error | null;
}

/** Pause after a failed read (ms): screens ask with every event, and Auth0 counts every request. */
export const restMs = 5_000;

/** What a person reads when a kept value stands in for an answer that is on its way. */
export const notYet = 'Auth0 has not answered yet.';

interface Pending<T> {
  read: Promise<Aged<T>>;
  generation: number;
  isPatient: boolean;
}

/** Keeps one value for `ttlMs`. Callers at the same time share one read; after a failed one the old value is still there. */
export class Cached<T> {
  private readonly ttlMs: number;
  private held: { value: T; atMs: number } | null = null;
  private expired = false;
  private failed: { error: Error; atMs: number } | null = null;
  private pending: Pending<T> | null = null;
  private generation = 0;

  constructor(ttlMs: number) {
    this.ttlMs = ttlMs;
  }

  /**
   * The kept value while it is fresh, else what `read` brings. When `read` fails and `keepOn(error)` allows, the old value
   * comes back with the failure beside it; otherwise the failure is thrown. The same answer is given for `restMs` after a
   * failure. `isPatient` says that this read may wait for long: an impatient read does not wait with it.
   */
  async get(read: () => Promise<T>, keepOn: (error: Error) => boolean, isPatient = false): Promise<Aged<T>> {
    const { held, failed } = this;
    const fresh = held !== null && !this.expired && Date.now() - held.atMs < this.ttlMs;
    if (fresh) return { ...held, failure: null };
    // A read begun before `expire` may bring what was true before it: do not share that one.
    if (this.pending?.generation === this.generation && (isPatient || !this.pending.isPatient))
      return this.pending.read;
    if (failed !== null && Date.now() - failed.atMs < restMs) return this.withFailure(failed.error, keepOn);
    const pending = { read: this.readAnew(read, keepOn), generation: this.generation, isPatient };
    this.pending = pending;
    try {
      return await pending.read;
    } finally {
      if (this.pending === pending) this.pending = null;
    }
  }

  /**
   * As `get` for someone at a screen, who waits `withinMs` at most and then has the kept value with a failure that says so,
   * or null when none is kept. `onLate` is called when the answer is there after all.
   */
  async getSoon(
    read: () => Promise<T>,
    keepOn: (error: Error) => boolean,
    { withinMs, onLate }: { withinMs: number; onLate: () => void },
  ): Promise<Aged<T> | null> {
    const answer = this.get(read, keepOn);
    const inTime = await soon(answer, withinMs);
    if (inTime !== null) return inTime;
    void answer.then(onLate, onLate);
    return this.held === null ? null : { ...this.held, failure: new Error(notYet) };
  }

  /** The kept value with its time, however old. */
  last(): { value: T; atMs: number } | null {
    return this.held;
  }

  /** The next `get` reads anew; the old value still stands in if that fails. */
  expire(): void {
    this.generation += 1;
    this.failed = null;
    this.expired = true;
  }

  private async readAnew(read: () => Promise<T>, keepOn: (error: Error) => boolean): Promise<Aged<T>> {
    const { generation } = this;
    try {
      const value = await read();
      const fresh = { value, atMs: Date.now() };
      if (generation === this.generation) {
        this.held = fresh;
        this.failed = null;
        this.expired = false;
      }
      return { ...fresh, failure: null };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (generation === this.generation) this.failed = { error: failure, atMs: Date.now() };
      return this.withFailure(failure, keepOn);
    }
  }

  private withFailure(failure: Error, keepOn: (error: Error) => boolean): Aged<T> {
    if (this.held === null || !keepOn(failure)) throw failure;
    return { ...this.held, failure };
  }
}
