import { type StreamEvent } from '@/lib/events/event';
import { type Outcome } from '@/lib/events/outcome';
import { type Change } from '@/lib/users/change';
import { foldEvent, isMirrored, sameRow, type FoldStep, type MirrorState } from '@/lib/users/mirror';
import { compareKeys, orderKey, type OrderKey } from '@/lib/users/order-key';
import { userFields, type UserFields } from '@/lib/users/user-fields';

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

/**
 * Folds new events of one user, in order of arrival and with distinct ids, into the row. Where all are above the newest key
 * they are folded onto it; else the log is read and folded once, however many are late. `readLog` returns the user's
 * mirrored events stored before. Throws what a rule throws.
 */
export function foldArrivals(
  stored: MirrorState | null,
  arrivals: readonly StreamEvent[],
  readLog: () => StreamEvent[],
): FoldedUser {
  const places = placesOf(stored, arrivals);
  const hasLate = places.some(({ arrival }) => arrival === 'late');
  const log = hasLate ? readLog().filter(isMirrored) : [];
  const former = log.map((event): Place => ({ event, key: orderKey(event), arrival: null }));
  const ordered = [...former, ...places].sort((a, b) => compareKeys(a.key, b.key));
  return foldPlaces(hasLate ? null : stored, ordered);
}

/** Whether an event is late is decided in order of arrival: by the newest key among the row and what came before it. */
function placesOf(stored: MirrorState | null, arrivals: readonly StreamEvent[]): Place[] {
  let newestKey = stored?.newestKey ?? null;
  return arrivals.map((event) => {
    const key = orderKey(event);
    if (newestKey !== null && compareKeys(key, newestKey) <= 0) return { event, key, arrival: 'late' };
    newestKey = key;
    return { event, key, arrival: 'newest' };
  });
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
