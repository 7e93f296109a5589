import { type IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from './read-body';

/** How long the rest of a refused body is still taken, in milliseconds: a sender that writes on would miss our answer. */
const LINGER_MS = 2_000;

/** Lets the sender of a refused body finish or lose patience, without keeping what it sends; a body as long as none of ours ends it. */
export function discardRest(request: IncomingMessage): void {
  if (request.destroyed || request.readableEnded) return;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) request.destroy();
  });
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
}
