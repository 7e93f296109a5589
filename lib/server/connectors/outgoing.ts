import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { secondMs } from '../../spans';
import { withoutAddresses } from '../../text/mask-addresses';
import { connectionReason } from '../process/connection-reason';
import { OwnLinkError } from '../process/own-link';
import { type AddressGuard, RefusedAddressError } from './address-guard';

/** The longest that one request may take unless told otherwise, in ms: looking up, connecting, sending and reading. */
const usualPatienceMs = 10 * secondMs;

/** Bytes of an answer that are read unless more were asked for; what comes after them is not waited for. */
const usualBytes = 64 * 1_024;

/** Characters of an answer that are kept. */
const mostExcerpt = 1_000;

/** Headers of an answer that came once, by their names in lower case. */
export type AnswerHeaders = Readonly<Partial<Record<string, string>>>;

/** What came of a request. */
export type Answer =
  | ({ kind: 'answered'; tookMs: number } & Head)
  /** `mayHaveArrived`: the connection stood, so that the other side may have done what it was asked to. */
  | { kind: 'failed'; reason: string; mayHaveArrived: boolean; tookMs: number }
  /** The address may not be asked. Nothing was sent. */
  | { kind: 'refused'; reason: string; tookMs: number };

interface Head {
  status: number;
  retryAfter: string | null;
  headers: AnswerHeaders;
  /** The beginning of the body, as it came: never kept. */
  text: string;
  /** The body did not break off and was not longer than what is read. */
  isWhole: boolean;
  /** What may be kept of `text`. */
  excerpt: string;
}

export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  /** Absent: the request has none. */
  body?: Uint8Array;
  headers: Record<string, string>;
  guard: AddressGuard;
  /** The longest that it may take, in ms; 10 s where it is not told. */
  patienceMs?: number | undefined;
  /** Bytes of the answer that are read; 64 kB where it is not told. */
  mostBytes?: number | undefined;
}

class LateError extends Error {}

/** Asks another side: follows no redirect, and sends nothing to an address that the guard refuses. Never rejects. */
export async function ask(outgoing: Outgoing): Promise<Answer> {
  const startedMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startedMs);
  const line = { isOpen: false };
  try {
    outgoing.guard.refuse(outgoing.url);
    const answer = await send(outgoing, line);
    return { kind: 'answered', ...answer, tookMs: tookMs() };
  } catch (error) {
    if (error instanceof RefusedAddressError || error instanceof OwnLinkError) {
      return { kind: 'refused', reason: refusalOf(error), tookMs: tookMs() };
    }
    return { kind: 'failed', reason: reasonOf(error), mayHaveArrived: line.isOpen, tookMs: tookMs() };
  }
}

function send(outgoing: Outgoing, line: { isOpen: boolean }): Promise<Head> {
  const { method, url, body, headers, guard, patienceMs = usualPatienceMs, mostBytes = usualBytes } = outgoing;
  const isTls = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = isTls ? requestTls : requestPlain;
    const length = body === undefined ? {} : { 'content-length': body.byteLength };
    const asked = request(url, {
      method,
      agent: false,
      lookup: guard.lookup(url),
      headers: { ...headers, 'user-agent': 'Streamgauge', ...length },
    });
    const late = setTimeout(
      () => asked.destroy(new LateError(`no answer within ${patienceMs / secondMs} s`)),
      patienceMs,
    );
    asked.on('socket', (socket) => socket.once(isTls ? 'secureConnect' : 'connect', () => (line.isOpen = true)));
    asked.on('response', (answer) => {
      readStart(answer, mostBytes).then((read) => {
        resolve({ ...headOf(answer), ...read, excerpt: excerptOf(read.text) });
        answer.destroy();
      }, reject);
    });
    // Stays: a request without a listener for errors would end the process.
    asked.on('error', reject);
    asked.on('close', () => clearTimeout(late));
    asked.end(body);
  });
}

function headOf({ statusCode, headers }: IncomingMessage): Pick<Head, 'status' | 'retryAfter' | 'headers'> {
  const single = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return { status: statusCode ?? 0, retryAfter: headers['retry-after'] ?? null, headers: Object.fromEntries(single) };
}

/** The beginning of an answer. One that breaks off after its head has answered all the same. */
function readStart(answer: IncomingMessage, mostBytes: number): Promise<Pick<Head, 'text' | 'isWhole'>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const end = (isWhole: boolean) =>
      resolve({ text: Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8'), isWhole });
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > mostBytes) end(false);
    });
    answer.on('end', () => end(answer.complete));
    answer.on('error', () => end(false));
    answer.on('close', () => end(false));
  });
}

/** E-mail addresses do not belong into what is kept of an answer, not even the half of one. */
const excerptOf = (text: string) =>
  withoutAddresses(text.slice(0, 2 * mostExcerpt))
    .slice(0, mostExcerpt)
    .trim();

const refusalOf = (error: Error) =>
  error instanceof OwnLinkError
    ? 'The address is one of this machine’s own link, which is refused'
    : 'The address is of an inner network or plain http, and CONNECTORS_ALLOW does not name it';

function reasonOf(error: unknown): string {
  return error instanceof LateError ? error.message : connectionReason(error);
}
