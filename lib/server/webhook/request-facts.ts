import { hash } from 'node:crypto';
import { type RequestFacts } from '../../events/receipt';

const MAX_VALUE_LENGTH = 300;
const MAX_HEADERS = 40;

/** Headers that may carry a secret, ours or a proxy's. Their presence is kept, their value is not. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key']);

/** What we keep of a request: enough to find out who sent it and what it was, nothing that lets another send the like. */
export function requestFacts(
  headers: Iterable<[string, string]>,
  body: Uint8Array,
  options: { secretNames: readonly string[]; remoteAddress: string | null },
): RequestFacts {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const [rawName, value] of headers) {
    if (++count > MAX_HEADERS) break;
    const name = rawName.toLowerCase();
    const secret = secretHeaders.has(name) || options.secretNames.includes(name);
    kept[name] = secret ? 'redacted' : value.slice(0, MAX_VALUE_LENGTH);
  }
  return {
    remoteAddress: options.remoteAddress,
    headers: kept,
    bytes: body.byteLength,
    sha256: hash('sha256', body, 'hex'),
  };
}
