import { type Beat, type Outage } from './outage';

export interface HeartbeatStore {
  /**
   * Notes that the process which receives lives. When the newest beat on record is older than the life of this process
   * (`outageBefore`), what lies between is kept as an outage, once. The newest 1,000 outages are kept. Announces nothing.
   */
  beat(beat: Beat): Promise<void>;
  /** Outages that touch the range, its ends included, oldest first, at most 1,000. */
  outages(range: Outage): Promise<Outage[]>;
  /** The first beat ever: of the time before it nothing is known. Null without one. */
  firstBeatMs(): Promise<number | null>;
}
