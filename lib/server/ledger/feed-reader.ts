import { type FeedState, readEveryMs, readForMs } from '../../ledger/feed';
import { quietMs, reconnectMs } from '../../ledger/feed-pace';
import { type LedgerStore } from '../../ledger/ledger-store';
import { secondMs } from '../../spans';
import { type Store, type Topic } from '../../store';
import { type Management } from '../management/client';
import { troubleOf } from '../management/feed';
import { log } from '../process/log';
import { FeedSession } from './feed-session';
import { settleLedger } from './settle-ledger';

interface ReaderParts {
  store: LedgerStore & Pick<Store, 'nowMs'>;
  management: Management;
  /** Pauses and limits in ms, shorter in tests. */
  everyMs?: number;
  forMs?: number;
}

/**
 * Reads the event feed for the ledger: briefly and on a schedule, so that a tenant with one connection can still be used by
 * others. Its place is its own and is saved with what was told, so that neither a restart nor an event that arrives can move it.
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
    await settleLedger(this.#store, signal);
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
      const way = { kind: 'brief', forMs: leftMs } as const;
      const session = new FeedSession({ store: this.#store, management: this.#management, quietMs, way });
      const end = await session.read(signal);
      if (end !== 'rotated' && end !== 'dropped') return;
      await pause(reconnectMs, signal);
    }
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
