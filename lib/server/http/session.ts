import 'server-only';
import { NextRequest } from 'next/server';
import { type SessionClaims } from '../../access/session-claims';
import { env } from '../process/env';
import { auth0 } from './auth0';
import { endedSessions } from './ended-sessions';
import { singleton } from '../process/singleton';
import { cookieNames } from './session-cookies';

/** Anything cookies can be read from: a request, or Next's `cookies()`. */
export interface CookieReader {
  get: (name: string) => { name: string; value: string } | undefined;
}

export interface Session {
  id: string;
  user: SessionClaims;
}

/**
 * A request for the session SDK that carries the named cookies and nothing else. It would otherwise read and delete
 * cookies of other applications on the same host that use the same SDK.
 */
export function sdkRequest(path: string, cookies: readonly { name: string; value: string }[]): NextRequest {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return new NextRequest(new URL(path, env().appBaseUrl), { headers: { cookie } });
}

/** Decrypting a cookie costs more than most answers, so its session is remembered this long, in ms. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 1_000;

interface Remembered {
  session: Session;
  /** Unix time in ms: never past the end of the session itself. */
  untilMs: number;
}

const remembered = () => singleton('sessions', () => new Map<string, Remembered>());

/** `held` as the SDK returns it, with the end of its envelope, which the type leaves out (`exp`, Unix time in seconds). */
function remember(cookie: string, session: Session, held: object): void {
  if (!('exp' in held) || typeof held.exp !== 'number') return;
  const known = remembered();
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(cookie, { session, untilMs: Math.min(Date.now() + REMEMBERED_MS, held.exp * 1000) });
}

/** The session as its cookie holds it, whether or not it was signed out of. Null when there is none or it is unreadable. */
export async function heldSession(jar: CookieReader): Promise<Session | null> {
  const cookie = jar.get(cookieNames(env().appBaseUrl).session);
  if (cookie === undefined) return null;
  const known = remembered().get(cookie.value);
  if (known !== undefined && Date.now() < known.untilMs) return known.session;
  remembered().delete(cookie.value);
  // A cookie that cannot be decrypted is no session; it must not keep anybody from signing in or out.
  const held = await auth0()
    .getSession(sdkRequest('/', [cookie]))
    .catch(() => null);
  if (held === null || typeof held.id !== 'string') return null;
  const session = { id: held.id, user: held.user };
  remember(cookie.value, session, held);
  return session;
}

/** The session of a signed-in person, or null. Rejects with `StoreUnavailableError` when the store cannot tell. */
export async function currentSession(jar: CookieReader): Promise<Session | null> {
  const session = await heldSession(jar);
  return session === null || (await endedSessions().has(session.id)) ? null : session;
}
