import { secondMs } from '../../spans';
import { type LeaseStore } from '../../leases/lease-store';
import { log } from '../process/log';
import { processFamily } from '../process/role';
import { type StandingWork } from './standing-work';

/** How long others wait for a process that was killed, in ms. */
const leaseMs = 15 * secondMs;
const renewEveryMs = 5 * secondMs;

const lease = 'workers';

/**
 * Whether this process does the background work: of all that share a store, one holds the lease. Two may believe so for a
 * moment after a process stood still; claims are conditional, so that does no harm.
 */
export class Leadership implements StandingWork {
  readonly name = 'lease';
  readonly isEverywhere = true;
  readonly #store: LeaseStore;
  readonly #holder: string;
  readonly #onGained: () => void;
  #heldUntilMs = 0;

  constructor(store: LeaseStore, { onGained, holder }: { onGained: () => void; holder?: string }) {
    this.#store = store;
    this.#onGained = onGained;
    this.#holder = holder ?? processFamily();
  }

  get isHeld(): boolean {
    return performance.now() < this.#heldUntilMs;
  }

  async turn(signal: AbortSignal): Promise<number> {
    const askedAtMs = performance.now();
    const hadIt = this.isHeld;
    try {
      const isHeld = await this.#store.holdLease(lease, this.#holder, leaseMs);
      this.#heldUntilMs = isHeld ? askedAtMs + leaseMs : 0;
    } catch (error) {
      // It is held until it runs out: the next try may find the store well again.
      if (!signal.aborted) log.warn({ err: error }, 'The lease of the background work could not be renewed');
    }
    if (this.isHeld && !hadIt) this.#onGained();
    return renewEveryMs;
  }

  /** Gives the lease back, so that another process goes on at once. Call it after the last turn. */
  async release(): Promise<void> {
    const wasHeld = this.isHeld;
    this.#heldUntilMs = 0;
    // A store that cannot take it back lets it run out.
    if (wasHeld) await this.#store.releaseLease(lease, this.#holder).catch(() => undefined);
  }
}
