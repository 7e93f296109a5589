import { type Person } from '../access/person';
import { grantOf } from '../access/role';
import { env } from './env';

/** Standard claims of a session's user; further claims are kept by the index signature. */
export interface SessionUser {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  nickname?: string;
  [claim: string]: unknown;
}

/** Reads a person and their present role from the claims of a session. Evaluated anew on each request. */
export function personOf(user: SessionUser): Person {
  const grant = grantOf(
    { email: user.email ?? null, emailVerified: user.email_verified === true, claims: user },
    env().access,
  );
  return {
    id: user.sub,
    email: user.email ?? null,
    name: user.name ?? user.nickname ?? user.email ?? user.sub,
    role: grant?.role ?? null,
    grantedBy: grant?.by ?? null,
  };
}
