import { type ParkReason, type ReviewReason } from '../connector';
import { type CarriedUser } from '../mirror-source';
import {
  type Candidate,
  type FoundRecord,
  type LaneDecision,
  type LinkOrigin,
  type RecordLink,
  type RecordValues,
} from './record';
import { type MappingRow, type RecordPolicies } from './record-config';
import { type ClearReply, PushStopped, type RecordCall, type RecordKey, type RecordWorld } from './record-reply';

/** What is known when a user's record is to be brought into step. */
export interface RecordPush {
  user: CarriedUser;
  mapping: readonly MappingRow[];
  policies: RecordPolicies;
  /** Where the user id stands in a record; null where the other side has no place for it. */
  userIdTarget: string | null;
  /** Where the address stands, by which records are found. */
  emailTarget: string;
  /** What an id of a record looks like. */
  recordIdShape: RegExp;
  /** When the connector was made: older users are known users. */
  sinceMs: number;
  link: RecordLink | null;
  /** The push before this one may have changed something without our knowing. */
  isOpen: boolean;
  decision: LaneDecision | null;
  waitingSinceMs: number | null;
}

/** How a push ended that nothing has stopped. */
export type RecordEnd =
  | { kind: 'in_step'; note: string | null }
  | { kind: 'park'; reason: ParkReason }
  | { kind: 'review'; reason: ReviewReason; text: string; candidates: readonly Candidate[]; refused: RecordValues }
  /** Too early: again at that time. */
  | { kind: 'wait'; untilMs: number }
  | { kind: 'hold'; reason: 'mass_deletion' };

/** What has come of a push so far. Whatever stops it, this is true. */
export interface RecordProgress {
  link: RecordLink | null;
  isOpen: boolean;
  /** The user that takes the record over. */
  handOver: { userId: string } | null;
}

/** One push under way. */
export interface UnderWay {
  world: RecordWorld;
  push: RecordPush;
  progress: RecordProgress;
}

export const inStep = (note: string | null = null): RecordEnd => ({ kind: 'in_step', note });

/** A person must decide. `text` says what happened, as a sentence without addresses. */
export function review(
  reason: ReviewReason,
  text: string,
  facts: { candidates?: readonly Candidate[]; refused?: RecordValues } = {},
): RecordEnd {
  return { kind: 'review', reason, text, candidates: facts.candidates ?? [], refused: facts.refused ?? {} };
}

/** Reads one record; null where there is none. */
export async function read(
  { world }: Pick<UnderWay, 'world'>,
  by: RecordKey,
  value: string,
  isArchived = false,
): Promise<FoundRecord | null> {
  const reply = await world.call({ act: 'read', by, value, ...(isArchived && { isArchived }) });
  if (reply.kind === 'record') return reply.record;
  if (reply.kind === 'none') return null;
  throw unexpected(`reading by ${by} was answered with "${reply.kind}"`);
}

/** Writes; until the answer is there, it may or may not have happened. */
export async function write(
  { world, progress }: UnderWay,
  call: Exclude<RecordCall, { act: 'read' }>,
): Promise<ClearReply> {
  const wasOpen = progress.isOpen;
  progress.isOpen = true;
  try {
    const reply = await world.call(call);
    progress.isOpen = false;
    return reply;
  } catch (error) {
    if (error instanceof PushStopped && !error.reply.isUnknown) progress.isOpen = wasOpen;
    throw error;
  }
}

/** What the other side should not say: tried again, and brought before a person in the end. */
export function unexpected(error: string): PushStopped {
  const judgement = { kind: 'failed' as const, isOutage: false, isAnswered: true };
  return new PushStopped({ kind: 'stopped', judgement, error, isUnknown: false });
}

/** A link to a record to which nothing was sent yet. */
export function linkTo({ world }: Pick<UnderWay, 'world'>, recordId: string, origin: LinkOrigin): RecordLink {
  return { recordId, role: 'writer', state: 'active', origin, linkedAtMs: world.nowMs(), sent: {} };
}

/** A text of the profile; null where it is none, or empty. */
export function textOf(user: CarriedUser, field: string): string | null {
  const value = user.profile[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Whether Auth0 says that the present address is the user's own. */
export const isVerified = (user: CarriedUser): boolean => user.profile.email_verified === true;
