import { type StreamEvent } from '../events/event';
import { isUserType } from '../events/event-types';
import { type JsonObject } from '../json/json';
import { sameJson } from '../json/same-json';
import { parseTime } from '../time';
import { type Change } from '../events/change';
import { diffProfiles } from './diff';
import { formerNames } from './former-names';
import { mergeProfile } from './merge-profile';
import { compareKeys, orderKey, type OrderKey } from './order-key';

/** One mirrored user: the fold of the user's events in order. A plain JSON value; never changed in place. */
export interface MirrorState {
  userId: string;
  /** Merged top-level fields of `data.object` without `deleted_at`, sorted; a cleared field is absent, never null. */
  profile: JsonObject;
  /** Instant of `profile.created_at`; null when absent or unreadable. */
  createdAtMs: number | null;
  /** `time` of the deletion for a tombstone, which keeps its last profile; null for a live user. */
  deletedAtMs: number | null;
  /** Names and addresses that events of this life replaced, newest first: see `formerNames`. */
  former: string[];
  /** How many events changed the row. */
  version: number;
  /** Key of the newest event seen, ignored ones included. */
  newestKey: OrderKey;
  /** The event that last changed the row, and its `time`. */
  lastEventId: string;
  lastEventAtMs: number;
}

/** The part of a row that a person sees. */
type Row = Pick<MirrorState, 'profile' | 'deletedAtMs'>;

/** What one event did, in event order. */
export interface FoldStep {
  state: MirrorState;
  /** Profile or deletion differ from the state before. */
  changed: boolean;
  /** Fields changed in a row that was live before and is live after; empty when the whole row appears or disappears. */
  changes: Change[];
}

/** True for an event that takes part in folds: a user type we have rules for, without a problem or a test mark. */
export function isMirrored(event: StreamEvent): boolean {
  return isUserType(event.type) && event.problem === null && !event.isTest;
}

/**
 * Applies one event to a user's row (null: first event of this user). The event must be mirrored, about that user and
 * above `state.newestKey`; for anything older use `foldHistory`. `newestKey` is the event's own order key, for callers that have it.
 * Throws `TypeError` for an event without user or time.
 */
export function foldEvent(state: MirrorState | null, event: StreamEvent, newestKey = orderKey(event)): FoldStep {
  const { subjectId: userId, timeMs } = event;
  if (userId === null || timeMs === null) throw new TypeError('Only mirrored events can be folded');
  const row = nextRow(state, event, timeMs);
  if (state !== null && sameRow(state, row)) return { state: { ...state, newestKey }, changed: false, changes: [] };
  const next: MirrorState = {
    ...row,
    userId,
    createdAtMs: createdAtMs(row.profile),
    former: formerAfter(state, event, row),
    version: (state?.version ?? 0) + 1,
    newestKey,
    lastEventId: event.id,
    lastEventAtMs: timeMs,
  };
  const staysLive = state?.deletedAtMs === null && next.deletedAtMs === null;
  return { state: next, changed: true, changes: staysLive ? diffProfiles(state.profile, next.profile) : [] };
}

/** Another life of the same id has no former names. */
function formerAfter(state: MirrorState | null, event: StreamEvent, { profile }: Row): string[] {
  return state === null || startsEmpty(state, event) ? [] : formerNames(state.former, state.profile, profile);
}

function nextRow(state: MirrorState | null, event: StreamEvent, timeMs: number): Row {
  if (state !== null && isIgnored(state, event)) return state;
  const base = state === null || startsEmpty(state, event) ? {} : state.profile;
  return { profile: mergeProfile(base, event), deletedAtMs: event.type === 'user.deleted' ? timeMs : null };
}

/**
 * The definition of a mirrored user: all of the user's events, with distinct ids and in any order, folded in order. Events
 * that are not mirrored are left out. `steps` holds what each folded event did, by event id.
 */
export function foldHistory(events: readonly StreamEvent[]): {
  state: MirrorState | null;
  steps: Map<string, FoldStep>;
} {
  const ordered = events
    .filter(isMirrored)
    .map((event) => ({ event, key: orderKey(event) }))
    .sort((a, b) => compareKeys(a.key, b.key));
  let state: MirrorState | null = null;
  const steps = new Map<string, FoldStep>();
  for (const { event, key } of ordered) {
    const step = foldEvent(state, event, key);
    steps.set(event.id, step);
    state = step.state;
  }
  return { state, steps };
}

/** Whether two rows show the same user: profile and deletion agree. Says nothing of version and newest key. */
export function sameRow(a: Row | null, b: Row | null): boolean {
  if (a === null || b === null) return a === b;
  return a.deletedAtMs === b.deletedAtMs && sameJson(a.profile, b.profile);
}

/** After a deletion only a creation, or proof of a later one, counts; a further deletion moves the tombstone's instant. */
function isIgnored(state: MirrorState, event: StreamEvent): boolean {
  return state.deletedAtMs !== null && event.type === 'user.updated' && !isNewer(event, state.deletedAtMs);
}

/** True when the event tells of another life of the same id: nothing of the former profile may leak into it. */
function startsEmpty(state: MirrorState, event: StreamEvent): boolean {
  if (event.type === 'user.created') return state.deletedAtMs !== null || isNewer(event, state.createdAtMs);
  return isNewer(event, state.deletedAtMs);
}

function isNewer(event: StreamEvent, instantMs: number | null): boolean {
  if (event.object === null || instantMs === null) return false;
  const created = createdAtMs(event.object);
  return created !== null && created > instantMs;
}

function createdAtMs({ created_at: createdAt }: JsonObject): number | null {
  return typeof createdAt === 'string' ? parseTime(createdAt) : null;
}
