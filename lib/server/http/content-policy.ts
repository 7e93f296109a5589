const isDevelopment = process.env.NODE_ENV === 'development';

/** The content security policy of every page, with the `nonce` that lets its own scripts run; of an answer without scripts. */
export function contentSecurityPolicy(nonce?: string): string {
  // React's development build evaluates strings for its error overlay; production never does.
  const scripts =
    nonce === undefined ? '' : ` 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`;
  return [
    "default-src 'self'",
    `script-src 'self'${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
