import 'server-only';
import { NextResponse, type NextRequest } from 'next/server';
import { fittingPath, localPath } from '../../access/local-path';
import { env } from '../process/env';
import { log } from '../process/log';
import { auth0, SESSION_SECONDS } from './auth0';
import { endedSessions } from './ended-sessions';
import { currentSession, heldSession, sdkRequest } from './session';
import { cookieAttributes, cookieBytes, cookieNames, crowdedOut, MAX_COOKIE_BYTES } from './session-cookies';
import { troubleCookie } from './sign-in-trouble';

/** What of the address of `/auth/login` goes on to Auth0; anything else could swell the cookie of the sign-in. */
const loginParameters = ['organization', 'invitation', 'connection', 'login_hint'];

/** A sign-in's cookie without its return address. */
const TRANSACTION_BYTES = 640;
/** Encryption in the cookie takes four bytes for three. */
const GROWTH = 1.4;

const base = () => env().appBaseUrl;
const names = () => cookieNames(base());
const attributes = () => cookieAttributes(base());

function redirectTo(path: string, status: 303 | 307 = 307): NextResponse {
  const response = NextResponse.redirect(new URL(path, base()), status);
  response.headers.set('cache-control', 'no-store');
  return response;
}

const pendingOf = (request: NextRequest) =>
  request.cookies.getAll().filter(({ name }) => name.startsWith(names().transactionPrefix));

function forget(response: NextResponse, cookies: readonly { name: string }[]): void {
  for (const { name } of cookies) response.cookies.set(name, '', { ...attributes(), maxAge: 0 });
}

/** Carries over what the SDK set, each cookie with our attributes; what it deletes is decided by the caller. */
function keepSet(response: NextResponse, answer: NextResponse, isWanted: (name: string) => boolean): void {
  for (const { name, value, maxAge } of answer.cookies.getAll()) {
    if (value !== '' && isWanted(name)) {
      response.cookies.set(name, value, { ...attributes(), ...(maxAge !== undefined && { maxAge }) });
    }
  }
}

async function logIn(request: NextRequest): Promise<NextResponse> {
  const held = request.cookies.get(names().session);
  const heldBytes = held === undefined ? 0 : cookieBytes(held);
  const room = Math.max(0, Math.floor((MAX_COOKIE_BYTES - heldBytes - TRANSACTION_BYTES) / GROWTH));
  const returnTo = fittingPath(localPath(request.nextUrl.searchParams.get('returnTo')) ?? '/', room);
  const query = new URLSearchParams({ returnTo });
  for (const name of loginParameters) {
    const value = request.nextUrl.searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  const answer = await auth0().middleware(sdkRequest(`/auth/login?${query}`, []));
  const location = answer.headers.get('location');
  if (location === null) return redirectTo(`/sign-in?${new URLSearchParams({ error: 'discovery_error', returnTo })}`);
  const response = redirectTo(location);
  const begun = answer.cookies.getAll().filter(({ name }) => name.startsWith(names().transactionPrefix));
  keepSet(response, answer, (name) => begun.some((cookie) => cookie.name === name));
  const otherBytes = begun.reduce((sum, cookie) => sum + cookieBytes(cookie), heldBytes);
  forget(response, crowdedOut(pendingOf(request), otherBytes));
  return response;
}

const isSignedIn = (request: NextRequest) =>
  currentSession(request.cookies).then(
    (session) => session !== null,
    () => false,
  );

async function callBack(request: NextRequest): Promise<NextResponse> {
  const { searchParams, search } = request.nextUrl;
  const transaction = request.cookies.get(`${names().transactionPrefix}${searchParams.get('state') ?? ''}`);
  // Back in the browser, or the same address opened twice: the sign-in is done, so go on.
  if (transaction === undefined && (await isSignedIn(request))) return redirectTo('/');
  const sent = transaction === undefined ? [] : [transaction];
  const answer = await auth0().middleware(sdkRequest(`/auth/callback${search}`, sent));
  const target = new URL(answer.headers.get('location') ?? '/sign-in?error=failed', base());
  const response = redirectTo(target.pathname + target.search);
  forget(response, sent);
  const code = target.pathname === '/sign-in' ? target.searchParams.get('error') : null;
  if (code === null) keepSet(response, answer, (name) => name === names().session);
  else if (transaction !== undefined) {
    const description = searchParams.get('error_description');
    if (description !== null) {
      response.cookies.set(names().trouble, troubleCookie(code, description), { ...attributes(), maxAge: 120 });
    }
  }
  return response;
}

/** True when a page of ours, or the person themselves, asked for it: no other site can sign people out. */
function isOwnWish(request: NextRequest): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (request.method === 'POST') {
    return request.headers.get('origin') === new URL(base()).origin && (site === null || site === 'same-origin');
  }
  // Browsers leave the header out over plain http on a LAN; a GET proves nothing there.
  return site === 'same-origin' || site === 'none';
}

/** Auth0's sign-out address, which ends its own session too; the sign-in page when Auth0 cannot be reached. */
async function afterSignOut(request: NextRequest, isReadable: boolean): Promise<string> {
  const held = request.cookies.get(names().session);
  const returnTo = localPath(request.nextUrl.searchParams.get('returnTo'));
  const query = returnTo === null ? '' : `?${new URLSearchParams({ returnTo: new URL(returnTo, base()).href })}`;
  const sent = isReadable && held !== undefined ? [held] : [];
  const answer = await auth0().middleware(sdkRequest(`/auth/logout${query}`, sent));
  const location = answer.headers.get('location');
  if (location === null) log.warn({ status: answer.status }, 'Auth0 could not be told of a sign-out');
  return location ?? '/sign-in';
}

async function logOut(request: NextRequest): Promise<NextResponse> {
  if (!isOwnWish(request)) return redirectTo('/sign-out', 303);
  const session = await heldSession(request.cookies);
  if (session !== null) await endedSessions().add(session.id, SESSION_SECONDS * 1000);
  const response = redirectTo(await afterSignOut(request, session !== null), 303);
  forget(response, [{ name: names().session }, ...pendingOf(request)]);
  return response;
}

const routes: Record<string, { methods: readonly string[]; serve: (request: NextRequest) => Promise<NextResponse> }> = {
  '/auth/login': { methods: ['GET'], serve: logIn },
  '/auth/callback': { methods: ['GET'], serve: callBack },
  '/auth/logout': { methods: ['GET', 'POST'], serve: logOut },
};

/** Serves sign-in, call-back and sign-out; null for any other path. */
export async function serveAuth(request: NextRequest): Promise<NextResponse | null> {
  const route = routes[request.nextUrl.pathname];
  if (route === undefined) return null;
  if (route.methods.includes(request.method)) return route.serve(request);
  return new NextResponse(null, { status: 405, headers: { allow: route.methods.join(', ') } });
}

/** Sets the session cookie anew on `response`, with a later end. A session that was signed out of stays as it is. */
export async function prolongSession(request: NextRequest, response: NextResponse): Promise<void> {
  const held = request.cookies.get(names().session);
  if (held === undefined || !(await isSignedIn(request))) return;
  const answer = await auth0().middleware(sdkRequest('/', [held]));
  keepSet(response, answer, (name) => name === names().session);
}
