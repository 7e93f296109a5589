import { rolesFromClaim } from './role';

/** The claims a session keeps: who the person is, and which roles their token grants. */
export interface SessionClaims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  nickname?: string;
  [claim: string]: unknown;
}

/** A session rides on every request in one cookie, so all its claims together stay below this many bytes of JSON. */
const MAX_BYTES = 700;
const MAX_NAME_CHARACTERS = 60;
const own = new Set(['sub', 'email', 'email_verified', 'name', 'nickname']);

const clip = (value: string) => Array.from(value).slice(0, MAX_NAME_CHARACTERS).join('');
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Picks what is used from the claims of an ID token. Names are clipped and the roles claim is reduced to the roles this
 * product knows, however many groups the token lists. Returns null when subject and address alone are too long to keep.
 */
export function sessionClaims(claims: Record<string, unknown>, rolesClaim: string | null): SessionClaims | null {
  const sub = textOf(claims.sub);
  if (sub === undefined) return null;
  const [email, name, nickname] = [textOf(claims.email), textOf(claims.name), textOf(claims.nickname)];
  const grants = rolesClaim !== null && !own.has(rolesClaim) && Object.hasOwn(claims, rolesClaim);
  const kept: SessionClaims = {
    ...(grants && { [rolesClaim]: rolesFromClaim(claims[rolesClaim]) }),
    sub,
    ...(email !== undefined && { email, email_verified: claims.email_verified === true }),
    ...(name !== undefined && { name: clip(name) }),
    // Shown only when there is no name.
    ...(name === undefined && nickname !== undefined && { nickname: clip(nickname) }),
  };
  return new TextEncoder().encode(JSON.stringify(kept)).byteLength > MAX_BYTES ? null : kept;
}
