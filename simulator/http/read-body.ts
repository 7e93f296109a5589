import type { IncomingMessage } from 'node:http';
import { parseJson } from '../ground/json.ts';

const LIMIT = 4 * 1024 * 1024;

/** The whole body as text; `undefined` when it is larger than anything a client of ours sends. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > LIMIT) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A body as JSON. Forms are taken too, as Auth0 does, unless the text is JSON that a hand-typed curl mislabelled. */
export function parseBody(request: IncomingMessage, text: string): unknown {
  if (text === '') return undefined;
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return form && !text.startsWith('{') ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
}
