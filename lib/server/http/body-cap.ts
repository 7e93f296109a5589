import { type IncomingMessage, type ServerResponse } from 'node:http';
import { securityHeaders } from './security-headers';
import { discardRest } from '../webhook/rest-of-body';

/** Far more than any page or `/api` route takes. */
export const MOST_BODY_BYTES = 64 * 1024;

interface Refusal {
  status: 411 | 413;
  title: string;
  detail: string;
}

/** Why the body of a request is not taken, told from its head; null when it is. */
function refusalOf({ headers }: IncomingMessage): Refusal | null {
  if (headers['transfer-encoding'] !== undefined)
    return {
      status: 411,
      title: 'Length Required',
      detail: 'Send a Content-Length: bodies without one are not taken.',
    };
  if (Number(headers['content-length'] ?? 0) > MOST_BODY_BYTES)
    return { status: 413, title: 'Payload Too Large', detail: 'The limit is 64 KiB. Events are posted to /webhook.' };
  return null;
}

/**
 * Refuses a body that no page or route takes, before any of it is read: Next holds bodies in memory before it is known who
 * sends them. Returns whether it did.
 */
export function refuseLargeBody(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = refusalOf(request);
  if (refusal === null) return false;
  const headers = {
    ...securityHeaders,
    connection: 'close',
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
  };
  response.writeHead(refusal.status, headers).end(JSON.stringify({ type: 'about:blank', ...refusal }));
  discardRest(request);
  return true;
}
