import { type ConnectorConfig } from '../../connectors/connector-config';
import { type ClaimedLane, type Settlement } from '../../connectors/connector-store';
import { type Judgement } from '../../connectors/judge-answer';
import { type Store } from '../../store';
import { type AddressGuard } from './address-guard';

/** What a push works with. */
export interface PushWorld<Config extends ConnectorConfig> {
  store: Pick<Store, 'laneEvents' | 'carriedUsers' | 'nowMs'>;
  connectorId: number;
  config: Config;
  /** Opened secrets by name. */
  secrets: ReadonlyMap<string, string>;
  guard: AddressGuard;
  /** Takes the permit for one more request; false when the rate is used up. */
  takePermit: () => boolean;
  /** Whether nothing more may begin. */
  isStopping: () => boolean;
}

/** How far a push came, and what ended it; null when all was taken, or when it only made room for others. */
export interface Pushed {
  doneSeq: number;
  calls: Settlement['calls'];
  stopped: { judgement: Exclude<Judgement, { kind: 'taken' }>; error: string } | null;
}

/** How connectors of one kind carry on what is due. Adding a kind touches no file of the engine. */
export interface PushWork<Config extends ConnectorConfig> {
  /** Pushes of a connector under way at a time, and lanes in one push, at most. */
  mostPushes: number;
  lanesInPush: number;
  /** Lanes that may be begun in one second. */
  perSecond: (config: Config) => number;
  /** Secrets without which nothing can be pushed. */
  secretNames: readonly string[];
  /** Pushes these lanes; what came of each, in their order. What it throws leaves them to be claimed again. */
  push: (world: PushWorld<Config>, lanes: readonly ClaimedLane[]) => Promise<Pushed[]>;
  /** Lets go of what it holds open. */
  end: () => Promise<void>;
}
