import 'server-only';
import { randomBytes } from 'node:crypto';
import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { NextResponse } from 'next/server';
import { localPath } from '../../access/local-path';
import { type Person } from '../../access/person';
import { sessionClaims } from '../../access/session-claims';
import { env } from '../process/env';
import { log } from '../process/log';
import { personOf } from './person';
import { cookieAttributes, cookieNames } from './session-cookies';
import { singleton } from '../process/singleton';
import { store } from '../process/store';

/** The longest a session lasts, in seconds, however busy it is. */
export const SESSION_SECONDS = 60 * 60 * 24;

/** Unlike a change, looking must stay possible when nothing can be written: a lost row is logged and lets people in. */
async function auditSignIn(person: Person): Promise<void> {
  try {
    await (
      await store()
    ).recordAudit({
      atMs: Date.now(),
      actor: person.email ?? person.id,
      action: person.role === null ? 'sign_in_denied' : 'sign_in',
      target: null,
      detail: person.role === null ? {} : { role: person.role },
    });
  } catch (error) {
    log.error({ err: error }, 'A sign-in could not be audited');
  }
}

interface SignInError {
  code: string;
  cause?: unknown;
}

/** What Auth0 called the failure where it said so, such as `access_denied`; the SDK's own code otherwise. */
function codeOf(error: SignInError | null): string {
  const said = error?.code === 'authorization_error' ? error.cause : error;
  const code = said instanceof Error && 'code' in said ? said.code : error?.code;
  return typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : 'failed';
}

function backToSignIn(code: string, returnTo: string): NextResponse {
  // The code alone: what an Action says may name a person.
  log.warn({ code }, 'Sign-in failed');
  return NextResponse.redirect(new URL(`/sign-in?${new URLSearchParams({ error: code, returnTo })}`, env().appBaseUrl));
}

function createClient(): Auth0Client {
  const { appBaseUrl, auth0, access } = env();
  const names = cookieNames(appBaseUrl);
  return new Auth0Client({
    domain: auth0.domain,
    clientId: auth0.clientId,
    clientSecret: auth0.clientSecret,
    secret: auth0.secret,
    appBaseUrl,
    allowInsecureRequests: auth0.insecureLocalhost,
    enableAccessTokenEndpoint: false,
    // No offline_access: we never call an API on a person's behalf, and refresh races are a known source of lost sessions.
    authorizationParameters: { scope: 'openid profile email' },
    session: {
      rolling: true,
      inactivityDuration: 60 * 60 * 8,
      absoluteDuration: SESSION_SECONDS,
      cookie: { name: names.session, ...cookieAttributes(appBaseUrl) },
    },
    transactionCookie: { prefix: names.transactionPrefix, ...cookieAttributes(appBaseUrl) },
    // The cookie carries the whole session. Tokens and most claims are never used and would outgrow what proxies pass.
    beforeSessionSaved: (session) => {
      const kept = sessionClaims(session.user, access.rolesClaim) ?? { sub: session.user.sub };
      const id = randomBytes(16).toString('base64url');
      return Promise.resolve({ ...session, id, user: kept, tokenSet: { accessToken: '', expiresAt: 0 } });
    },
    onCallback: async (error, context, session) => {
      const returnTo = localPath(context.returnTo) ?? '/';
      if (error !== null || session === null) return backToSignIn(codeOf(error), returnTo);
      const claims = sessionClaims(session.user, access.rolesClaim);
      if (claims === null) return backToSignIn('identity_too_long', returnTo);
      await auditSignIn(personOf(claims));
      return NextResponse.redirect(new URL(returnTo, appBaseUrl));
    },
  });
}

/** The session client, made on first use so that a build needs no settings. */
export const auth0 = () => singleton('auth0', createClient);
