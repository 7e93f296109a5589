/** Node's codes of failed connections, in words. */
const reasons = new Map([
  ['ECONNREFUSED', 'The connection was refused'],
  ['ENOTFOUND', 'The host is not known'],
  ['EAI_AGAIN', 'The host could not be looked up'],
  ['ECONNRESET', 'The connection was reset'],
]);

/** Why a request got no answer, in words that hold nothing of what was sent. */
export function connectionReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons.get(code) ?? `The request failed${code === '' ? '' : ` (${code})`}`;
}
