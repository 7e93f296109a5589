import { type StreamEvent } from '@/lib/events/event';
import { type Outcome } from '@/lib/events/outcome';
import { type Change } from '@/lib/users/change';
import { foldEvent, foldHistory, sameRow, type FoldStep, type MirrorState } from '@/lib/users/mirror';
import { compareKeys, orderKey, type OrderKey } from '@/lib/users/order-key';
import { searchTerms, userFields, type UserFields } from '@/lib/users/user-fields';

/** What a users row is made of besides the state's own figures. Made early, so that a failing rule fails one event only. */
export interface UserDraft {
  state: MirrorState;
  fields: UserFields;
  terms: string;
  profile: string;
}

/** What an event does to the mirror. Nothing has happened until `accept` is called. */
export interface Decision {
  outcome: Extract<Outcome, 'applied' | 'unchanged' | 'late'>;
  rowChanged: boolean;
  changes: Change[];
  accept: () => void;
}

interface Place {
  id: string;
  key: OrderKey;
  event: StreamEvent;
  step: FoldStep;
}

/**
 * One mirrored user during one batch: the shortcut for events above the newest key, and a refold from the log, read once,
 * for all others. Events are decided in order of arrival; the row is written once, after the last of them.
 */
export class UserFold {
  /** The row to write; null while nothing was accepted. */
  draft: UserDraft | null = null;
  /** Changes of stored events that a late one has moved, by event id. */
  readonly movedChanges = new Map<string, Change[]>();
  readonly #stored: MirrorState | null;
  readonly #readLog: () => StreamEvent[];
  #history: Place[] | null = null;

  /** `readLog` returns the mirrored events of this user stored so far, those of the running batch included. */
  constructor(stored: MirrorState | null, readLog: () => StreamEvent[]) {
    this.#stored = stored;
    this.#readLog = readLog;
  }

  /** Decides what `event` does. Throws what a rule throws. */
  decide(event: StreamEvent): Decision {
    const state = this.draft?.state ?? this.#stored;
    const key = orderKey(event);
    return state === null || compareKeys(key, state.newestKey) > 0
      ? this.#decideNewest(event, key, state)
      : this.#decideLate(event, key, state);
  }

  #decideNewest(event: StreamEvent, key: OrderKey, state: MirrorState | null): Decision {
    const step = foldEvent(state, event);
    const draft = draftOf(step.state);
    return {
      outcome: step.changed ? 'applied' : 'unchanged',
      rowChanged: step.changed,
      changes: step.changes,
      accept: () => {
        this.#history?.push({ id: event.id, key, event, step });
        this.draft = draft;
      },
    };
  }

  #decideLate(event: StreamEvent, key: OrderKey, state: MirrorState): Decision {
    const history = (this.#history ??= placesOf(this.#readLog()));
    const at = positionOf(key, history);
    const later = history.slice(at);
    const refolded: Place[] = [];
    let before = history[at - 1]?.step.state ?? null;
    for (const next of [{ id: event.id, key, event }, ...later]) {
      const step = foldEvent(before, next.event);
      refolded.push({ ...next, step });
      before = step.state;
    }
    const draft = draftOf(before ?? state);
    return {
      outcome: 'late',
      rowChanged: !sameRow(state, draft.state),
      changes: refolded[0]?.step.changes ?? [],
      accept: () => {
        for (const [index, place] of later.entries()) this.#noteMoved(place, refolded[index + 1]);
        history.splice(at, later.length, ...refolded);
        this.draft = draft;
      },
    };
  }

  #noteMoved(former: Place, place: Place | undefined): void {
    if (place === undefined) return;
    const { changes } = place.step;
    if (JSON.stringify(changes) !== JSON.stringify(former.step.changes)) this.movedChanges.set(place.id, changes);
  }
}

function placesOf(log: readonly StreamEvent[]): Place[] {
  const { steps } = foldHistory(log);
  return log
    .flatMap((event) => {
      const step = steps.get(event.id);
      return step === undefined ? [] : [{ id: event.id, key: orderKey(event), event, step }];
    })
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** Index of the first place above `key`. Late events are mostly a little late, so the search starts at the end. */
function positionOf(key: OrderKey, history: readonly Place[]): number {
  return history.findLastIndex((place) => compareKeys(place.key, key) < 0) + 1;
}

function draftOf(state: MirrorState): UserDraft {
  return {
    state,
    fields: userFields(state),
    terms: JSON.stringify(searchTerms(state)),
    profile: JSON.stringify(state.profile),
  };
}
