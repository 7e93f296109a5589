import { type FedEvent, type FeedHole, type FeedState } from '../../ledger/feed';
import { type LedgerStore } from '../../ledger/ledger-store';
import { dayMs, hourMs, secondMs } from '../../spans';
import { type Store } from '../../store';
import { type Management } from '../management/client';
import { isManagementError } from '../management/errors';
import { type FeedMessage, type FeedStart, isPlaceForgotten, readFeed } from '../management/feed';
import { log } from '../process/log';
import { receiptOfCopy } from './feed-receipt';
import { keptMs } from './settle-ledger';

/** Events and UTF-16 units of their copies that are saved at a time: some milliseconds of the process that writes. */
const mostAtOnce = 200;
const mostUnits = 1_048_576;

/** Without an event for this long (ms) at the end of a read, everything was told, even where Auth0 sent no marker. */
const idleMs = 5 * secondMs;

/** A marker while events of this age (ms) still come is no sign of the end. */
const freshMs = 60 * secondMs;

/** Where reading begins when an offset is forgotten: as far back as Auth0 goes. */
const fallbacksMs = [0, 14 * dayMs, 7 * dayMs, 3 * dayMs, dayMs, hourMs];

export interface FeedSessionParts {
  store: LedgerStore & Pick<Store, 'nowMs'>;
  management: Management;
  /** Ends a connection that brings nothing for this long, in ms. */
  quietMs: number;
  /**
   * `brief`: until everything was told or the time is up, for the ledger alone. `endless`: until the connection ends, and what
   * is told is recorded as a receipt too.
   */
  way: { kind: 'brief'; forMs: number } | { kind: 'endless'; goesOn: () => boolean };
  /** Hears of what was saved. */
  onSaved?: (saved: { events: number; readThroughMs: number | null }) => void;
  /** Hears that Auth0 has taken the connection. */
  onOpen?: () => Promise<void>;
}

/**
 * How a connection ended. `told`: everything was told, or the time is up. `rotated`: Auth0 ended it, as it does after some
 * minutes. `closed`: Auth0 ended it for another reason. `dropped`: it ended without a word. `taken`: another process reads the
 * feed. `stopped`: this process is to read no more.
 */
export type FeedEnd = 'told' | 'rotated' | 'closed' | 'dropped' | 'taken' | 'stopped';

/** One connection to the feed, from the saved place on. What is told is saved with its place. */
export class FeedSession {
  readonly #parts: FeedSessionParts;
  #state: FeedState | null = null;
  #waiting: FedEvent[] = [];
  #units = 0;
  #cursor: string | null = null;
  #lastEventMs: number | null = null;
  #quietSince = performance.now();
  /** The beginning that is not known yet: the first event, or the end of reading, tells it. */
  #begins: { fromMs: number | null } | null = null;
  #isTaken = false;

  constructor(parts: FeedSessionParts) {
    this.#parts = parts;
  }

