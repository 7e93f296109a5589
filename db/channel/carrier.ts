/**
 * What the circumstances of a deed, such as the trace that it belongs to, are taken along by. The channel hands text over and
 * knows not what it says.
 */
export interface Carrier {
  /** The present circumstances; undefined where there are none. */
  carry(): string | undefined;
  /** Does `work` in those that were carried here. Calls it before it returns. */
  within<T>(carried: string | undefined, work: () => T): T;
}

/** Takes nothing along. */
export const noCarrier: Carrier = { carry: () => undefined, within: (_, work) => work() };
