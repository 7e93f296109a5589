import 'server-only';
import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { NextResponse } from 'next/server';
import { type Person } from '../access/person';
import { env } from './env';
import { log } from './log';
import { personOf } from './person';
import { singleton } from './singleton';
import { store } from './store';

/** The routes of the SDK that we let through; its other ones (tokens to the browser, `/me`, `/my-org`) stay shut. */
export const authPaths = ['/auth/login', '/auth/logout', '/auth/callback'] as const;

const safeReturnTo = (value: string | undefined) => (value !== undefined && /^\/(?![/\\])/.test(value) ? value : '/');

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

function createClient(): Auth0Client {
  const { appBaseUrl, auth0 } = env();
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
    session: { rolling: true, inactivityDuration: 60 * 60 * 8, absoluteDuration: 60 * 60 * 24 },
    // Without this hook the SDK drops every custom claim, the roles claim among them.
    beforeSessionSaved: (session) => Promise.resolve(session),
    onCallback: async (error, context, session) => {
      const base = context.appBaseUrl ?? appBaseUrl;
      if (error !== null || session === null) {
        log.warn({ code: error?.code ?? 'no_session' }, 'Sign-in failed');
        return NextResponse.redirect(new URL(`/sign-in?error=${encodeURIComponent(error?.code ?? 'failed')}`, base));
      }
      await auditSignIn(personOf(session.user));
      return NextResponse.redirect(new URL(safeReturnTo(context.returnTo), base));
    },
  });
}

/** The session client, made on first use so that a build needs no settings. */
export const auth0 = () => singleton('auth0', createClient);
