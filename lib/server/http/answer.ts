import { type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip as gzipOf } from 'node:zlib';

const gzip = promisify(gzipOf);

/** Shorter bodies are sent as they are, in bytes: a head and one packet is all they take. */
const fewestToCompress = 1024;

/** An answer that can be given more than once. */
export interface Answer {
  status: number;
  headers: readonly [string, string][];
  body: Buffer;
  /** The body compressed, made when first wanted. */
  compressed: Promise<Buffer> | null;
}

/** Reads a response to its end. */
export async function toAnswer(response: Response): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: [...response.headers], body, compressed: null };
}

const isCompressible = ({ headers, body }: Answer) =>
  body.byteLength >= fewestToCompress && headers.some(([name, value]) => name === 'content-type' && /json/.test(value));

/** Sends an answer, compressed where the client takes that. `more` are headers besides its own. */
export async function sendAnswer(
  { headers: { 'accept-encoding': accepted = '' } }: IncomingMessage,
  response: ServerResponse,
  { answer, more }: { answer: Answer; more: Record<string, string> },
): Promise<void> {
  const headers: Record<string, string> = { ...more, ...Object.fromEntries(answer.headers) };
  let { body } = answer;
  if (isCompressible(answer)) {
    headers.vary = 'Accept-Encoding';
    if (/\bgzip\b/.test(accepted)) {
      body = await (answer.compressed ??= gzip(answer.body, { level: 3 }));
      headers['content-encoding'] = 'gzip';
    }
  }
  response.writeHead(answer.status, { ...headers, 'content-length': String(body.byteLength) }).end(body);
}
