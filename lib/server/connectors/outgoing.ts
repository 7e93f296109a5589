import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { secondMs } from '../../spans';
import { connectionReason } from '../process/connection-reason';
import { OwnLinkError } from '../process/own-link';
import { type AddressGuard, RefusedAddressError } from './address-guard';

/** The longest that one request may take, in ms: looking up, connecting, sending and reading. */
const patienceMs = 10 * secondMs;

/** Bytes of an answer that are read; what comes after them is not waited for. */
const mostBytes = 64 * 1_024;

/** Characters of an answer that are kept. */
const mostExcerpt = 1_000;

/** What came of a request. */
export type Answer =
  | { kind: 'answered'; status: number; retryAfter: string | null; excerpt: string; tookMs: number }
  | { kind: 'failed'; reason: string; tookMs: number }
  /** The address may not be asked. Nothing was sent. */
  | { kind: 'refused'; reason: string; tookMs: number };

interface Outgoing {
  url: URL;
  body: Uint8Array;
  headers: Record<string, string>;
  guard: AddressGuard;
}

class LateError extends Error {}

/** Posts to another side: follows no redirect, and sends nothing to an address that the guard refuses. Never rejects. */
export async function post({ url, body, headers, guard }: Outgoing): Promise<Answer> {
  const startedMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startedMs);
  try {
    guard.refuse(url);
    const answer = await send({ url, body, headers, guard });
    return { kind: 'answered', ...answer, tookMs: tookMs() };
  } catch (error) {
    if (error instanceof RefusedAddressError || error instanceof OwnLinkError) {
      return { kind: 'refused', reason: refusalOf(error), tookMs: tookMs() };
    }
    return { kind: 'failed', reason: reasonOf(error), tookMs: tookMs() };
  }
}

interface Head {
  status: number;
  retryAfter: string | null;
  excerpt: string;
}

function send({ url, body, headers, guard }: Outgoing): Promise<Head> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestTls : requestPlain;
    const asked = request(url, {
      method: 'POST',
      agent: false,
      lookup: guard.lookup(url),
      headers: { ...headers, 'user-agent': 'Streamgauge', 'content-length': body.byteLength },
    });
    const late = setTimeout(() => asked.destroy(new LateError()), patienceMs);
    asked.on('response', (answer) => {
      readStart(answer).then((text) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] ?? null, excerpt: text });
        answer.destroy();
      }, reject);
    });
    // Stays: a request without a listener for errors would end the process.
    asked.on('error', reject);
    asked.on('close', () => clearTimeout(late));
    asked.end(body);
  });
}

/** The beginning of an answer. One that breaks off after its head has answered all the same. */
function readStart(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const end = () => resolve(excerptOf(Buffer.concat(chunks).toString('utf8')));
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= mostBytes) end();
    });
    answer.on('end', end);
    answer.on('error', end);
    answer.on('close', end);
  });
}

/** An address, also as URLs and JSON write it. Bounded on both sides, so that no text takes long. */
const address = /[^\s"'<>@:;,()]{1,64}(?:@|%40|\\u0040)[^\s"'<>@:;,()]{1,255}/gi;

/** E-mail addresses do not belong into what is kept of an answer, not even the half of one. */
function excerptOf(text: string): string {
  return text
    .slice(0, 2 * mostExcerpt)
    .replace(address, '…@…')
    .slice(0, mostExcerpt)
    .trim();
}

const refusalOf = (error: Error) =>
  error instanceof OwnLinkError
    ? 'The address is one of this machine’s own link, which is refused'
    : 'The address is of an inner network or plain http, and CONNECTORS_ALLOW does not name it';

function reasonOf(error: unknown): string {
  if (error instanceof LateError) return `no answer within ${patienceMs / secondMs} s`;
  return connectionReason(error);
}
