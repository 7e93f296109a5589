import { type Person } from '../../access/person';
import { type SessionClaims } from '../../access/session-claims';
import { grantOf } from '../../access/role';
import { env } from '../process/env';

/** Reads a person and their present role from the claims of a session. Evaluated anew on each request. */
export function personOf(user: SessionClaims): Person {
  const grant = grantOf(
    { email: user.email ?? null, emailVerified: user.email_verified === true, claims: user },
    env().access,
  );
  return {
    id: user.sub,
    email: user.email ?? null,
    emailVerified: user.email_verified === true,
    name: user.name ?? user.nickname ?? user.email ?? user.sub,
    role: grant?.role ?? null,
    grantedBy: grant?.by ?? null,
  };
}
