import { type FeedState, type FeedTrouble } from '../../../ledger/feed';
import { pauseAfterTrouble, quietMs, reconnectMs } from '../../../ledger/feed-pace';
import { secondMs } from '../../../spans';
import { type Store, type Topic } from '../../../store';
import { type FeedEnd, FeedSession } from '../../ledger/feed-session';
import { type Management } from '../../management/client';
import { troubleOf } from '../../management/feed';
import { log } from '../../process/log';
import { type StandingWork } from '../standing-work';

interface FollowParts {
  store: Store;
  management: Management;
  /** Whether this process still holds the lease: without it another one follows the feed. */
  leads: () => boolean;
  /** Counts what was told. */
  onEvents?: (count: number) => void;
  /** A connection that brings nothing for this long (ms) is dead; shorter in tests. */
  quietAfterMs?: number;
}

/**
 * Follows the event feed and records what it tells, as the webhook does: one connection a turn, for as long as Auth0 keeps it
 * open. The same reading tells the ledger, because a tenant may have a single connection.
 */
export class FollowFeed implements StandingWork {
  readonly name = 'follow event feed';
  readonly wakesOn: readonly Topic[] = ['ledger'];
  readonly restMs = reconnectMs;
  readonly #parts: FollowParts;
  #failures = 0;
  /** By `performance.now()`. */
  #notBefore = -Infinity;
  #readThroughMs: number | null = null;

  constructor(parts: FollowParts) {
    this.#parts = parts;
  }

  /** How far behind what Auth0 has emitted the log is, in ms; null where this process does not follow the feed. */
  get lagMs(): number | null {
    if (this.#readThroughMs === null || !this.#parts.leads()) return null;
    return Math.max(0, this.#parts.store.nowMs() - this.#readThroughMs);
  }

  /** Follows until the connection ends; the ms until the next one. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store, management } = this.#parts;
    const state = await store.feedState();
    const waitMs = isWanted(state) ? 0 : this.#notBefore - performance.now();
    if (waitMs > 0) return waitMs;
    if (isWanted(state) && state.trouble !== null) management.token.dropOlderThan(secondMs);
    this.#readThroughMs = state.readThroughMs;
    const startedAtMs = store.nowMs();
    try {
      return this.#rest(await this.#follow(signal, state.trouble));
    } catch (error) {
      if (signal.aborted) return reconnectMs;
      return await this.#noteTrouble(troubleOf(error), startedAtMs);
    }
  }

  #follow(signal: AbortSignal, trouble: FeedTrouble | null): Promise<FeedEnd> {
    const { store, management, leads, onEvents, quietAfterMs = quietMs } = this.#parts;
    const session = new FeedSession({
      store,
      management,
      quietMs: quietAfterMs,
      way: { kind: 'endless', goesOn: leads },
      onOpen: async () => {
        await store.noteFeedTry(null, store.nowMs());
        if (trouble !== null) log.info('The event feed is followed again');
      },
      onSaved: ({ events, readThroughMs }) => {
        this.#failures = 0;
        this.#readThroughMs = readThroughMs ?? this.#readThroughMs;
        onEvents?.(events);
        if (events > 0) log.debug({ events }, 'Events of the feed were recorded');
      },
    });
    return session.read(signal);
  }

  /** After a rotation at once; a connection that breaks again and again before it told anything is given time. */
  #rest(end: FeedEnd): number {
    if (end !== 'closed' && end !== 'dropped') return reconnectMs;
    this.#failures += 1;
    return this.#pause('unavailable');
  }

  async #noteTrouble(trouble: Omit<FeedTrouble, 'sinceMs'>, atMs: number): Promise<number> {
    this.#failures += 1;
    if (this.#failures === 1) log.warn({ kind: trouble.kind }, 'The event feed is not followed');
    await this.#parts.store.noteFeedTry(trouble, atMs);
    return this.#pause(trouble.kind);
  }

  #pause(kind: FeedTrouble['kind']): number {
    const pauseMs = pauseAfterTrouble(kind, { failures: this.#failures, random: Math.random() });
    this.#notBefore = performance.now() + pauseMs;
    return pauseMs;
  }
}

/** Whether a person wants a try that has not begun. */
const isWanted = ({ wantedAtMs, triedAtMs }: FeedState) => wantedAtMs !== null && wantedAtMs > (triedAtMs ?? 0);
