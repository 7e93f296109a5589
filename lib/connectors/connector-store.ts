import { type Page, type PageRequest } from '../page';
import { type BackfillStore } from './backfill-store';
import {
  type CallResult,
  type Connector,
  type ConnectorCall,
  type ConnectorHour,
  type ConnectorKind,
  type HoldReason,
  type Lane,
  type LaneCounts,
  type LaneState,
  type ReviewReason,
} from './connector';
import { type ConnectorConfig } from './connector-config';
import { type ConnectorFinding } from './connector-finding';
import { type PushEnd } from './lane-steps';
import { type FormerEmail } from './records/former-emails';
import { type LaneVerdict } from './records/decide-lane';
import { type LaneDecision, type LaneRole, type RecordLink } from './records/record';
import { type VerifyStore } from './verify-store';
import { type CarriedUser } from './mirror-source';
import { type CarriedEvent, type LoggedEvent, type Wake } from './plan-wakes';

/** Who acts, and when (epoch ms). */
export interface ActedBy {
  actor: string;
  atMs: number;
}

/** A value that only this installation can open, and what may be told of it. */
export interface ConnectorSecret {
  /** `signing`, `signing_before`. */
  name: string;
  sealed: string;
  setAtMs: number;
  setBy: string;
}

/** What was read after a connector's cursor, and whom it wakes. */
export interface Plan {
  connectorId: number;
  /** The cursor that the events were read after. */
  fromSeq: number;
  /** Where it stands from then on. */
  toSeq: number;
  wakes: readonly Wake[];
}

/** Who takes lanes, and for how long (ms). A holder's name holds no blank. */
export interface LaneLease {
  holder: string;
  ms: number;
  /** The settings that the lanes will be pushed under: none are handed out once newer ones are saved. */
  configVersion?: number;
}

/** A lane in the hands of this process. */
export interface ClaimedLane {
  connectorId: number;
  seq: number;
  key: string;
  isEvent: boolean;
  wantedSeq: number;
  doneSeq: number;
  attempts: number;
  /** Since when something waits to be carried on; null when nothing does. */
  waitingSinceMs: number | null;
  /** The record that the user is linked to; null where there is none, and for systems without records. */
  link: RecordLink | null;
  /** The push before may or may not have happened: it was never settled, or nobody knows how it ended. */
  isOpen: boolean;
  /** What a person has decided for this push. */
  decision: LaneDecision | null;
  /** Proves at the end that nobody else was given the lane meanwhile. */
  token: string;
}

/** What a push has found out about a user's record. */
export interface SettledRecord {
  /** Takes the place of the link that the lane had. */
  link: RecordLink | null;
  /** Nobody knows whether the last request happened: the next push sends all values. */
  isOpen: boolean;
  /** The record passes to this user, and this lane keeps no link. */
  handOver?: { userId: string } | null;
}

/** How a push ended, with every request that it made. */
export interface Settlement {
  connectorId: number;
  laneSeq: number;
  laneKey: string;
  token: string;
  /** A push that ends in `park` has carried on everything that it was claimed for. */
  doneSeq: number;
  end: PushEnd;
  /** Without it the link stays as it is, and the push is known to have ended. */
  record?: SettledRecord;
  calls: readonly Omit<ConnectorCall, 'seq' | 'connectorId' | 'laneKey'>[];
}

/** A finding, and about which connector. */
export interface FoundOut {
  connectorId: number;
  finding: ConnectorFinding;
}

export interface LaneQuery {
  states?: readonly LaneState[] | undefined;
  /** Beginning of the key. */
  q?: string | undefined;
}

export interface CallQuery {
  results?: readonly CallResult[] | undefined;
  laneKey?: string | undefined;
}

/** What a person does with a lane. `push`: try now. `skip`: pass over the event that keeps failing, for good. */
export type LaneAct = 'push' | 'skip';

/** A lane of any connector. */
export interface ConnectorLane extends Lane {
  connectorId: number;
}

/** A user that is linked to a record. */
export interface LinkedUser {
  key: string;
  role: LaneRole;
  isLive: boolean;
}

