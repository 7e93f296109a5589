import { isJsonObject, type JsonObject, type JsonValue } from '../json/json';

/** One linked account as the profile tells it. */
export interface Identity {
  provider: string | null;
  connection: string | null;
  /** `provider|id`, the user_id it would have on its own; null when either half is missing. */
  userId: string | null;
  isSocial: boolean;
  /** From `profileData`: address or name at the other side. */
  label: string | null;
}

/** The accounts of a mirrored profile, primary first. Entries that are no objects are left out. */
export function identitiesOf(profile: JsonObject): Identity[] {
  const { identities } = profile;
  if (!Array.isArray(identities)) return [];
  return identities.filter(isJsonObject).map((identity) => {
    const provider = textOf(identity.provider);
    const id = textOf(identity.user_id);
    const data = isJsonObject(identity.profileData) ? identity.profileData : {};
    return {
      provider,
      connection: textOf(identity.connection),
      userId: provider === null || id === null ? null : `${provider}|${id}`,
      isSocial: identity.isSocial === true,
      label: textOf(data.email) ?? textOf(data.name),
    };
  });
}

/** The order people look for them in; what is not named here follows in the order of the profile. */
const order = [
  'user_id',
  'email',
  'email_verified',
  'name',
  'nickname',
  'given_name',
  'family_name',
  'username',
  'phone_number',
  'phone_verified',
  'blocked',
  'identities',
  'app_metadata',
  'user_metadata',
  'created_at',
  'updated_at',
  'last_login',
  'last_ip',
  'logins_count',
];

/** Fields of a profile with their values, in a fixed order. */
export function profileFields(profile: JsonObject): { field: string; value: JsonValue }[] {
  const place = (field: string) => {
    const index = order.indexOf(field);
    return index === -1 ? order.length : index;
  };
  return Object.entries(profile)
    .map(([field, value]) => ({ field, value }))
    .sort((a, b) => place(a.field) - place(b.field));
}

/** One value on one line: text as it is, anything else as JSON. */
export function fieldText(value: JsonValue): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
