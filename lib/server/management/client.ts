import { parseJson } from '../../json/parse-json';
import { ManagementClient } from 'auth0';
import { env } from '../process/env';
import { singleton } from '../process/singleton';
import { type OpenSpan, span } from '../telemetry/tracing';
import { watchBudget, watchRequest } from './request-figures';
import { errorOfAnswer, isManagementError, ManagementError } from './errors';
import { openStream } from './open-stream';
import { type Priority, RateBudget } from './rate-budget';
import { pauseBeforeTry } from './tries';
import { Cached } from './cached';
import { type EventStream } from '../../streams/stream';
import { TokenSource } from './token';

/** A refused scope may have been granted since a token this old (ms) was made. */
const staleScopesMs = 60_000;

/** Our connection to one tenant's Management API: one token, one rate budget, one SDK client for the whole process. */
export interface Management {
  /** Host of the tenant, for a person to read. */
  domain: string;
  token: TokenSource;
  budget: RateBudget;
  /** The event streams as last seen. */
  streams: Cached<EventStream[]>;
  /**
   * Runs one call of the official SDK when the rate budget allows, and turns whatever goes wrong into a `ManagementError`.
   * A 429 is waited out for background work and thrown for people. Made once: Auth0 may have done what it did not answer.
   */
  call<T>(priority: Priority, run: (sdk: ManagementClient) => PromiseLike<T>): Promise<T>;
  /** As `call` for what changes nothing: up to three tries where Auth0 is in trouble (`pauseBeforeTry`). */
  get<T>(priority: Priority, run: (sdk: ManagementClient) => PromiseLike<T>): Promise<T>;
  /** As `get` for a path under `/api/v2` that the SDK does not serve; the parsed JSON, to be validated by the caller. */
  read(priority: Priority, path: string, query?: Record<string, string>): Promise<unknown>;
  /**
   * GET of a path under `/api/v2` whose answer does not end by itself: it is there once its head is, and `signal` ends it. In
   * the background. Throws `ManagementError` for any answer but success.
   */
  open(path: string, query: Record<string, string>, signal: AbortSignal): Promise<Response>;
  /** Ends waiting work, for shutdown. */
  close(): void;
}

/** The process's connection. Throws `ManagementError` (`not_configured`) when the settings name no application. */
export function management(): Management {
  const held = managementIfConfigured();
  if (held !== null) return held;
  throw new ManagementError(
    'not_configured',
    'The Management API is not set up. Set AUTH0_MANAGEMENT_CLIENT_ID and AUTH0_MANAGEMENT_CLIENT_SECRET, then restart.',
  );
}

/** As `management`, but null when the settings name no application. */
export function managementIfConfigured(): Management | null {
  return singleton('management', () => {
    const settings = env().management;
    if (settings === null) return null;
    const made = createManagement(settings);
    watchBudget(made.budget);
    return made;
  });
}

interface ManagementSettings {
  /** A host name, or `http://localhost:PORT` for the simulator. */
  domain: string;
  clientId: string;
  clientSecret: string;
  /** Of one exchange in milliseconds, the body included; 10 s unless a test is in a hurry. */
  timeoutMs?: number;
}

/** Connects to a tenant. Makes no request before the first call. */
export function createManagement(settings: ManagementSettings): Management {
  const { clientId, clientSecret, timeoutMs = 10_000 } = settings;
  const origin = originOf(settings.domain);
  const token = new TokenSource({ origin, clientId, clientSecret, timeoutMs });
  const budget = new RateBudget();
  const domain = new URL(origin).host;
  const sdk = new ManagementClient({
    domain,
    token: () => token.get(),
    maxRetries: 0,
    // Room for two exchanges of ours, each with its own timeout.
    timeoutInSeconds: (3 * timeoutMs) / 1_000,
    telemetry: false,
    fetch: (input, init) => exchange({ origin, token, budget, timeoutMs }, requestUrl(input), init ?? {}),
  });
  const call = <T>(priority: Priority, run: (client: ManagementClient) => PromiseLike<T>) =>
    callWithinBudget({ budget, token }, priority, () => run(sdk));
  const get = <T>(priority: Priority, run: (client: ManagementClient) => PromiseLike<T>) =>
    tryThrice(budget, priority, () => call(priority, run));
  return {
    domain,
    token,
    budget,
    // Below the pace of polling while someone watches: each of those polls then reads the list anew.
    streams: new Cached(5_000),
    call,
    get,
    read: (priority, path, query) =>
      get(priority, (client) => readJson(client, `https://${domain}/api/v2/${path}?${new URLSearchParams(query)}`)),
    open: (path, query, signal) => openStream({ origin, token, budget, timeoutMs }, { path, query, signal }),
    close: () => budget.stop(),
  };
}

interface Wire {
  origin: string;
  token: TokenSource;
  budget: RateBudget;
  timeoutMs: number;
}

