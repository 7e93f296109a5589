import { type IncomingMessage } from 'node:http';

/** Twice Auth0's largest legacy profile (1 MB) plus its previous version and context. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** `bytes` is how many were declared or had come when reading stopped. */
export type BodyRead = { ok: true; body: Uint8Array } | { ok: false; bytes: number };

/**
 * Reads a body up to the cap and stops as soon as it is passed, so that a hundred megabytes are never held. An aborted
 * request rejects with the stream's own error.
 */
export async function readBody(chunks: AsyncIterable<Uint8Array> | null): Promise<BodyRead> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return { ok: false, bytes };
    parts.push(chunk);
  }
  return { ok: true, body: joined(parts, bytes) };
}

/** The same of a request of `node:http`, which stays open to be answered when the body is too large. */
export function readNodeBody(request: IncomingMessage): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= MAX_BODY_BYTES) {
        parts.push(chunk);
        return;
      }
      request.off('data', take);
      parts.length = 0;
      resolve({ ok: false, bytes });
    };
    request.on('data', take);
    // Not once(), whose wrappers cost more than these do: only the first of them settles anything.
    request.on('end', () => resolve({ ok: true, body: joined(parts, bytes) }));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.readableEnded) reject(new Error('The sender went away'));
    });
  });
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, bytes);
}
