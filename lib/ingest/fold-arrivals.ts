import { type StreamEvent } from '../events/event';
import { type Outcome } from '../events/outcome';
import { type Change } from '../events/change';
import { foldEvent, isMirrored, sameRow, type FoldStep, type MirrorState } from '../users/mirror';
import { compareKeys, orderKey, type OrderKey } from '../users/order-key';
import { userFields, type UserFields } from '../users/user-fields';

/** What a users row is made of besides the state's own figures. */
export interface UserDraft {
  state: MirrorState;
  fields: UserFields;
  profile: string;
}

/** What one event of a batch does to the mirror. */
export interface Effect {
  outcome: Extract<Outcome, 'applied' | 'unchanged' | 'late'>;
  rowChanged: boolean;
  changes: Change[];
}

/** What the events of one batch do to one mirrored user. */
export interface FoldedUser {
  /** The row to write. */
  draft: UserDraft;
  /** The effect of each arrival, by event id. */
  effects: Map<string, Effect>;
  /** Changes of stored events that a late one has moved, by event id. */
  movedChanges: Map<string, Change[]>;
}

interface Place {
  event: StreamEvent;
  key: OrderKey;
  /** Null for an event that was stored before. */
  arrival: 'newest' | 'late' | null;
}

/** New events of one user, placed against the row as it was found. */
export interface PlacedArrivals {
  places: Place[];
  /** Whether one is late, so that the fold needs the user's log. */
  needsLog: boolean;
}

/** Decides in order of arrival which events are late: those at or below the newest key among the row and what came before. */
export function placeArrivals(stored: MirrorState | null, arrivals: readonly StreamEvent[]): PlacedArrivals {
  let newestKey = stored?.newestKey ?? null;
  let needsLog = false;
  const places = arrivals.map((event): Place => {
    const key = orderKey(event);
    const isLate = newestKey !== null && compareKeys(key, newestKey) <= 0;
    needsLog ||= isLate;
    if (!isLate) newestKey = key;
    return { event, key, arrival: isLate ? 'late' : 'newest' };
  });
  return { places, needsLog };
}

/**
 * Folds new events of one user, in order of arrival and with distinct ids, into the row. Where all are above the newest key
 * they are folded onto it; else the whole history is folded once, however many are late. `log` holds the user's events
 * stored before, in any order; it may be empty unless `needsLog`. Throws what a rule throws.
 */
export function foldArrivals(
  stored: MirrorState | null,
  { places, needsLog }: PlacedArrivals,
  log: readonly StreamEvent[],
): FoldedUser {
  const mirrored = needsLog ? log.filter(isMirrored) : [];
  const former = mirrored.map((event): Place => ({ event, key: orderKey(event), arrival: null }));
  const ordered = [...former, ...places].sort((a, b) => compareKeys(a.key, b.key));
  return foldPlaces(needsLog ? null : stored, ordered);
}

/** Walks the history once, with the late arrivals (`state`) and, from the first of them on, also without (`former`). */
function foldPlaces(start: MirrorState | null, ordered: readonly Place[]): FoldedUser {
  let state = start;
  let former = start;
  const steps: [Place, FoldStep][] = [];
  const movedChanges = new Map<string, Change[]>();
  for (const place of ordered) {
    const { event, key, arrival } = place;
    const step = foldEvent(state, event, key);
    if (arrival !== null) steps.push([place, step]);
    if (arrival !== 'late') {
      const formerStep = former === state ? step : foldEvent(former, event, key);
      if (arrival === null && !sameChanges(formerStep, step)) movedChanges.set(event.id, step.changes);
      former = formerStep.state;
    }
    state = step.state;
  }
  if (state === null) throw new Error('A fold without events makes no user');
  // All late events of a batch share one answer: whether the row differs from what it would be without them. To tell them
  // apart would take a fold of the whole history for each.
  const lateChanged = !sameRow(former, state);
  const effects = new Map(steps.map(([{ event, arrival }, step]) => [event.id, effectOf(step, arrival, lateChanged)]));
  return { draft: draftOf(state), effects, movedChanges };
}

function effectOf({ changed, changes }: FoldStep, arrival: Place['arrival'], lateChanged: boolean): Effect {
  if (arrival === 'late') return { outcome: 'late', rowChanged: lateChanged, changes };
  return { outcome: changed ? 'applied' : 'unchanged', rowChanged: changed, changes };
}

function sameChanges(a: FoldStep, b: FoldStep): boolean {
  return a === b || JSON.stringify(a.changes) === JSON.stringify(b.changes);
}

function draftOf(state: MirrorState): UserDraft {
  return { state, fields: userFields(state), profile: JSON.stringify(state.profile) };
}
