import { secondMs } from '../../spans';
import { type Store } from '../../store';
import { log } from '../process/log';
import { aside } from '../telemetry/tracing';
import { type StandingWork } from './standing-work';

export interface RunnerParts {
  store: Pick<Store, 'subscribe'>;
  /** Whether this process holds the lease of the background work. */
  leads: () => boolean;
  work: readonly StandingWork[];
}

/** After an error, such as a store that is away, in ms. */
const afterErrorMs = 5 * secondMs;

interface Track {
  work: StandingWork;
  /** By `performance.now()`; null while only news brings its next turn. */
  dueAtMs: number | null;
  endedAtMs: number;
  turn: Promise<void> | null;
  isWoken: boolean;
  /** It was due while this process did not hold the lease. */
  isHeldBack: boolean;
}

/**
 * The one loop of all background work: gives each work its turn when it is due. A work has one turn at a time, and none waits
 * for another's.
 */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #tracks: readonly Track[];
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #unsubscribe: () => void = () => undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#tracks = parts.work.map((work) => ({
      work,
      dueAtMs: null,
      endedAtMs: -Infinity,
      turn: null,
      isWoken: false,
      isHeldBack: false,
    }));
  }

  start(): void {
    this.#unsubscribe = this.#parts.store.subscribe((topic) => {
      for (const track of this.#tracks) if (track.work.wakesOn?.includes(topic) === true) this.#wake(track);
    });
    this.wakeAll();
  }

  /** A turn of everything is due: this process has come to lead. */
  wakeAll(): void {
    for (const track of this.#tracks) this.#wake(track);
  }

  /** A turn of `work` is due. */
  wake(work: StandingWork): void {
    for (const track of this.#tracks) if (track.work === work) this.#wake(track);
  }

  /** Begins nothing more and waits for the turns under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.all(this.#tracks.flatMap(({ turn }) => turn ?? []));
  }

  #wake(track: Track): void {
    track.work.woken?.();
    if (track.turn === null) this.#due(track, 0);
    else track.isWoken = true;
  }

  #due(track: Track, inMs: number): void {
    const rested = track.endedAtMs + (track.work.restMs ?? 0);
    track.dueAtMs = Math.max(rested, performance.now() + inMs);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#stopping.signal.aborted) return;
    const dues = this.#tracks.flatMap(({ dueAtMs, turn }) => (turn === null && dueAtMs !== null ? [dueAtMs] : []));
    if (dues.length === 0) return;
    const waitMs = Math.max(0, Math.min(...dues) - performance.now());
    this.#timer = setTimeout(() => this.#beginDue(), waitMs).unref();
  }

  #beginDue(): void {
    const nowMs = performance.now();
    for (const track of this.#tracks) {
      if (track.turn !== null || track.dueAtMs === null || track.dueAtMs > nowMs) continue;
      track.dueAtMs = null;
      if (track.work.isEverywhere === true || this.#parts.leads()) this.#begin(track);
      else track.isHeldBack = true;
    }
    this.#schedule();
  }

  /** The lease may have been held again without a moment at which it was seen to be gained. */
  #releaseHeldBack(): void {
    if (!this.#parts.leads()) return;
    for (const track of this.#tracks) {
      if (!track.isHeldBack) continue;
      track.isHeldBack = false;
      if (track.turn === null && track.dueAtMs === null) this.#due(track, 0);
    }
  }

  #begin(track: Track): void {
    track.isHeldBack = false;
    const { work } = track;
    track.turn = aside(() => work.turn(this.#stopping.signal))
      .catch((error: unknown) => {
        if (!this.#stopping.signal.aborted)
          log.error({ err: error, work: work.name }, 'A turn of background work broke off');
        return afterErrorMs;
      })
      .then((waitMs) => {
        track.turn = null;
        track.endedAtMs = performance.now();
        const { isWoken } = track;
        track.isWoken = false;
        this.#due(track, isWoken ? 0 : waitMs);
        this.#releaseHeldBack();
      });
  }
}
