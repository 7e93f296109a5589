import { type NewRejection, type RejectionCode } from '../../rejections/rejection';
import { type MatchedCredential } from '../../events/receipt';
import { parseBody } from '../../events/parse-event';
import { isStoreUnavailable, type Store } from '../../store';
import { log } from '../process/log';
import { isOwnProbe, probeHeader } from '../process/own-probe';
import { instruments } from '../telemetry/instruments';
import { type OpenSpan, span } from '../telemetry/tracing';
import { authenticate, type WebhookCredentials } from './credentials';
import { type BodyRead, MAX_BODY_BYTES } from './read-body';
import { requestFacts } from './request-facts';
import { type WebhookTarget } from './webhook-path';

/** A request in the shape that every HTTP server can hand over; the same handler serves every entry. */
export interface WebhookRequest {
  method: string;
  header(name: string): string | null;
  headers(): Iterable<[string, string]>;
  remoteAddress: string | null;
  /** Reads the body up to the cap (read-body.ts). Called at most once. */
  readBody(): Promise<BodyRead>;
}

export interface WebhookAnswer {
  status: 204 | 400 | 401 | 404 | 405 | 413 | 415 | 503;
  headers: Record<string, string>;
  /** JSON text, or null for an empty answer. */
  body: string | null;
}

export interface WebhookWorld {
  store(): Promise<Store>;
  credentials: WebhookCredentials;
  /** What a stop waits for, and whether one has begun. */
  lifecycle: { stopping: boolean; webhooks: { begin(): void; end(): void } };
  now(): number;
}

const QUARANTINE_BYTES = 64 * 1024;

const accepted: WebhookAnswer = { status: 204, headers: {}, body: null };

function refusal(status: Exclude<WebhookAnswer['status'], 204>, error: string, message?: string): WebhookAnswer {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (status === 405) headers.allow = 'POST';
  // Auth0 retries after 1, 2 and 4 seconds anyway; the header is for other senders.
  if (status === 503) headers['retry-after'] = '1';
  // The rest of an over-long body is not worth reading: end the connection instead.
  if (status === 413) headers.connection = 'close';
  return { status, headers, body: JSON.stringify(message === undefined ? { error } : { error, message }) };
}

type Rejected = Pick<NewRejection, 'status' | 'code' | 'reason' | 'bytes'> &
  Partial<Pick<NewRejection, 'path' | 'body'>>;

/** Keeps a trace of a refused request off the answer's path; losing the trace must not change the answer. */
function keepRejection(request: WebhookRequest, world: WebhookWorld, rejected: Rejected): void {
  const userAgent = request.header('user-agent')?.slice(0, 200) ?? null;
  const from = { receivedAtMs: world.now(), remoteAddress: request.remoteAddress, userAgent };
  const rejection = { path: null, body: null, ...rejected, ...from };
  world
    .store()
    .then((store) => store.recordRejection(rejection))
    .catch((error: unknown) => log.warn({ err: error, status: rejected.status }, 'A rejection could not be kept'));
}

/** Our own question presents no credential. Whoever presents one is a sender, whatever mark comes along. */
function isOwnQuestion(request: WebhookRequest, world: WebhookWorld, code: RejectionCode): boolean {
  return code === 'no_credential' && isOwnProbe(request.header(probeHeader), world.now());
}

