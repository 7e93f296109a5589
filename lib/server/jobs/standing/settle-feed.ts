import { minuteMs } from '../../../spans';
import { type Store } from '../../../store';
import { settleLedger } from '../../ledger/settle-ledger';
import { type StandingWork } from '../standing-work';

/** Keeps the ledger compared and short while the feed is followed: a reading that never ends cannot do it at its end. */
export class SettleFeed implements StandingWork {
  readonly name = 'compare event feed';
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async turn(signal: AbortSignal): Promise<number> {
    await settleLedger(this.#store, signal);
    return minuteMs;
  }
}