  /** Reads until the connection has an end. Throws `ManagementError`. */
  async read(signal: AbortSignal): Promise<FeedEnd> {
    const { store, way } = this.#parts;
    this.#state = await store.feedState();
    this.#cursor = this.#state.cursor;
    const timeUp = way.kind === 'brief' ? AbortSignal.timeout(Math.max(1, Math.ceil(way.forMs))) : null;
    const ends = timeUp === null ? signal : AbortSignal.any([signal, timeUp]);
    const end = await this.#readUntil(ends);
    if (end !== null) return end;
    const isQuiet = timeUp?.aborted === true && !signal.aborted && performance.now() - this.#quietSince >= idleMs;
    await this.#save(isQuiet ? store.nowMs() - idleMs : this.#lastEventMs);
    if (this.#isTaken) return 'taken';
    if (signal.aborted) return 'stopped';
    return timeUp?.aborted === true ? 'told' : 'dropped';
  }

  /** Null when the connection ended without a word, or `ends` was heard. */
  async #readUntil(ends: AbortSignal): Promise<FeedEnd | null> {
    const quiet = new AbortController();
    const timer = setTimeout(() => quiet.abort(), this.#parts.quietMs).unref();
    try {
      for await (const message of this.#open(AbortSignal.any([ends, quiet.signal]), () => timer.refresh())) {
        const end = await this.#take(message);
        if (end !== null) return end;
        if (ends.aborted) break;
      }
    } catch (error) {
      if (!ends.aborted && !quiet.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
    }
    if (quiet.signal.aborted && !ends.aborted) log.warn('The event feed fell silent and is connected to anew');
    return null;
  }

  async #take(message: FeedMessage): Promise<FeedEnd | null> {
    const { way } = this.#parts;
    const end = await this.#takeIn(message);
    if (end !== null) return end;
    if (this.#isTaken) return 'taken';
    return way.kind === 'endless' && !way.goesOn() ? 'stopped' : null;
  }

  async #takeIn(message: FeedMessage): Promise<FeedEnd | null> {
    const isBrief = this.#parts.way.kind === 'brief';
    switch (message.kind) {
      case 'open':
        await this.#parts.onOpen?.();
        return null;
      case 'event':
        await this.#takeEvent(message);
        return null;
      case 'marker':
        return (await this.#takeMarker(message.cursor)) && isBrief ? 'told' : null;
      case 'pause':
        if (!isBrief && this.#waiting.length > 0) await this.#save(this.#lastEventMs);
        return null;
      case 'closed':
        return this.#close(message);
    }
  }

  async #close({ code, cursor }: Extract<FeedMessage, { kind: 'closed' }>): Promise<FeedEnd> {
    // An event that is too large to be told would end every connection that begins before it.
    if (code === 'payload_too_large' && cursor !== null) {
      log.error('Auth0 cannot tell an event by the feed: it is too large, and is passed over');
      this.#cursor = cursor;
    }
    await this.#save(this.#lastEventMs);
    if (code === 'connection_timeout' || code === 'cursor_expired') return 'rotated';
    log.warn({ code }, 'Auth0 closed the event feed');
    return 'closed';
  }

  async #takeEvent({ cursor, event }: Extract<FeedMessage, { kind: 'event' }>): Promise<void> {
    this.#cursor = cursor;
    this.#waiting.push(event);
    this.#units += event.body.length;
    this.#lastEventMs = event.timeMs;
    this.#quietSince = performance.now();
    const isFull = this.#waiting.length >= mostAtOnce || this.#units >= mostUnits;
    if (isFull) await this.#save(this.#lastEventMs);
  }

  /** True when the marker says that everything was told. */
  async #takeMarker(cursor: string): Promise<boolean> {
    this.#cursor = cursor;
    const nowMs = this.#parts.store.nowMs();
    const isCaughtUp =
      this.#lastEventMs === null ||
      nowMs - this.#lastEventMs < freshMs ||
      performance.now() - this.#quietSince >= secondMs;
    await this.#save(isCaughtUp ? nowMs : this.#lastEventMs);
    return isCaughtUp;
  }

  /** From the saved offset; where Auth0 has forgotten it, or there is none, from a time. */
  async *#open(signal: AbortSignal, heard: () => void): AsyncGenerator<FeedMessage, void, undefined> {
    const { management, store } = this.#parts;
    const state = this.#state;
    if (state !== null && state.cursor !== null) {
      try {
        yield* readFeed(management, { cursor: state.cursor }, { signal, heard });
        return;
      } catch (error) {
        if (!isManagementError(error) || !isPlaceForgotten(error)) throw error;
        log.warn('Auth0 has forgotten the place in the event feed that was read to');
        this.#cursor = null;
      }
    }
    this.#begins = { fromMs: state?.readThroughMs ?? null };
    const nowMs = store.nowMs();
    const wantedMs = state?.readThroughMs ?? Math.max(nowMs - keptMs + dayMs, state?.logFromMs ?? nowMs);
    const starts = fallbacksMs.map((agoMs) => (agoMs === 0 ? wantedMs : nowMs - agoMs)).concat(nowMs);
    yield* this.#fromFirstOf(
      starts.filter((atMs) => atMs >= wantedMs),
      { signal, heard },
    );
  }

  /** Some times are too far back for Auth0: the first that it takes. */
  async *#fromFirstOf(
    starts: readonly number[],
    ears: { signal: AbortSignal; heard: () => void },
  ): AsyncGenerator<FeedMessage, void, undefined> {
    for (const [index, atMs] of starts.entries()) {
      try {
        const start: FeedStart = { atMs };
        yield* readFeed(this.#parts.management, start, ears);
        return;
      } catch (error) {
        const isRefused = isManagementError(error) && (isPlaceForgotten(error) || error.upstreamStatus === 400);
        if (!isRefused || index === starts.length - 1) throw error;
      }
    }
  }

  async #save(readThroughMs: number | null): Promise<void> {
    const state = this.#state;
    if (state === null || this.#isTaken) return;
    const { store, way, onSaved } = this.#parts;
    const { coveredFromMs, hole } = this.#beginning(readThroughMs);
    const events = this.#waiting;
    const isNothing = events.length === 0 && readThroughMs === null && this.#cursor === state.cursor;
    if (isNothing) return;
    const atMs = store.nowMs();
    const receipts = way.kind === 'brief' ? [] : events.flatMap(({ body }) => receiptOfCopy(body, atMs) ?? []);
    const step = { revision: state.revision, cursor: this.#cursor, events, receipts, atMs };
    const isSaved = await store.saveFeedStep({ ...step, readThroughMs, coveredFromMs, hole });
    if (!isSaved) {
      this.#isTaken = true;
      return;
    }
    if (hole !== null) log.warn({ ...hole }, 'Auth0 had forgotten a time of the event feed before it was read');
    onSaved?.({ events: events.length, readThroughMs });
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
