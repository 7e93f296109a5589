/** No lease is given for longer, in milliseconds. */
export const longestLeaseMs = 5 * 60_000;

/** Who does what only one process at a time should do. */
export interface LeaseStore {
  /**
   * Takes the lease `name` for `holder`, or prolongs it, until `ttlMs` from now (at most `longestLeaseMs`) by the store's clock (`nowMs`). False while
   * another holder has it. Two may believe for a moment that they hold it, where one of them stood still for longer than
   * `ttlMs`: what is done under a lease must survive that.
   */
  holdLease(name: string, holder: string, ttlMs: number): Promise<boolean>;
  /** Gives a lease back, so that another may have it at once. Nothing when `holder` does not have it. */
  releaseLease(name: string, holder: string): Promise<void>;
}
