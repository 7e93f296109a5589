import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ReadableStream } from 'node:stream/web';
import { env } from '../process/env';
import { sendAnswer, toAnswer } from './answer';
import { personOfRequest } from './api-access';
import { contentSecurityPolicy } from './content-policy';
import { securityHeaders } from './security-headers';
import { type SharedAnswers } from './shared-answers';

type Params = Record<string, string>;

/** A read of `/api` as its route file exports it. */
export interface ApiRead {
  /** As the folders of `app/api` name it, such as `/api/events/[id]`. */
  path: string;
  answer: (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
  /** Whether everybody of one role gets the same answer. */
  isShared: boolean;
}

/** What is answered without the pipeline. */
export interface ApiReads {
  reads: readonly ApiRead[];
  /** Fixed paths under which nothing can be read, though a read with parameters would match them. */
  changes: readonly string[];
}

interface Found {
  read: ApiRead;
  params: Params;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** Parameters of `path` under `pattern`; null when it does not match. Segments are decoded, as Next does. */
function paramsOf(pattern: readonly string[], path: readonly string[]): Params | null {
  if (pattern.length !== path.length) return null;
  const params: Params = {};
  for (const [place, wanted] of pattern.entries()) {
    const segment = path[place] ?? '';
    const name = /^\[(\w+)\]$/.exec(wanted)?.[1];
    if (name === undefined) {
      if (segment !== wanted) return null;
    } else {
      const value = decoded(segment);
      if (value === null || value === '') return null;
      params[name] = value;
    }
  }
  return params;
}

/** Finds the read that answers a path, a fixed one before one with parameters; null when there is none. */
export function findRead({ reads, changes }: ApiReads, path: string): Found | null {
  if (changes.includes(path)) return null;
  const fixed = reads.find((read) => read.path === path);
  if (fixed !== undefined) return { read: fixed, params: {} };
  const segments = path.split('/');
  for (const read of reads) {
    const params = paramsOf(read.path.split('/'), segments);
    if (params !== null) return { read, params };
  }
  return null;
}

function toRequest({ url = '', rawHeaders }: IncomingMessage, response: ServerResponse): Request {
  const headers = new Headers();
  for (let place = 0; place < rawHeaders.length; place += 2) {
    headers.append(rawHeaders[place] ?? '', rawHeaders[place + 1] ?? '');
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return new Request(new URL(url, env().appBaseUrl), { headers, signal: gone.signal });
}

/** What the proxy and the settings of Next put on these answers (proxy.ts, next.config.js). */
const around = () => ({ ...securityHeaders, 'content-security-policy': contentSecurityPolicy() });

async function answerWith(
  { read, params }: Found,
  request: IncomingMessage,
  response: ServerResponse,
  shared: SharedAnswers,
) {
  const asked = toRequest(request, response);
  const make = () => read.answer(asked, { params: Promise.resolve(params) });
  // The answer is authorised where it is made; who shares it has the role that it was made for.
  const role = read.isShared ? ((await personOfRequest(asked).catch(() => null))?.role ?? null) : null;
  if (role !== null) {
    const { answer, ageMs } = await shared.answer(`${role} ${request.url}`, async () => toAnswer(await make()));
    const age: Record<string, string> = ageMs >= 1_000 ? { age: String(Math.floor(ageMs / 1_000)) } : {};
    await sendAnswer(request, response, { answer, more: { ...around(), ...age } });
    return;
  }
  const made = await make();
  // What may be long is sent as it comes.
  const isStream = made.headers.get('content-type') === 'text/event-stream';
  const isFile = made.headers.get('content-disposition')?.startsWith('attachment') === true;
  if (!isStream && !isFile) {
    await sendAnswer(request, response, { answer: await toAnswer(made), more: around() });
    return;
  }
  const head = isFile ? around() : securityHeaders;
  response.writeHead(made.status, { ...head, ...Object.fromEntries(made.headers) });
  // The two types of one stream: the one of the language's library, and node's.
  const body = Readable.fromWeb(made.body as unknown as ReadableStream);
  // A reader that goes away is no failure.
  await pipeline(body, response).catch(() => undefined);
}

/**
 * Answers the reads of `/api` without Next's pipeline, by the functions that their routes export; null for anything else.
 */
export function createFastApi(reads: ApiReads, shared: SharedAnswers) {
  return (request: IncomingMessage, response: ServerResponse): Promise<void> | null => {
    const { method, url = '' } = request;
    if (method !== 'GET' || !url.startsWith('/api/')) return null;
    const [path = ''] = url.split(/[?#]/, 1);
    const found = findRead(reads, path);
    return found === null ? null : answerWith(found, request, response, shared);
  };
}
