const MAX_BYTES = 400;

const clip = (text: string) => {
  // Control and direction characters could make the sentence read as another one.
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const bytes = new TextEncoder().encode(plain);
  if (bytes.byteLength <= MAX_BYTES) return plain;
  const whole = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES)).replace(/\uFFFD+$/, '');
  return `${whole}…`;
};

/**
 * Keeps what Auth0 said about a refused sign-in for the sign-in page. It travels in a cookie: in the address it could be
 * written by anybody who sends a link.
 */
export function troubleCookie(code: string, description: string): string {
  return `${code}.${Buffer.from(clip(description)).toString('base64url')}`;
}

/** What Auth0 said, when the cookie is about the failure named `code`; null otherwise. */
export function troubleDescription(cookie: string | undefined, code: string): string | null {
  if (cookie?.startsWith(`${code}.`) !== true) return null;
  const text = clip(Buffer.from(cookie.slice(code.length + 1), 'base64url').toString('utf8'));
  return text === '' ? null : text;
}
