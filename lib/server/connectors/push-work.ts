import { type Connector } from '../../connectors/connector';
import { type ConnectorConfig } from '../../connectors/connector-config';
import { type ClaimedLane, type Settlement } from '../../connectors/connector-store';
import { type Judgement } from '../../connectors/judge-answer';
import { type Store } from '../../store';
import { type AddressGuard } from './address-guard';

/** What a push works with. */
export interface PushWorld<Config extends ConnectorConfig> {
  store: Pick<
    Store,
    | 'laneEvents'
    | 'carriedUsers'
    | 'lanesOfRecord'
    | 'claimRecord'
    | 'emailsBefore'
    | 'userWithIdentity'
    | 'lanesOfUser'
    | 'liveUserByEmail'
    | 'deactivatedSince'
    | 'linkCount'
    | 'nowMs'
  >;
  connector: Pick<Connector, 'id' | 'createdAtMs' | 'deletionsConfirmedSeq'>;
  config: Config;
  /** Opened secrets by name. */
  secrets: ReadonlyMap<string, string>;
  guard: AddressGuard;
  /** Takes the permit for one more request; false when the rate is used up. */
  takePermit: () => boolean;
  /** Waits for the permit of one more request, so many ms at most; false when nothing more may begin, or none came. */
  untilPermit: (mostMs: number) => Promise<boolean>;
  /** Asks Auth0 whether a user is gone; null: it cannot be asked. */
  isGoneAtAuth0: (userId: string) => Promise<boolean | null>;
  /** Whether nothing more may begin. */
  isStopping: () => boolean;
}

/** How far a push came, and what ended it; null when all was taken, or when it only made room for others. */
export interface Pushed {
  doneSeq: number;
  calls: Settlement['calls'];
  stopped: { judgement: Exclude<Judgement, { kind: 'taken' }>; error: string } | null;
  /** What the lane remembers of its record from then on; nothing for kinds that have none. */
  record?: Settlement['record'];
}

/** Ends the push of a user that the mirror does not have: the change that brings it there wakes the lane again. */
export const notMirrored: NonNullable<Pushed['stopped']> = {
  judgement: { kind: 'park', reason: 'not_mirrored' },
  error: '',
};

/** How connectors of one kind carry on what is due. Adding a kind touches no file of the engine. */
export interface PushWork<Config extends ConnectorConfig> {
  /** Pushes of a connector under way at a time, and lanes in one push, at most. */
  mostPushes: number;
  lanesInPush: number;
  /** Requests that may be begun in one second; `connectorId` names whose limits were learnt. */
  perSecond: (config: Config, connectorId: number) => number;
  /** Secrets without which nothing can be pushed. */
  secretNames: readonly string[];
  /** Pushes these lanes; what came of each, in their order. What it throws leaves them to be claimed again. */
  push: (world: PushWorld<Config>, lanes: readonly ClaimedLane[]) => Promise<Pushed[]>;
  /** Lets go of what it holds open. */
  end: () => Promise<void>;
}
