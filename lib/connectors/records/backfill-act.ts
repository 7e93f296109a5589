import { type CarriedUser } from '../mirror-source';
import { type RecordLink } from './record';
import { type RecordPolicies } from './record-config';
import { isVerified, textOf } from './record-push';
import { takesPart } from './takes-part';

/** What a backfill does for a user, as far as it can be told before. `ask`: a person must decide. */
export const backfillActs = ['create', 'link', 'update', 'deactivate', 'ask', 'no_email', 'leave'] as const;

export type BackfillAct = (typeof backfillActs)[number];

interface Known {
  user: CarriedUser;
  link: Pick<RecordLink, 'role'> | null;
  policies: RecordPolicies;
  /** When the connector was made: older users are known users. */
  sinceMs: number;
}

/** What the settings alone say of a user; null where it depends on the records that are there. */
export function settledAct({ user, link, policies }: Known): BackfillAct | null {
  if (user.deletedAtMs !== null) return link === null || policies.whenDeleted === 'keep' ? 'leave' : 'deactivate';
  if (!takesPart(policies.filter, user)) return 'leave';
  if (link !== null) return link.role === 'writer' ? 'update' : 'leave';
  return null;
}

/** What becomes of a user without a link, by whether there is a record with its user id or its address. */
export function matchedAct(
  { user, policies, sinceMs }: Omit<Known, 'link'>,
  found: { byUserId: boolean; byEmail: boolean },
): BackfillAct {
  if (found.byUserId) return 'link';
  if (found.byEmail) return isVerified(user) ? 'link' : 'ask';
  const hasEmail = textOf(user, 'email') !== null;
  if (!hasEmail && policies.withoutEmail === 'park') return 'no_email';
  if (hasEmail && !isVerified(user) && !policies.createUnverified) return 'leave';
  const isNew = Date.parse(textOf(user, 'created_at') ?? '') >= sinceMs;
  return actsOfPolicy[isNew ? policies.whenNew : policies.whenKnown];
}

const actsOfPolicy = { create: 'create', review: 'ask', ignore: 'leave' } as const;

/** Requests that each act makes, more or less: looking by user id and by address, and writing. */
export const requestsOf: Record<BackfillAct, number> = {
  create: 3,
  link: 3,
  update: 1,
  deactivate: 1,
  ask: 2,
  no_email: 1,
  leave: 0,
};
