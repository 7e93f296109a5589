import { type FedEvent, type FeedHole, type FeedState, graceMs, readEveryMs, readForMs } from '../../ledger/feed';
import { type LedgerStore } from '../../ledger/ledger-store';
import { dayMs, hourMs, secondMs } from '../../spans';
import { type Store, type Topic } from '../../store';
import { type Management } from '../management/client';
import { isManagementError } from '../management/errors';
import { type FeedMessage, type FeedStart, isPlaceForgotten, readFeed, troubleOf } from '../management/feed';
import { log } from '../process/log';

interface ReaderParts {
  store: LedgerStore & Pick<Store, 'nowMs'>;
  management: Management;
  /** Pauses and limits in ms, shorter in tests. */
  everyMs?: number;
  forMs?: number;
}

/** Events and UTF-16 units of their copies that are saved at a time: some milliseconds of the process that writes. */
const mostAtOnce = 200;
const mostUnits = 1_048_576;

/** Between two connections of one read, in ms, as Auth0's own tools pause. */
const reconnectMs = secondMs;

/** Without an event for this long (ms) at the end of a read, everything was told, even where Auth0 sent no marker. */
const idleMs = 5 * secondMs;

/** A marker while events of this age (ms) still come is no sign of the end. */
const freshMs = 60 * secondMs;

/** What the ledger keeps: its longest range and a day, and no more events than a disk should hold for it. */
const keptMs = 15 * dayMs;
const mostKept = 1_000_000;

/** Where reading begins when an offset is forgotten: as far back as Auth0 goes. */
const fallbacksMs = [0, 14 * dayMs, 7 * dayMs, 3 * dayMs, dayMs, hourMs];

/** Events compared, or forgotten, in one transaction, and how many such steps one turn does. */
const comparedAtOnce = 500;
const stepsAtOnce = 400;

/**
 * Reads the event feed: briefly and on a schedule, so that a tenant with one connection can still be used by others. Its
 * place is its own and is saved with what was told, so that neither a restart nor an event that arrives can move it.
 */
export class FeedReader {
  readonly name = 'event feed';
  readonly wakesOn: readonly Topic[] = ['ledger'];
  readonly #store: ReaderParts['store'];
  readonly #management: Management;
  readonly #everyMs: number;
  readonly #forMs: number;

  constructor({ store, management, everyMs = readEveryMs, forMs = readForMs }: ReaderParts) {
    this.#store = store;
    this.#management = management;
    this.#everyMs = everyMs;
    this.#forMs = forMs;
  }

  /** Reads when it is time, or when a person wants it. The ms until the next turn. */
  async turn(signal: AbortSignal): Promise<number> {
    const state = await this.#store.feedState();
    const waitMs = this.#waitMs(state);
    if (waitMs > 0) return waitMs;
    if (state.wantedAtMs !== null && state.trouble !== null) this.#management.token.dropOlderThan(secondMs);
    const startedAtMs = this.#store.nowMs();
    try {
      await this.#read(signal);
      if (!signal.aborted) await this.#store.noteFeedTry(null, startedAtMs);
    } catch (error) {
      if (signal.aborted) return this.#everyMs;
      const trouble = troubleOf(error);
      log.warn({ kind: trouble.kind }, 'The event feed could not be read');
      await this.#store.noteFeedTry(trouble, startedAtMs);
    }
    await this.#compare(signal);
    await this.#forget(signal);
    return this.#everyMs;
  }

  #waitMs({ triedAtMs, wantedAtMs }: FeedState): number {
    if (triedAtMs === null || (wantedAtMs !== null && wantedAtMs > triedAtMs)) return 0;
    const nowMs = this.#store.nowMs();
    // A clock that was set back must not hold it up.
    if (triedAtMs > nowMs) return 0;
    return Math.max(0, triedAtMs + this.#everyMs - nowMs);
  }

  /** Connects again as long as there is time: Auth0 ends a connection as it likes. */
  async #read(signal: AbortSignal): Promise<void> {
    const endAtMs = performance.now() + this.#forMs;
    for (let isFirst = true; ; isFirst = false) {
      const leftMs = endAtMs - performance.now();
      if (signal.aborted || (!isFirst && leftMs < reconnectMs)) return;
      const session = new FeedSession(this.#store, this.#management, leftMs);
      if (await session.read(signal)) return;
      await pause(reconnectMs, signal);
    }
  }

  async #compare(signal: AbortSignal): Promise<void> {
    const { readThroughMs } = await this.#store.feedState();
    if (readThroughMs === null) return;
    for (let step = 0; step < stepsAtOnce && !signal.aborted; step += 1) {
      if (await this.#store.matchFeed(readThroughMs - graceMs, comparedAtOnce)) return;
    }
  }

  async #forget(signal: AbortSignal): Promise<void> {
    const beforeMs = this.#store.nowMs() - keptMs;
    for (let step = 0; step < stepsAtOnce && !signal.aborted; step += 1) {
      if ((await this.#store.pruneFeed(beforeMs, mostKept, comparedAtOnce)) < comparedAtOnce) return;
    }
  }
}

/** One connection: from the saved place until everything was told, time is up, or Auth0 ends it. */
class FeedSession {
  readonly #store: ReaderParts['store'];
  readonly #management: Management;
  readonly #forMs: number;
  #state: FeedState | null = null;
  #waiting: FedEvent[] = [];
  #units = 0;
  #cursor: string | null = null;
  #lastEventMs: number | null = null;
  #quietSince = performance.now();
  /** The beginning that is not known yet: the first event, or the end of reading, tells it. */
  #begins: { fromMs: number | null } | null = null;

