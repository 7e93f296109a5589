import { type Change } from './change';
import { type EventSummary } from './event-record';
import { describeChange, isUserType } from './event-types';

/** Fields that every sign-in touches; told apart so that a login does not read like an edit. */
const noiseFields: ReadonlySet<string> = new Set(['updated_at', 'last_login', 'last_ip', 'logins_count']);

/** The changes worth a line, and those that merely come along with a sign-in or any update. */
export function splitNoise(changes: readonly Change[]): { shown: Change[]; hidden: Change[] } {
  return {
    shown: changes.filter((change) => !noiseFields.has(change.field)),
    hidden: changes.filter((change) => noiseFields.has(change.field)),
  };
}

/** True for an update that only records a sign-in. */
export function isSignIn({ type, changes }: Pick<EventSummary, 'type' | 'changes'>): boolean {
  const { shown, hidden } = splitNoise(changes);
  return type === 'user.updated' && shown.length === 0 && hidden.some((change) => change.field === 'last_login');
}

/** One cell's worth of what an event changed. `quiet` marks texts that say "not much". */
export interface ChangedText {
  text: string;
  quiet: boolean;
}

type Changing = Pick<EventSummary, 'type' | 'changes' | 'outcome' | 'outcomeReason' | 'rowChanged'>;

/**
 * What changed, in the words of a list: field names of an update, "login only", "first seen", "nothing", "created", "member added"; for
 * an event we could not understand the reason instead.
 */
export function changedText(event: Changing): ChangedText {
  if (event.outcome === 'error') return { text: event.outcomeReason ?? 'not understood', quiet: false };
  if (event.type !== 'user.updated') return { text: describeChange(event.type), quiet: !isUserType(event.type) };
  // A test event is no part of the mirror, so there is nothing it could be compared with.
  if (event.outcome === 'test') return { text: 'updated', quiet: true };
  // A row that appears with an update has no version before it: its creation never came, or came later.
  if (event.changes.length === 0 && event.rowChanged) return { text: 'first seen', quiet: false };
  const { shown, hidden } = splitNoise(event.changes);
  if (shown.length > 0) return { text: shown.map((change) => change.field).join(', '), quiet: false };
  const fields = hidden.map((change) => change.field);
  const login = fields.includes('last_login') || fields.includes('logins_count');
  return { text: login ? 'login only' : fields.join(', ') || 'nothing', quiet: true };
}
