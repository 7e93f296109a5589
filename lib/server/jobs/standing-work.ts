import { type Topic } from '../../store';

/**
 * Work without an end, done turn by turn by the runner. What it must remember is in the store: the next turn may be another
 * process's.
 */
export interface StandingWork {
  /** Names it in the log. */
  name: string;
  /** Notices that make a turn due at once. */
  wakesOn?: readonly Topic[];
  /** The least time (ms) from one turn to the next, however often it is woken. */
  restMs?: number;
  /** Every process does it, not only the one that holds the lease. */
  isEverywhere?: boolean;
  /** Hears that it was woken, also during a turn. Neither throws nor waits. */
  woken?: () => void;
  /** Does what is due; the time until the next turn, in ms. What it throws is logged, and tried again after a moment. */
  turn: (signal: AbortSignal) => Promise<number>;
}