function originOf(domain: string): string {
  const withScheme = /^https?:\/\//.test(domain) ? domain : `https://${domain}`;
  return withScheme.replace(/\/+$/, '');
}

function requestUrl(input: string | URL | Request): string {
  return input instanceof Request ? input.url : String(input);
}

/** One exchange with the API. A 401 gets one second chance with a fresh token, because the kept one may have been revoked. */
async function exchange(wire: Wire, url: string, init: RequestInit): Promise<Response> {
  const first = await send(wire, url, init);
  const used = new Headers(init.headers).get('authorization')?.replace(/^Bearer /, '') ?? '';
  if (first.status !== 401) return first;
  const fresh = await wire.token.replace(used);
  if (fresh === null) return first;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${fresh}`);
  const second = await send(wire, url, { ...init, headers });
  if (second.status === 401) wire.token.noteRefused(fresh);
  return second;
}

/** One request, a call of the trace that it serves. Auth0 is told nothing of the trace. */
function send(wire: Wire, url: string, init: RequestInit): Promise<Response> {
  // The SDK always says https; the simulator on this machine speaks plain http.
  const target = new URL(url);
  const { method = 'GET' } = init;
  // The kind of thing; its id may be a person's.
  const [, , , resource = ''] = target.pathname.split('/');
  const attributes = { 'http.request.method': method, 'server.address': target.hostname };
  return span(`Management API ${method} ${resource}`, { kind: 'call', attributes }, (opened) =>
    request({ wire, target, init, opened }),
  );
}

interface Outgoing {
  wire: Wire;
  target: URL;
  init: RequestInit;
  opened: OpenSpan;
}

async function request({ wire, target, init, opened }: Outgoing): Promise<Response> {
  const address = `${wire.origin}${target.pathname}${target.search}`;
  const signal = AbortSignal.timeout(wire.timeoutMs);
  const answered = watchRequest();
  const response = await fetch(address, { ...init, signal, redirect: 'error' }).catch((error: unknown) => {
    answered(0);
    throw error;
  });
  answered(response.status);
  opened.answered(response.status);
  // Read under our own timeout: the SDK's ends when the headers have come.
  const body = await response.arrayBuffer();
  wire.budget.observe(response.status, response.headers);
  const { status, statusText, headers } = response;
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

/** Reads until it succeeds, or no further try is worth it. */
async function tryThrice<T>(budget: RateBudget, priority: Priority, read: () => Promise<T>): Promise<T> {
  const startedAtMs = Date.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      const failure = asManagementError(error);
      const pauseMs = pauseBeforeTry(failure.kind, { tries, priority, elapsedMs: Date.now() - startedAtMs });
      if (pauseMs === null) throw failure;
      // Jitter, so that several who read do not come back in the same instant.
      await budget.rest(pauseMs * (1 + Math.random() / 4));
    }
  }
}

async function callWithinBudget<T>(
  { budget, token }: Pick<Wire, 'budget' | 'token'>,
  priority: Priority,
  run: () => PromiseLike<T>,
): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    const done = await budget.take(priority);
    try {
      return await run();
    } catch (error) {
      const failure = asManagementError(error);
      if (failure.kind === 'missing_scope' && priority === 'person') token.dropOlderThan(staleScopesMs);
      if (failure.kind !== 'rate_limited' || priority !== 'background' || turn >= 4) throw failure;
    } finally {
      done();
    }
  }
}

async function readJson(client: ManagementClient, url: string): Promise<unknown> {
  // An absolute address: the SDK's way to join a relative one drops the query.
  const response = await client.fetch(url, { method: 'GET' });
  const text = await response.text();
  let body: unknown = null;
  try {
    body = parseJson(text);
  } catch {
    if (response.ok) throw new ManagementError('unavailable', 'Auth0 answered with something that is not JSON.');
  }
  if (!response.ok) throw errorOfAnswer(response.status, body, response.headers);
  return body;
}

/** The SDK's errors carry `statusCode`, `body` and `rawResponse`; anything without a status got no answer. */
function asManagementError(error: unknown): ManagementError {
  if (isManagementError(error)) return error;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (isManagementError(cause)) return cause;
  const status = field(error, 'statusCode');
  if (typeof status !== 'number' || status < 400) {
    const mayHaveArrived = !neverLeft(error);
    return new ManagementError('unavailable', 'Auth0 did not answer in time, or cut the answer off.', {
      mayHaveArrived,
    });
  }
  const headers = field(field(error, 'rawResponse'), 'headers');
  return errorOfAnswer(status, field(error, 'body'), headers instanceof Headers ? headers : new Headers());
}

const neverLeftCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** True when the connection was never made, so that Auth0 cannot have seen the request. */
function neverLeft(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < 5 && cause !== undefined; depth += 1) {
    if (neverLeftCodes.has(field(cause, 'code'))) return true;
    cause = field(cause, 'cause');
  }
  return false;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
