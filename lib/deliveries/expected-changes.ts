import { type Change } from '../events/change';
import { type StreamEvent } from '../events/event';
import { isUserType } from '../events/event-types';
import { parseStoredBody } from '../events/parse-event';
import { diffProfiles } from '../users/diff';
import { mergeProfile } from '../users/merge-profile';
import { type UserDetail } from '../users/user';

/**
 * What an event that has not arrived would do to the mirrored user. `late`: a newer event of the user is here, so that it fills in
 * at most what that left open. `gone`: the user is deleted, and stays so. `no_rule`: the mirror takes no events of its
 * type. `untold`: Auth0 lists no copy that can be read, or none with a user.
 */
export type ExpectedEffect = 'changes' | 'appears' | 'deletes' | 'nothing' | 'late' | 'gone' | 'no_rule' | 'untold';

export interface ExpectedChanges {
  effect: ExpectedEffect;
  /** Against the mirror as it is now; only for `changes` and `appears`. */
  changes: Change[];
}

type Mirrored = Pick<UserDetail, 'profile' | 'deletedAtMs' | 'lastEventAtMs'>;

const only = (effect: ExpectedEffect): ExpectedChanges => ({ effect, changes: [] });

/**
 * What Auth0's copy of an event would change of the user, as far as the copy tells: a field that it leaves out is no change, nor are
 * the details of identities, which Auth0 trims. `user` is null for one that is not mirrored.
 */
export function expectedChanges(copy: string | null, user: Mirrored | null): ExpectedChanges {
  const event = copy === null ? null : parseStoredBody(copy);
  if (event === null) return only('untold');
  const effect = withoutFields(event, user);
  if (effect !== null) return only(effect);
  const before = user === null ? {} : user.profile;
  const changes = diffProfiles(before, mergeProfile(before, event)).filter((change) => !isDetailOfIdentities(change));
  if (user === null) return { effect: 'appears', changes };
  return changes.length === 0 ? only('nothing') : { effect: 'changes', changes };
}

/** What it does where no fields are told; null where they are. */
function withoutFields(event: StreamEvent, user: Mirrored | null): ExpectedEffect | null {
  if (!isUserType(event.type)) return 'no_rule';
  if (event.object === null || event.timeMs === null || event.problem !== null) return 'untold';
  if (user !== null && user.deletedAtMs !== null) return 'gone';
  if (user !== null && event.timeMs < user.lastEventAtMs) return 'late';
  return event.type === 'user.deleted' ? 'deletes' : null;
}

/** Whether the accounts are the same: then the identities themselves are told, and not `provider|user_id`. */
function isDetailOfIdentities({ field, before }: Change): boolean {
  return field === 'identities' && Array.isArray(before) && before.some((one) => typeof one !== 'string');
}
