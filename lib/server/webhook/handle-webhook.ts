import { type MatchedCredential, type NewRejection } from '../../events/event-store';
import { parseBody } from '../../events/parse-event';
import { isStoreUnavailable, type Store } from '../../store';
import { announce } from '../live';
import { log } from '../log';
import { authenticate, type WebhookCredentials } from './credentials';
import { type BodyRead, MAX_BODY_BYTES } from './read-body';
import { requestFacts } from './request-facts';

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
  status: 204 | 400 | 401 | 405 | 413 | 415 | 503;
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
  // Auth0 tries again after 1, 2 and 4 seconds by itself; the header is for everybody else.
  if (status === 503) headers['retry-after'] = '1';
  // The rest of an over-long body is not worth reading: end the connection instead.
  if (status === 413) headers.connection = 'close';
  return { status, headers, body: JSON.stringify(message === undefined ? { error } : { error, message }) };
}

interface Rejected {
  status: NewRejection['status'];
  reason: string;
  bytes: number;
  body: Uint8Array | null;
}

/** Keeps a trace of a refused request off the answer's path; losing the trace must not change the answer. */
function keepRejection(request: WebhookRequest, world: WebhookWorld, rejected: Rejected): void {
  const userAgent = request.header('user-agent')?.slice(0, 200) ?? null;
  const rejection = { ...rejected, receivedAtMs: world.now(), remoteAddress: request.remoteAddress, userAgent };
  world
    .store()
    .then((store) => store.recordRejection(rejection))
    .then(() => announce('rejections'))
    .catch((error: unknown) => log.warn({ err: error, status: rejected.status }, 'A rejection could not be kept'));
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
  arrival: { body: Uint8Array; credential: MatchedCredential; receivedAtMs: number },
): Promise<WebhookAnswer> {
  const { body, credential, receivedAtMs } = arrival;
  const parsed = parseBody(body);
  if (parsed.malformed) {
    const quarantined = body.subarray(0, QUARANTINE_BYTES);
    keepRejection(request, world, { status: 400, reason: parsed.reason, bytes: body.byteLength, body: quarantined });
    return refusal(400, 'Bad Request', parsed.reason);
  }
  const { remoteAddress } = request;
  const facts = requestFacts(request.headers(), body, { secretNames: world.credentials.headerNames, remoteAddress });
  const store = await world.store();
  const { event, envelope } = parsed;
  const recorded = await store.recordReceipt({ receivedAtMs, body, event, envelope, credential, request: facts });
  return recorded.result === 'new' ? accepted : { ...accepted, headers: { 'x-event-result': recorded.result } };
}

async function receive(request: WebhookRequest, world: WebhookWorld): Promise<WebhookAnswer> {
  const receivedAtMs = world.now();
  const authentication = authenticate((name) => request.header(name), world.credentials);
  if (!authentication.ok) {
    const bytes = declaredBytes(request) ?? 0;
    keepRejection(request, world, { status: 401, reason: authentication.reason, bytes, body: null });
    return refusal(401, 'Unauthorized');
  }
  if (hasUnsupportedEncoding(request)) {
    const reason = 'The Content-Encoding is not supported';
    keepRejection(request, world, { status: 415, reason, bytes: declaredBytes(request) ?? 0, body: null });
    return refusal(415, 'Unsupported Media Type', 'Send the body without Content-Encoding.');
  }
  const read = await readWhole(request);
  if (read === null) return refusal(503, 'Service Unavailable');
  if (!read.ok) {
    keepRejection(request, world, { status: 413, reason: 'The body is over 4 MiB', bytes: read.bytes, body: null });
    return refusal(413, 'Payload Too Large', 'The limit is 4 MiB.');
  }
  try {
    return await record(request, world, { body: read.body, credential: authentication.credential, receivedAtMs });
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

/**
 * The answer contract of the webhook (docs/webhook.md): 204 only after the event is durable; our own trouble is always 503,
 * because Auth0 retries a 5xx and never a 4xx.
 */
export async function handleWebhook(request: WebhookRequest, world: WebhookWorld): Promise<WebhookAnswer> {
  if (request.method !== 'POST') return refusal(405, 'Method Not Allowed', 'Send events with POST.');
  if (world.lifecycle.stopping) return refusal(503, 'Service Unavailable');
  const { webhooks } = world.lifecycle;
  webhooks.begin();
  try {
    return await receive(request, world);
  } finally {
    webhooks.end();
  }
}
