/** Twice Auth0's largest legacy profile (1 MB) plus its previous version and context. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

export type BodyRead = { ok: true; body: Uint8Array } | { ok: false; bytes: number };

/**
 * Reads a body up to the cap and stops as soon as it is passed, so that a hundred megabytes are never held. An aborted
 * request rejects with the stream's own error.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array> | null,
  declaredBytes: number | null,
): Promise<BodyRead> {
  if (declaredBytes !== null && declaredBytes > MAX_BODY_BYTES) return { ok: false, bytes: declaredBytes };
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return { ok: false, bytes };
    parts.push(chunk);
  }
  const [only] = parts;
  return { ok: true, body: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, bytes) };
}
