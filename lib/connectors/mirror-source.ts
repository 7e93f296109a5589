import { isJsonObject, type JsonObject, type JsonValue } from '../json/json';

/** A mirrored user as connectors read it. Times are epoch milliseconds. */
export interface CarriedUser {
  userId: string;
  profile: JsonObject;
  connections: string[];
  isBlocked: boolean;
  /** When it was deleted; null while it lives. */
  deletedAtMs: number | null;
  /** Time of the newest event about it that is known, late ones left aside: it never goes back. */
  newestEventMs: number;
}

/** Whether a user may sign in. */
export const userStatuses = ['active', 'blocked', 'deleted'] as const;

const statusOf = ({ deletedAtMs, isBlocked }: CarriedUser): (typeof userStatuses)[number] =>
  deletedAtMs !== null ? 'deleted' : isBlocked ? 'blocked' : 'active';

/** Values that are not written in the profile, and the fields of the profile that they come from; null: from any. */
const derived = {
  user_id: { from: [], read: ({ userId }: CarriedUser): JsonValue => userId },
  connections: { from: ['identities'], read: ({ connections }: CarriedUser): JsonValue => connections },
  is_blocked: { from: ['blocked'], read: ({ isBlocked }: CarriedUser): JsonValue => isBlocked },
  is_deleted: { from: [], read: ({ deletedAtMs }: CarriedUser): JsonValue => deletedAtMs !== null },
  status: { from: ['blocked'], read: (user: CarriedUser): JsonValue => statusOf(user) },
  last_event_at: { from: null, read: ({ newestEventMs }: CarriedUser): JsonValue => isoTime(newestEventMs) },
};

/** Event times come from outside, and a date ends earlier than an integer. */
const isoTime = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null);

const isDerived = (source: string): source is keyof typeof derived => Object.hasOwn(derived, source);

/** `user_metadata.address.city`, `identities[0].provider` as steps. */
function stepsOf(path: string): (string | number)[] {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/**
 * The value of a source: `user_id`, `connections`, `is_blocked`, `is_deleted`, `status`, `last_event_at` (ISO 8601), or a
 * path in the profile such as `user_metadata.plan` or `identities[0].provider`. Undefined where the profile does not have it.
 */
export function valueOf(source: string, user: CarriedUser): JsonValue | undefined {
  if (isDerived(source)) return derived[source].read(user) ?? undefined;
  let value: JsonValue | undefined = user.profile;
  for (const step of stepsOf(source)) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else if (isJsonObject(value)) value = Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
    else return undefined;
  }
  return value ?? undefined;
}

/**
 * Whether a change of `field` may change the value of `source`. A change names a top-level field, or a member of
 * `user_metadata` or `app_metadata`. Every change moves `last_event_at`, a sign-in too.
 */
export function isSourceOf(source: string, field: string): boolean {
  const paths = isDerived(source) ? derived[source].from : [dotted(source)];
  return paths === null || paths.some((path) => isWithin(path, field) || isWithin(field, path));
}

const dotted = (path: string) => (path.includes('[') ? stepsOf(path).join('.') : path);

/** Asked for each field of each event: nothing is built. */
const isWithin = (path: string, outer: string) =>
  path.startsWith(outer) && (path.length === outer.length || path[outer.length] === '.');

/** What a person knows a user by: the address, or the name; null where the profile has neither. */
export function nameOf({ profile: { email, name } }: Pick<CarriedUser, 'profile'>): string | null {
  const known = [email, name].find((value) => typeof value === 'string' && value !== '');
  return typeof known === 'string' ? known : null;
}
