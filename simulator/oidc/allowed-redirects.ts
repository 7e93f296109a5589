const CALLBACK = '/auth/callback';

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

const isLocal = (url: URL): boolean => ['http:', 'https:'].includes(url.protocol) && url.hostname === 'localhost';

/** Where sign-in may return to: the callback of any port of this machine (tests take random ones) or of a named app. */
export function callbackAllowed(target: string, appUrls: readonly string[]): boolean {
  const url = parse(target);
  if (!url || url.pathname !== CALLBACK || url.hash !== '') return false;
  return isLocal(url) || appUrls.some((app) => parse(app)?.origin === url.origin);
}

/** Where sign-out may return to. */
export function logoutAllowed(target: string, appUrls: readonly string[]): boolean {
  const url = parse(target);
  return url !== undefined && (isLocal(url) || appUrls.some((app) => parse(app)?.origin === url.origin));
}
