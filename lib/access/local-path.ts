const anywhere = 'http://local.invalid';

/**
 * The path, query and fragment of an address inside this application, as a browser would resolve it; null for anything
 * that leads elsewhere, such as `//host`, `/\\host`, a tab between the slashes or `/..//host`.
 */
export function localPath(value: string | null | undefined): string | null {
  if (value?.startsWith('/') !== true || !URL.canParse(value, anywhere)) return null;
  const { origin, pathname, search, hash } = new URL(value, anywhere);
  return origin === anywhere && !pathname.startsWith('//') ? pathname + search + hash : null;
}

/** Shortens a local path until it fits: first without its query, then to the front page. */
export function fittingPath(path: string, maxBytes: number): string {
  const fits = (text: string) => new TextEncoder().encode(text).byteLength <= maxBytes;
  if (fits(path)) return path;
  const { pathname } = new URL(path, anywhere);
  return fits(pathname) ? pathname : '/';
}