export interface ReviewQuery {
  connectorId?: number | undefined;
  reasons?: readonly ReviewReason[] | undefined;
  /** Only lanes that wait since then, in epoch ms. */
  sinceMs?: number | undefined;
}

export interface ReviewCount {
  connectorId: number;
  reason: ReviewReason;
  count: number;
}

export interface ConnectorStore extends BackfillStore, VerifyStore {
  /** All connectors, oldest first. At most 100 can be made. */
  listConnectors(): Promise<Connector[]>;
  getConnector(id: number): Promise<Connector | null>;
  /** Makes a draft, with its secrets. Null when another one has the name, or when there are 100. Writes an audit row. */
  createConnector(
    connector: {
      kind: ConnectorKind;
      name: string;
      config: ConnectorConfig;
      secrets: readonly { name: string; sealed: string }[];
    },
    by: ActedBy,
  ): Promise<Connector | null>;
  /**
   * Saves name and settings, unless somebody has saved since `ifVersion`. Lanes keep their places. `name_taken`: another one
   * has the name. Writes an audit row that names what has changed.
   */
  changeConnector(
    id: number,
    change: {
      name: string;
      config: ConnectorConfig;
      ifVersion: number;
      /** Names of what has changed, for the audit trail. */
      changed: readonly string[];
      /** Secrets that are set with it. */
      secrets?: readonly { name: string; sealed: string }[];
    },
    by: ActedBy,
  ): Promise<{ connector: Connector; result: 'saved' | 'outdated' | 'name_taken' } | null>;
  /**
   * Starts a draft from the newest event on, pauses, or resumes from where it stood. No change: a state that is reached already,
   * a pause of one that is held, and one that is held for the reason `unless`. Null for an unknown number. Writes an audit row.
   */
  switchConnector(
    id: number,
    to: 'running' | 'paused',
    by: ActedBy,
    unless?: HoldReason,
  ): Promise<{ connector: Connector; isChanged: boolean } | null>;
  /** Removes it with its secrets at once, and its lanes and calls step by step. False for an unknown number. Audit row. */
  deleteConnector(id: number, by: ActedBy): Promise<boolean>;
  /** Sets secrets in the place of those of the same names; `drop` names those that go. Writes an audit row. */
  setConnectorSecrets(
    id: number,
    change: { set: readonly { name: string; sealed: string }[]; drop: readonly string[] },
    by: ActedBy,
  ): Promise<void>;
  connectorSecrets(id: number): Promise<ConnectorSecret[]>;

  /** Events after `seq`, oldest first. No event with a lower number appears later. */
  eventsAfter(seq: number, limit: number): Promise<LoggedEvent[]>;
  /**
   * Wakes lanes and moves the cursors of running connectors, in one transaction. A plan whose cursor has moved meanwhile, or
   * whose connector no longer runs, is left out. Returns how many were taken.
   */
  planPushes(plans: readonly Plan[]): Promise<number>;
  /**
   * Takes up to `limit` lanes that are due, of a running connector that is not quiet: those of live changes first, and where any
   * of them waits no more than half of `limit` for a backfill. A lane whose holder went silent is due again when its lease has
   * ended. None where the settings are newer than those of `lease`.
   */
  claimLanes(connectorId: number, limit: number, lease: LaneLease): Promise<ClaimedLane[]>;
  /** Makes lanes due that `holder` has in hand, which it does not know of: they were a process's that it replaces. */
  releaseLanes(holder: string): Promise<number>;
  /** Events of a claimed lane after `afterSeq` and up to its `wantedSeq`, oldest first, with their bodies. */
  laneEvents(
    lane: Pick<ClaimedLane, 'key' | 'isEvent' | 'wantedSeq'>,
    afterSeq: number,
    limit: number,
  ): Promise<CarriedEvent[]>;
  /** These users as they are mirrored now, deleted ones too; without those that the mirror does not have. */
  carriedUsers(userIds: readonly string[]): Promise<CarriedUser[]>;
  /**
   * Puts down how pushes ended, and what they found out about their connectors. A settlement of a lane that was given to
   * somebody else is dropped. Returns how many were dropped.
   */
  settlePushes(settlements: readonly Settlement[], findings: readonly FoundOut[]): Promise<number>;
  /** When the next lane of each running connector is due, of a quiet one not before it ends. Without any that has none. */
  nextPushes(): Promise<{ connectorId: number; atMs: number }[]>;
  /** Removes up to `limit` lanes and calls of deleted connectors. Returns how many there were. */
  forgetDeletedConnectors(limit: number): Promise<number>;

