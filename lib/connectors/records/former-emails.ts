import { type Change } from '../../events/change';

/** An address that a user had, and whether it was verified when it was given up. */
export interface FormerEmail {
  email: string;
  isVerified: boolean;
}

/** More than these are no help in finding a record. */
const mostEmails = 5;

/**
 * Other addresses that a user had before the present one, newest first, each once. `events` are what each event changed, newest first; what was
 * verified is walked back from the present profile.
 */
export function formerEmails(
  present: { email: string | null; isVerified: boolean },
  events: readonly (readonly Change[])[],
): FormerEmail[] {
  const found = new Map<string, FormerEmail>();
  let wasVerified = present.isVerified;
  for (const changes of events) {
    const of = (field: string) => changes.find((change) => change.field === field);
    const verification = of('email_verified');
    if (verification !== undefined) wasVerified = verification.before === true;
    const email = of('email')?.before;
    // The newest time that it was given up counts.
    if (typeof email === 'string' && email !== present.email && !found.has(email))
      found.set(email, { email, isVerified: wasVerified });
  }
  return [...found.values()].slice(0, mostEmails);
}