  constructor(store: ReaderParts['store'], management: Management, forMs: number) {
    this.#store = store;
    this.#management = management;
    this.#forMs = forMs;
  }

  /** Whether everything was told, or time is up; false when Auth0 ended the connection before. */
  async read(signal: AbortSignal): Promise<boolean> {
    this.#state = await this.#store.feedState();
    this.#cursor = this.#state.cursor;
    const timeUp = AbortSignal.timeout(Math.max(1, Math.ceil(this.#forMs)));
    const ends = AbortSignal.any([signal, timeUp]);
    try {
      for await (const message of this.#open(ends)) {
        if (message.kind === 'closed') return await this.#close(message.code);
        if (await this.#take(message)) return true;
        if (ends.aborted) break;
      }
    } catch (error) {
      if (!ends.aborted) throw error;
    }
    const isQuiet = timeUp.aborted && !signal.aborted && performance.now() - this.#quietSince >= idleMs;
    await this.#save({ readThroughMs: isQuiet ? this.#store.nowMs() - idleMs : this.#lastEventMs });
    return ends.aborted;
  }

  /** Whether there is no use in connecting again. */
  async #close(code: string): Promise<boolean> {
    await this.#save({ readThroughMs: this.#lastEventMs });
    if (code === 'connection_timeout' || code === 'cursor_expired') return false;
    log.warn({ code }, 'Auth0 closed the event feed');
    return true;
  }

  /** True once a marker says that everything was told. */
  async #take(message: Extract<FeedMessage, { kind: 'event' | 'marker' }>): Promise<boolean> {
    this.#cursor = message.cursor;
    if (message.kind === 'event') {
      this.#waiting.push(message.event);
      this.#units += message.event.body.length;
      this.#lastEventMs = message.event.timeMs;
      this.#quietSince = performance.now();
      const isFull = this.#waiting.length >= mostAtOnce || this.#units >= mostUnits;
      if (isFull) await this.#save({ readThroughMs: this.#lastEventMs });
      return false;
    }
    const nowMs = this.#store.nowMs();
    const isCaughtUp =
      this.#lastEventMs === null ||
      nowMs - this.#lastEventMs < freshMs ||
      performance.now() - this.#quietSince >= secondMs;
    await this.#save({ readThroughMs: isCaughtUp ? nowMs : this.#lastEventMs });
    return isCaughtUp;
  }

  /** From the saved offset; where Auth0 has forgotten it, or there is none, from a time. */
  async *#open(signal: AbortSignal): AsyncGenerator<FeedMessage, void, undefined> {
    const state = this.#state;
    if (state !== null && state.cursor !== null) {
      try {
        yield* readFeed(this.#management, { cursor: state.cursor }, signal);
        return;
      } catch (error) {
        if (!isManagementError(error) || !isPlaceForgotten(error)) throw error;
        log.warn('Auth0 has forgotten the place in the event feed that was read to');
        this.#cursor = null;
      }
    }
    this.#begins = { fromMs: state?.readThroughMs ?? null };
    const nowMs = this.#store.nowMs();
    const wantedMs = state?.readThroughMs ?? Math.max(nowMs - keptMs + dayMs, state?.logFromMs ?? nowMs);
    const starts = fallbacksMs.map((agoMs) => (agoMs === 0 ? wantedMs : nowMs - agoMs)).concat(nowMs);
    yield* this.#fromFirstOf(
      starts.filter((atMs) => atMs >= wantedMs),
      signal,
    );
  }

  /** Some times are too far back for Auth0: the first that it takes. */
  async *#fromFirstOf(starts: readonly number[], signal: AbortSignal): AsyncGenerator<FeedMessage, void, undefined> {
    for (const [index, atMs] of starts.entries()) {
      try {
        const start: FeedStart = { atMs };
        yield* readFeed(this.#management, start, signal);
        return;
      } catch (error) {
        const isRefused = isManagementError(error) && (isPlaceForgotten(error) || error.upstreamStatus === 400);
        if (!isRefused || index === starts.length - 1) throw error;
      }
    }
  }

  async #save({ readThroughMs }: { readThroughMs: number | null }): Promise<void> {
    const state = this.#state;
    if (state === null) return;
    const { coveredFromMs, hole } = this.#beginning(readThroughMs);
    const isNothing = this.#waiting.length === 0 && readThroughMs === null && this.#cursor === state.cursor;
    if (isNothing) return;
    const atMs = this.#store.nowMs();
    const step = { revision: state.revision, cursor: this.#cursor, events: this.#waiting, atMs };
    const isSaved = await this.#store.saveFeedStep({ ...step, readThroughMs, coveredFromMs, hole });
    if (!isSaved) throw new Error('Another process reads the event feed');
    this.#state = { ...state, revision: state.revision + 1, cursor: this.#cursor };
    this.#waiting = [];
    this.#units = 0;
  }

  /** Where a reading from a time begins: before its first event, or else its end, nothing is known. */
  #beginning(readThroughMs: number | null): { coveredFromMs: number | null; hole: FeedHole | null } {
    const begins = this.#begins;
    const firstMs = this.#waiting[0]?.timeMs ?? readThroughMs;
    if (begins === null || firstMs === null) return { coveredFromMs: null, hole: null };
    this.#begins = null;
    if (begins.fromMs === null) return { coveredFromMs: firstMs, hole: null };
    const hole = firstMs > begins.fromMs ? { fromMs: begins.fromMs, toMs: firstMs } : null;
    return { coveredFromMs: null, hole };
  }
}

/** Resolves early when `signal` is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
