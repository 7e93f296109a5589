import { parseJson } from '@/lib/json/parse-json';

import { sessionExpiry } from './session-expiry';

/** Problem details of our API (RFC 9457), with what the browser adds. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly title: string;
  /** Whole sentence for a person; may be empty. */
  readonly detail: string;
  readonly requestId: string | null;
  /** From `Retry-After`, when the server gave one in seconds. */
  readonly retryAfterSeconds: number | null;
  /** The field of the request that is wrong, `config.url`; null where it is none, or not told. */
  readonly field: string | null;

  constructor(
    facts: Pick<ApiError, 'status' | 'title' | 'detail' | 'requestId' | 'retryAfterSeconds'> & {
      field?: string | null;
    },
  ) {
    super(facts.detail || facts.title);
    this.status = facts.status;
    this.title = facts.title;
    this.detail = facts.detail;
    this.requestId = facts.requestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.field = facts.field ?? null;
  }

  /** What is wrong, to stand beside the field itself: without the field's name, in sentence case. */
  get words(): string {
    const text = (this.detail || this.title).replace(/^(?:body|query) field "[^"]*": /, '');
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
}

/** Whatever was thrown, as an ApiError, so that a failed state always has something to say. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const title = thrown instanceof Error ? thrown.message : 'Something failed';
  return new ApiError({ status: 0, title, detail: '', requestId: null, retryAfterSeconds: null });
}

const accepts = { accept: 'application/json' };

/** A request over a dead connection would never end, and would hold up every later one. */
const readWithinMs = 20_000;
/** A change may wait for Auth0, three times 10 s at most. */
const changeWithinMs = 60_000;

interface GetOptions {
  signal?: AbortSignal | undefined;
}

/** Reads JSON from our API. Errors: `ApiError`, and `AbortError` when `signal` fired. */
export function getJson<T>(path: string, { signal }: GetOptions = {}): Promise<T> {
  const late = AbortSignal.timeout(readWithinMs);
  return call<T>(path, { headers: accepts, signal: signal === undefined ? late : AbortSignal.any([signal, late]) });
}

/** Reads an answer that is text and no JSON. Errors as with `getJson`. */
export async function getText(path: string, { signal }: { signal: AbortSignal }): Promise<string> {
  const { text } = await taken(path, { signal: AbortSignal.any([signal, AbortSignal.timeout(readWithinMs)]) });
  return text;
}

/** Asks our API to do something. An answer without a body (204) resolves to null. */
export function postJson<T>(path: string, body?: unknown): Promise<T> {
  return call<T>(path, withBody('POST', body));
}

export function patchJson<T>(path: string, body?: unknown): Promise<T> {
  return call<T>(path, withBody('PATCH', body));
}

export function putJson<T>(path: string, body?: unknown): Promise<T> {
  return call<T>(path, withBody('PUT', body));
}

export function deleteJson<T = null>(path: string, body?: unknown): Promise<T> {
  return call<T>(path, withBody('DELETE', body));
}

function withBody(method: string, body: unknown): RequestInit {
  const signal = AbortSignal.timeout(changeWithinMs);
  if (body === undefined) return { method, headers: accepts, signal };
  return { method, signal, headers: { ...accepts, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The text of an answer that is no refusal. */
async function taken(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const { response, text } = await reach(path, init);
  if (!response.ok) {
    // Work stays on the screen: the dialog offers a way to sign in again and come back.
    if (response.status === 401) sessionExpiry.report();
    throw problemOf(response, text);
  }
  sessionExpiry.clear();
  return { response, text };
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const { response, text } = await taken(path, init);
  if (response.status === 204) return null as T;
  try {
    // The one place where the shape of an answer is taken on trust: both sides share the types of the same build.
    return parseJson(text) as T;
  } catch {
    throw new ApiError({
      status: response.status,
      title: 'The answer was not JSON',
      detail: '',
      requestId: response.headers.get('x-request-id'),
      retryAfterSeconds: null,
    });
  }
}

async function reach(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(path, init);
    return { response, text: await response.text() };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ApiError({
      status: 0,
      title: 'Streamgauge did not answer',
      detail: 'Streamgauge did not answer. It may be restarting, or the network is down.',
      requestId: null,
      retryAfterSeconds: null,
    });
  }
}

function problemOf(response: Response, text: string): ApiError {
  const problem = parsed(text);
  const textOf = (key: string) => {
    const value: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError({
    status: response.status,
    title: textOf('title') || `HTTP ${response.status}`,
    detail: textOf('detail'),
    requestId: textOf('requestId') || response.headers.get('x-request-id'),
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
    field: textOf('field') || null,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
