import { type ConnectorConfig } from './connector-config';
import { type LaneRole, type LinkOrigin, type RecordState, type ReviewFacts } from './records/record';

/** Kinds of systems that changes are carried on to. */
export const connectorKinds = ['webhook', 'postgres', 'mysql', 'hubspot', 'rest'] as const;

export type ConnectorKind = (typeof connectorKinds)[number];

/**
 * `draft`: never started. `running`: events wake lanes, and lanes are pushed. `paused`: a person stopped it; events wait in
 * the log. `held`: we stopped it, for a reason that a person must see to.
 */
export const connectorStates = ['draft', 'running', 'paused', 'held'] as const;

export type ConnectorState = (typeof connectorStates)[number];

/** Why a connector was stopped by us. Work waits and nothing is lost. */
export const holdReasons = [
  'endpoint_gone',
  'key_missing',
  'address_refused',
  'restored',
  'credential_refused',
  'certificate_refused',
  'permission_missing',
  'schema_changed',
  'scope_missing',
  'mass_deletion',
] as const;

export type HoldReason = (typeof holdReasons)[number];

/** Why a connector waits by itself: the other side asked for it, or does not answer. */
export const quietReasons = ['asked', 'outage'] as const;

export type QuietReason = (typeof quietReasons)[number];

/**
 * One user's place in one connector. `idle`: in step. `waiting`: something is to be carried on. `running`: a push is under
 * way. `retrying`: the last push failed and is tried again. `review`: a person must decide. `parked`: there is nothing to do
 * for this user until the next change.
 */
export const laneStates = ['idle', 'waiting', 'running', 'retrying', 'review', 'parked'] as const;

export type LaneState = (typeof laneStates)[number];

/** Which users a backfill brings into step: all of the mirror, those that were never pushed, those that wait for a person. */
export const backfillUsers = ['all', 'never', 'review'] as const;

export type BackfillUsers = (typeof backfillUsers)[number];

/** Lanes of live changes go before those that a backfill has woken. */
export const lanePriorities = { live: 0, backfill: 1 } as const;

export type LanePriority = (typeof lanePriorities)[keyof typeof lanePriorities];

/** Why a person must decide about a lane. */
export const reviewReasons = [
  'keeps_failing',
  'value_refused',
  'several_records',
  'email_taken',
  'email_unverified',
  'email_invalid',
  'no_record',
  'linked_to_other_user',
  'two_records',
  'record_gone',
  'record_archived',
  'erased_before',
  'property_read_only',
  'validation_rule',
  'deletion_unconfirmed',
] as const;

export type ReviewReason = (typeof reviewReasons)[number];

/**
 * Why there is nothing to do for a user. `no_email`, `not_taking_part`, `ignored`: the settings say so. `not_mirrored`: the
 * mirror does not have the user; what brings it there is a change. `skipped`, `never`, `unlinked`: a person has; `never`
 * outlasts every change.
 */
export const parkReasons = [
  'no_email',
  'not_taking_part',
  'ignored',
  'not_mirrored',
  'skipped',
  'never',
  'unlinked',
] as const;

export type ParkReason = (typeof parkReasons)[number];

/** Why a lane waits for a person, or is parked. */
export type LaneReason = ReviewReason | ParkReason;

/** One downstream system. Times are epoch milliseconds. */
export interface Connector {
  id: number;
  kind: ConnectorKind;
  name: string;
  state: ConnectorState;
  stateSinceMs: number;
  /** For `held`. */
  holdReason: HoldReason | null;
  /** Who changed the state last; null when we did. */
  stateBy: string | null;
  /** It waits by itself until then; null when it does not. */
  quietUntilMs: number | null;
  quietReason: QuietReason | null;
  /** Number of the newest event that has woken its lanes. */
  cursorSeq: number;
  /** Rises with each saved change of `config`. */
  configVersion: number;
  config: ConnectorConfig;
  createdAtMs: number;
  createdBy: string;
  /**
   * Number of the newest event when a person went on after `mass_deletion`: what was deleted until then may be deactivated,
   * however many there are. Null when that never happened.
   */
  deletionsConfirmedSeq: number | null;
}

/** A user's record at the other side, as lists show it: without the values that were sent. */
export interface LaneLink {
  recordId: string;
  role: LaneRole;
  state: RecordState;
  origin: LinkOrigin;
  linkedAtMs: number;
}

/** A lane as lists show it. */
export interface Lane {
  seq: number;
  /** Id of the subject; of the event itself where that has none. */
  key: string;
  /** It stands for one event without a subject. */
  isEvent: boolean;
  state: LaneState;
  /** When it is pushed next; null for one that waits for nothing or for a person. */
  dueMs: number | null;
  /** Number of the newest event to be carried on. */
  wantedSeq: number;
  /** Number of the newest event that was carried on. */
  doneSeq: number;
  /** Pushes that failed in a row. */
  attempts: number;
  reason: LaneReason | null;
  /** What the other side said last; null when it took everything. */
  error: string | null;
  /** When something of the user was carried on last; null when nothing ever was. */
  pushedAtMs: number | null;
  /** Since when something waits to be carried on; null when nothing does. */
  waitingSinceMs: number | null;
  /** The record that the user is linked to; null where there is none, and for systems without records. */
  link: LaneLink | null;
  /** What a person needs to know to decide; only in `review`. */
  facts: ReviewFacts | null;
}

/** How many lanes of a connector are in each state. */
export type LaneCounts = Record<LaneState, number>;

export const callResults = ['done', 'failed', 'skipped', 'refused'] as const;

/** `done`: taken. `failed`: to be tried again. `refused`: never to be tried again. `skipped`: passed over by a person. */
export type CallResult = (typeof callResults)[number];

/** What a request was for. `post`: a message. `write`: a row of a table. The others are about a record. */
export const callActs = ['post', 'write', 'read', 'create', 'update', 'deactivate', 'archive'] as const;

export type CallAct = (typeof callActs)[number];

/** One request to the other side. Values that were sent are not kept. */
export interface ConnectorCall {
  seq: number;
  connectorId: number;
  laneKey: string;
  /** The event that was carried on; null where a user was, with all that has changed. */
  eventId: string | null;
  eventType: string | null;
  act: CallAct;
  /** Names of what was sent, never the values; null where the whole is sent. */
  targets: readonly string[] | null;
  atMs: number;
  tookMs: number;
  /** HTTP status; null when no answer came. */
  status: number | null;
  result: CallResult;
  /** The reason of a failure, and the beginning of the answer; at most 1,000 characters. */
  excerpt: string | null;
}

/** How many events a connector carried on in an hour, and how many requests failed. */
export interface ConnectorHour {
  hourMs: number;
  pushed: number;
  failed: number;
}