  listLanes(connectorId: number, query: LaneQuery, page: PageRequest): Promise<Page<Lane>>;
  laneCounts(connectorId: number): Promise<LaneCounts>;
  /** Since when the oldest lane of a connector waits; null when all are in step. */
  oldestWaitingMs(connectorId: number): Promise<number | null>;
  /** Acts on a lane by its key. Null for an unknown lane; `isChanged` false where the act does not apply. Writes an audit row. */
  actOnLane(
    connectorId: number,
    lane: { key: string; isEvent: boolean },
    act: LaneAct,
    by: ActedBy,
  ): Promise<{ lane: Lane; isChanged: boolean } | null>;
  /**
   * Decides about a user's record, by lib/connectors/records/decide-lane.ts. A record that another lane writes is followed;
   * `make_writer` swaps the two. Null for an unknown lane; `isChanged` false where the decision does not apply. Audit row.
   */
  decideLane(
    connectorId: number,
    lane: { key: string; isEvent: boolean },
    decision: LaneVerdict,
    by: ActedBy,
  ): Promise<{ lane: Lane; isChanged: boolean } | null>;
  /** Requests made, newest first. The newest 100,000 are kept, for 14 days. */
  listCalls(connectorId: number, query: CallQuery, page: PageRequest): Promise<Page<ConnectorCall>>;
  /** What was carried on and what failed, by the hour, oldest first; kept for 14 days. */
  connectorHours(connectorId: number, sinceMs: number): Promise<ConnectorHour[]>;
  /** Lanes of one user in all connectors. */
  lanesOfUser(userId: string): Promise<ConnectorLane[]>;

  /** The record of a user, with the values that were sent; null where the user is linked to none. */
  recordLink(connectorId: number, userId: string): Promise<RecordLink | null>;
  /**
   * Makes a claimed lane the writer of a record before anything is written there. False when a live user's lane is, or when the
   * lane was given to somebody else. A writer whose user is gone loses the record.
   */
  claimRecord(lane: Pick<ClaimedLane, 'seq' | 'token'>, link: RecordLink): Promise<boolean>;
  /** Users that are linked to a record of the other side, at most 100. `isLive`: the mirror has the user, not deleted. */
  lanesOfRecord(connectorId: number, recordId: string): Promise<LinkedUser[]>;
  /** How many lanes of a connector are linked to a record. */
  linkCount(connectorId: number): Promise<number>;
  /** Lanes whose records a connector has deactivated or archived since a moment, by key, each once; of the first 10,000. */
  deactivatedSince(connectorId: number, sinceMs: number): Promise<string[]>;
  /** Lanes that wait for a person, newest first by `seq`, of all connectors that are there. */
  listReviews(query: ReviewQuery, page: PageRequest): Promise<Page<ConnectorLane>>;
  /** How many lanes wait for a person, by connector and reason; none that has none. With `sinceMs` only those since then. */
  reviewCounts(sinceMs?: number): Promise<ReviewCount[]>;
  /**
   * Up to five addresses that a user had before the present one, newest first, and whether each was verified when it was given
   * up. From the newest 200 events that changed the user.
   */
  emailsBefore(userId: string): Promise<FormerEmail[]>;
  /**
   * The live user into whom this deleted one was linked; null where none is known, or it was not deleted. Found by the events
   * that changed linked accounts and came from ten minutes before the deletion on, the first 2,000 of them.
   */
  userWithIdentity(userId: string): Promise<string | null>;
  /** A live user with this address, verified, in any case of its letters, the one seen first; null when there is none. */
  liveUserByEmail(email: string, exceptUserId: string): Promise<string | null>;
}
