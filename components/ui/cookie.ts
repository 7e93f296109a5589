/** Keeps a display preference for a year, so that the server can render with it at once. Holds nothing secret. */
export function rememberInCookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
