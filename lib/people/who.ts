import { type JsonObject, type JsonValue } from '../json/json';
import { isSeen } from '../text/outside-text';
import { plainText } from '../text/plain-text';

// Well above what Auth0 accepts (300); keeps a hostile profile from bloating every list.
const longestName = 1024;

/** Everything in a profile that names a person. */
export interface Names {
  name: string | null;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  phoneNumber: string | null;
  username: string | null;
  nickname: string | null;
}

/** Reads the names of a profile. A field that is no text, or empty, counts as absent. */
export function namesOf(profile: JsonObject): Names {
  return {
    name: text(profile.name),
    givenName: text(profile.given_name),
    familyName: text(profile.family_name),
    email: text(profile.email),
    phoneNumber: text(profile.phone_number),
    username: text(profile.username),
    nickname: text(profile.nickname),
  };
}

/**
 * What a person is called on every screen: the name, else given and family name, e-mail, phone number, username, nickname;
 * null without any. Auth0 fills a missing `name` with the address or the number, which counts as no name.
 */
export function whoOf(names: Names): string | null {
  const { name, email, phoneNumber, username, nickname } = names;
  const isOwn = ![email, phoneNumber, username].some((other) => other?.toLowerCase() === name?.toLowerCase());
  const whole = [names.givenName, names.familyName].filter((part) => part !== null && isSeen(part)).join(' ');
  const order = [isOwn ? name : null, whole, email, phoneNumber, username, nickname, name];
  return order.find((one) => typeof one === 'string' && isSeen(one)) ?? null;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? plainText(value, longestName) : null;
}
