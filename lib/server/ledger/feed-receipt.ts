import { createHash } from 'node:crypto';
import { parseBody } from '../../events/parse-event';
import { type IncomingReceipt } from '../../events/receipt';

/** The feed's copy of an event, as JSON text, as a receipt; null where it is no event. */
export function receiptOfCopy(text: string, receivedAtMs: number): IncomingReceipt | null {
  const body = new TextEncoder().encode(text);
  const parsed = parseBody(body);
  if (parsed.malformed) return null;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return {
    receivedAtMs,
    body,
    event: parsed.event,
    envelope: 'feed',
    credential: { kind: 'feed', index: 0 },
    request: { remoteAddress: null, headers: {}, bytes: body.byteLength, sha256 },
  };
}
