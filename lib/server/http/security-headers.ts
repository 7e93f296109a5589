/** Headers of every answer: Next's pages and routes, and the front door. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Said over https only, and of this host alone: its neighbours may still speak plain http. */
export const transportSecurity = ['strict-transport-security', 'max-age=31536000'] as const;
