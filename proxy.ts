import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { auth0, authPaths } from '@/lib/server/auth0';

/** Prefixes the session SDK would serve by itself and we do not offer: tokens and account APIs for the browser. */
const shut = ['/auth/', '/me/', '/my-org/'];

const isDevelopment = process.env.NODE_ENV === 'development';

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // React's development build evaluates strings for its error overlay; production never does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Only opening a page prolongs a session. A background request that is still on its way while somebody signs out would
 * otherwise bring a fresh cookie back and undo it.
 */
function isNavigation(request: NextRequest): boolean {
  return request.headers.get('sec-fetch-dest') === 'document' || request.headers.get('sec-fetch-mode') === 'navigate';
}

/**
 * Mounts sign-in, sign-out and call-back, rolls the session cookie, and sets the content security policy. It locks nothing:
 * every page and route authorises by itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  if (authPaths.some((path) => path === pathname)) return auth0().middleware(request);
  if (shut.some((prefix) => `${pathname}/`.startsWith(prefix))) return new NextResponse(null, { status: 404 });

  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // A client's own values must never reach the renderer: the nonce decides which scripts run.
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  if (isNavigation(request)) {
    const rolled = await auth0().middleware(request);
    for (const cookie of rolled.cookies.getAll()) response.cookies.set(cookie);
  }
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}

export const config = {
  // Left out: paths that authenticate by other means or stream (Next would buffer their bodies), and static files.
  matcher: ['/((?!webhook$|api/live$|healthz$|readyz$|metrics$|_next/static/|icon\\.svg$).*)'],
};
