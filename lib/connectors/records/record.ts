/** Values by target, as the other side takes them: text. An empty one clears. */
export type RecordValues = Readonly<Record<string, string>>;

/** What of a record at the other side decides what becomes of it. */
export interface FoundRecord {
  id: string;
  /** What was asked for of it, by target. */
  values: RecordValues;
  /** The user id that stands in it; null where it has none. */
  userId: string | null;
  /** Ids of records that were merged into it. */
  formerIds: readonly string[];
  isArchived: boolean;
}

/** `writer`: its values are sent. `follower`: it shares the record of a writer, and sends nothing. */
export const laneRoles = ['writer', 'follower'] as const;

export type LaneRole = (typeof laneRoles)[number];

/** What we have made of a record: `deactivated` and `archived` after a deletion. */
export const recordStates = ['active', 'deactivated', 'archived'] as const;

export type RecordState = (typeof recordStates)[number];

/**
 * How a user came to its record: made by us; found by user id, by the id in the profile, by the present or a previous
 * address; the other side said that it exists; merged there; taken over from another user; chosen by a person.
 */
export const linkOrigins = [
  'created',
  'user_id',
  'profile',
  'email',
  'previous_email',
  'conflict',
  'merged',
  'inherited',
  'person',
] as const;

export type LinkOrigin = (typeof linkOrigins)[number];

/** A user's record at the other side. */
export interface RecordLink {
  recordId: string;
  role: LaneRole;
  state: RecordState;
  origin: LinkOrigin;
  linkedAtMs: number;
  /** The last values that the other side is known to have accepted. */
  sent: RecordValues;
  /** By target what a person has let stand there in the place of ours, until ours changes. */
  accepted?: AcceptedValues;
}

/** Values that differ and may. */
export type AcceptedValues = Readonly<Record<string, { ours: string; theirs: string }>>;

/** A record that may be the user's, and why. */
export interface Candidate {
  recordId: string;
  by: LinkOrigin;
  /** The user id that stands in it, or whose lane is linked to it; null where there is none. */
  userId: string | null;
}

/** What a person needs to know to decide about a lane. */
export interface ReviewFacts {
  candidates: readonly Candidate[];
  /** Values that were refused: the targets, and what was to be sent, so that they can be left out until they change. */
  refused: RecordValues;
}

/**
 * What a person has decided for the next push: make a record without looking for one, or take a deletion for confirmed.
 * Links that a person makes stand in the link itself.
 */
export const laneDecisions = ['create', 'deletion_confirmed'] as const;

export type LaneDecision = (typeof laneDecisions)[number];
