import { type ConnectorConfig } from './connector-config';

/** Kinds of systems that changes are carried on to. */
export const connectorKinds = ['webhook', 'postgres', 'mysql'] as const;

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
] as const;

export type HoldReason = (typeof holdReasons)[number];

/** Why a connector waits by itself: the other side asked for it, or does not answer. */
export const quietReasons = ['asked', 'outage'] as const;

export type QuietReason = (typeof quietReasons)[number];

/**
 * One user's place in one connector. `idle`: in step. `waiting`: something is to be carried on. `running`: a push is under
 * way. `retrying`: the last push failed and is tried again. `review`: a person must decide.
 */
export const laneStates = ['idle', 'waiting', 'running', 'retrying', 'review'] as const;

export type LaneState = (typeof laneStates)[number];

/** Why a person must decide about a lane. */
export const reviewReasons = ['keeps_failing', 'value_refused'] as const;

export type ReviewReason = (typeof reviewReasons)[number];

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
   * Number of the newest user that was woken to bring every user into step; null when nobody asked for that, or all were.
   */
  fillAfterSeq: number | null;
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
  reason: ReviewReason | null;
  /** What the other side said last; null when it took everything. */
  error: string | null;
  pushedAtMs: number | null;
  /** Since when something waits to be carried on; null when nothing does. */
  waitingSinceMs: number | null;
}

/** How many lanes of a connector are in each state. */
export type LaneCounts = Record<LaneState, number>;

export const callResults = ['done', 'failed', 'skipped', 'refused'] as const;

/** `done`: taken. `failed`: to be tried again. `refused`: never to be tried again. `skipped`: passed over by a person. */
export type CallResult = (typeof callResults)[number];

/** One request to the other side. Values that were sent are not kept. */
export interface ConnectorCall {
  seq: number;
  connectorId: number;
  laneKey: string;
  /** The event that was carried on; null where a user was, with all that has changed. */
  eventId: string | null;
  eventType: string | null;
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
