import { type Judgement } from '../judge-answer';
import { type FoundRecord, type RecordLink, type RecordValues } from './record';

/** Why the other side refuses one value. */
export type FieldRefusal = 'value' | 'read_only' | 'email_invalid' | 'erased_before' | 'rule';

/** What the other side said to one request about a record, in terms that hold for every system of records. */
export type RecordReply =
  | { kind: 'record'; record: FoundRecord }
  /** It is gone, or was never there. An archived one is none unless it was asked for. */
  | { kind: 'none' }
  /** Another record has a value that must be unique. Its id, where the answer tells it. */
  | { kind: 'conflict'; recordId: string | null; isUserId: boolean }
  /** It takes everything but these. */
  | { kind: 'refused'; fields: readonly { target: string; reason: FieldRefusal; text: string }[] }
  /** Nothing can be said about the record: wait, try again, or have a person see to the connector. */
  | StoppedReply;

/** A reply that says what became of the record. */
export type ClearReply = Exclude<RecordReply, StoppedReply>;

export interface StoppedReply {
  kind: 'stopped';
  judgement: Exclude<Judgement, { kind: 'taken' }>;
  /** What is told about it, in at most 1,000 characters, without addresses. */
  error: string;
  /** The request may have been carried out all the same. */
  isUnknown: boolean;
}

/** Ends a push at once: what was done until then is kept, and the rest is tried again. */
export class PushStopped extends Error {
  readonly reply: StoppedReply;

  constructor(reply: StoppedReply) {
    super('The push was stopped');
    this.reply = reply;
  }
}

export type RecordKey = 'id' | 'user_id' | 'email';

/** One request about a record. */
export type RecordCall =
  | { act: 'read'; by: RecordKey; value: string; isArchived?: boolean }
  | { act: 'create'; values: RecordValues }
  | { act: 'update'; recordId: string; values: RecordValues }
  | { act: 'archive'; recordId: string };

/** What a push of a record asks of the world: requests to the other side, and questions about what is known here. */
export interface RecordWorld {
  nowMs: () => number;
  /** One request. Throws `PushStopped` for a reply that says nothing about the record. */
  call: (call: RecordCall) => Promise<ClearReply>;
  /** Other users whose lanes are linked to a record. */
  linkedTo: (recordId: string) => Promise<{ userId: string; isWriter: boolean; isLive: boolean }[]>;
  /**
   * Takes a record for this user before anything is written to it; false when a live user has it already. Two users that are
   * pushed at the same time may both have found it.
   */
  claim: (link: RecordLink) => Promise<boolean>;
  /** Addresses that the user had before, newest first, with whether each was verified then. */
  previousEmails: () => Promise<{ email: string; isVerified: boolean }[]>;
  /** The live user that has the identity of this one, which was deleted, and its record. */
  linkedInto: () => Promise<{ userId: string; recordId: string | null } | null>;
  /** The record of another user; null where none is known. */
  recordOf: (userId: string) => Promise<string | null>;
  /** Another live user with this verified address; null when there is none. */
  liveByEmail: (email: string) => Promise<string | null>;
  /** Whether this user lives in the mirror. */
  isLive: (userId: string) => Promise<boolean>;
  /** Asks Auth0 whether the user is gone; null: it cannot be asked. */
  isGoneAtAuth0: () => Promise<boolean | null>;
  /** Whether one more record may be deactivated or archived, or so many were that a person has to see to it. */
  mayDeactivate: () => Promise<boolean>;
}
