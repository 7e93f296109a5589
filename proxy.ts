import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { prolongSession, serveAuth } from '@/lib/server/http/auth-routes';
import { contentSecurityPolicy } from '@/lib/server/http/content-policy';

/** Prefixes that the session SDK would serve and we do not offer: tokens and account APIs for the browser. */
const shut = ['/auth/', '/me/', '/my-org/'];

/**
 * Only opening a page prolongs a session; a background request must not bring a cookie back after signing out. Browsers
 * send `Sec-Fetch-*` to https and localhost only, so over plain http a page is told by what it accepts.
 */
function isNavigation({ method, headers }: NextRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const mode = headers.get('sec-fetch-mode');
  if (mode !== null) return mode === 'navigate';
  return !headers.has('rsc') && (headers.get('accept') ?? '').includes('text/html');
}

/**
 * Mounts sign-in, sign-out and call-back, rolls the session cookie, and sets the content security policy. It locks nothing:
 * every page and route authorises.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  const served = await serveAuth(request);
  if (served !== null) return served;
  if (shut.some((prefix) => `${pathname}/`.startsWith(prefix))) return new NextResponse(null, { status: 404 });

  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // A client's own values must never reach the renderer: the nonce decides which scripts run.
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  if (isNavigation(request)) await prolongSession(request, response);
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}

export const config = {
  // Left out: paths that authenticate by other means or stream (Next would buffer their bodies), and static files.
  matcher: ['/((?!webhook$|api/live$|healthz$|readyz$|metrics$|_next/static/|icon\\.svg$).*)'],
};
