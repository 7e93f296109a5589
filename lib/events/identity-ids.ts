import { isJsonObject, isNumber, type JsonObject } from '../json/json';

/**
 * Auth0 sends `identities[].user_id` as string or integer; makes them strings of the same digits, in place, in a freshly
 * parsed object. Social providers hand out ids of 17 and more digits.
 */
export function textIdentityIds({ identities }: JsonObject): void {
  if (!Array.isArray(identities)) return;
  for (const identity of identities) {
    if (isJsonObject(identity) && isNumber(identity.user_id)) identity.user_id = String(identity.user_id);
  }
}
