import { type Change } from '../events/change';
import { type EventDetail } from '../events/event-record';
import { isUserType } from '../events/event-types';
import { parseStoredBody } from '../events/parse-event';
import { diffProfiles } from '../users/diff';
import { mergeProfile } from '../users/merge-profile';

/**
 * The profile that a user appeared with, as added fields: what an event that is the first of its user has in place of
 * changes. Empty for every other event.
 */
export function firstValues({ type, changes, rowChanged, body }: EventDetail): Change[] {
  if (!isUserType(type) || type === 'user.deleted' || changes.length > 0 || !rowChanged) return [];
  const event = parseStoredBody(body);
  return event === null ? [] : diffProfiles({}, mergeProfile({}, event));
}