function declaredBytes(request: WebhookRequest): number | null {
  const value = request.header('content-length');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

function hasUnsupportedEncoding(request: WebhookRequest): boolean {
  const encoding = request.header('content-encoding')?.trim().toLowerCase() ?? '';
  return encoding !== '' && encoding !== 'identity';
}

/** Stores an authenticated body, or says why it is no event. */
async function record(
  request: WebhookRequest,
  world: WebhookWorld,
  arrival: { body: Uint8Array; credential: MatchedCredential; receivedAtMs: number; opened: OpenSpan },
): Promise<WebhookAnswer> {
  const { body, credential, receivedAtMs, opened } = arrival;
  const parsed = parseBody(body);
  if (parsed.malformed) {
    const quarantined = body.subarray(0, QUARANTINE_BYTES);
    keepRejection(request, world, {
      status: 400,
      code: 'malformed',
      reason: parsed.reason,
      bytes: body.byteLength,
      body: quarantined,
    });
    return refusal(400, 'Bad Request', parsed.reason);
  }
  const { remoteAddress } = request;
  const facts = requestFacts(request.headers(), body, { secretNames: world.credentials.headerNames, remoteAddress });
  const store = await world.store();
  const { event, envelope } = parsed;
  opened.set({ 'streamgauge.event.id': event.id, 'streamgauge.event.type': event.type });
  const receipt = { receivedAtMs, body, event, envelope, credential, request: facts };
  const recorded = await span('commit', { kind: 'step' }, () => store.recordReceipt(receipt));
  opened.set({ 'streamgauge.receipt': recorded.result });
  return recorded.result === 'new' ? accepted : { ...accepted, headers: { 'x-event-result': recorded.result } };
}

async function receive(request: WebhookRequest, world: WebhookWorld, opened: OpenSpan): Promise<WebhookAnswer> {
  const receivedAtMs = world.now();
  const authentication = authenticate((name) => request.header(name), world.credentials);
  if (!authentication.ok) {
    const { code, reason } = authentication;
    if (isOwnQuestion(request, world, code)) return refusal(401, 'Unauthorized');
    keepRejection(request, world, { status: 401, code, reason, bytes: declaredBytes(request) ?? 0 });
    return refusal(401, 'Unauthorized');
  }
  if (hasUnsupportedEncoding(request)) {
    keepRejection(request, world, {
      status: 415,
      code: 'unsupported_encoding',
      reason: 'The Content-Encoding is not supported',
      bytes: declaredBytes(request) ?? 0,
    });
    return refusal(415, 'Unsupported Media Type', 'Send the body without Content-Encoding.');
  }
  const read = await readWhole(request);
  if (read === null) return refusal(503, 'Service Unavailable');
  opened.set({ 'http.request.body.size': read.ok ? read.body.byteLength : read.bytes });
  if (!read.ok) {
    const reason = 'The body is over 4 MiB';
    keepRejection(request, world, { status: 413, code: 'too_large', reason, bytes: read.bytes });
    return refusal(413, 'Payload Too Large', 'The limit is 4 MiB.');
  }
  try {
    const { credential } = authentication;
    return await record(request, world, { body: read.body, credential, receivedAtMs, opened });
  } catch (error) {
    log.error({ err: error, unavailable: isStoreUnavailable(error) }, 'An event could not be stored; answered 503');
    return refusal(503, 'Service Unavailable');
  }
}

/** The body, or null when the sender went away before its end. */
async function readWhole(request: WebhookRequest): Promise<BodyRead | null> {
  const declared = declaredBytes(request) ?? 0;
  if (declared > MAX_BODY_BYTES) return { ok: false, bytes: declared };
  try {
    return await request.readBody();
  } catch (error) {
    log.info({ err: error, declared }, 'A sender went away before the end of its body');
    return null;
  }
}

const spanOf = (request: WebhookRequest) => ({ kind: 'entry' as const, stranger: request.header('traceparent') });

/**
 * The answer contract of the webhook (docs/webhook.md): 204 only after the event is durable; our own trouble is always 503,
 * because Auth0 retries a 5xx and never a 4xx.
 */
export async function handleWebhook(request: WebhookRequest, world: WebhookWorld): Promise<WebhookAnswer> {
  if (request.method !== 'POST') return refusal(405, 'Method Not Allowed', 'Send events with POST.');
  if (world.lifecycle.stopping) return refusal(503, 'Service Unavailable');
  const { webhooks } = world.lifecycle;
  const startedAt = performance.now();
  webhooks.begin();
  try {
    const answer = await span('POST /webhook', spanOf(request), async (opened) => {
      const given = await receive(request, world, opened);
      opened.answered(given.status);
      return given;
    });
    instruments().webhookAnswered(answer.status, performance.now() - startedAt);
    return answer;
  } finally {
    webhooks.end();
  }
}

/**
 * Why a request to another path looks as if it was meant for the webhook; null when it does not. A right secret tells it at
 * any path. Without one the path has to: at `/`, where everybody knocks, only with some credential.
 */
export function astrayCode(
  request: WebhookRequest,
  { credentials }: WebhookWorld,
  { kind, path }: WebhookTarget,
): 'wrong_path' | 'near_path' | null {
  const names = ['authorization', ...credentials.headerNames];
  const isPresented = names.some((name) => request.header(name) !== null);
  if (isPresented && authenticate((name) => request.header(name), credentials).ok) return 'wrong_path';
  return kind === 'near' && request.method === 'POST' && (isPresented || path !== '/') ? 'near_path' : null;
}

const astrayReasons = {
  wrong_path: 'Right secret, wrong path',
  near_path: 'Wrong path, close to the webhook’s',
} as const;

/** Answers a request that was meant for the webhook but went to another path, and keeps a trace of it. */
export function handleAstray(
  request: WebhookRequest,
  world: WebhookWorld,
  { path, code }: { path: string; code: 'wrong_path' | 'near_path' },
): WebhookAnswer {
  const bytes = declaredBytes(request) ?? 0;
  const credential = authenticate((name) => request.header(name), world.credentials);
  const isOurs = !credential.ok && isOwnQuestion(request, world, credential.code);
  if (!isOurs) keepRejection(request, world, { status: 404, code, reason: astrayReasons[code], path, bytes });
  return refusal(404, 'Not Found', 'Events are taken at /webhook.');
}
