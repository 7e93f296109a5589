import { isoTime } from '../ground/clock.ts';
import type { Attempt, Reply } from '../delivery/attempt-rules.ts';
import { pastAttempts } from '../delivery/past-attempts.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { isObject, type JsonObject, listOf, numberOf, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { onStream } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';
import { eventFrom, outletNamed } from './emit-events.ts';

const MOST = 10_000;
const MINUTE = 60_000;

/** `500`, `"500 - {…}"` or a transport error in words. */
function replyFrom(error: unknown): Reply {
  if (typeof error === 'number') return { kind: 'answer', status: error, body: '{"error":"injected"}' };
  const text = textOf(error) ?? '500 - {"error":"boom"}';
  const [, status, body = ''] = /^(\d{3})(?: - (.*))?$/s.exec(text) ?? [];
  return status === undefined ? { kind: 'transport', reason: text } : { kind: 'answer', status: Number(status), body };
}

/** An attempt given as a word (`failed`, `retrying`) or as the whole object. */
function attemptFrom(value: unknown, fallback: Attempt): Attempt {
  if (value === 'retrying') return { status: 'retrying', timestamp: fallback.timestamp };
  if (!isObject(value)) return fallback;
  const timestamp = textOf(value.timestamp) ?? fallback.timestamp;
  if (value.status === 'retrying') return { status: 'retrying', timestamp };
  return {
    status: 'failed',
    timestamp,
    error_message: textOf(value.error_message) ?? fallback.error_message ?? '',
    duration: numberOf(value.duration) ?? fallback.duration ?? 0,
  };
}

function attemptsFrom(body: JsonObject, startMs: number): Attempt[] {
  const usual = pastAttempts(replyFrom(body.error), startMs);
  const [first] = usual;
  const given = listOf(body.attempts);
  if (!given || !first) return usual;
  return given.map((value, index) => attemptFrom(value, { ...first, timestamp: isoTime(startMs + index * 7000) }));
}

/** Puts `count` failed deliveries on record; answers with their ids. */
export function injectDeliveries(tenant: Tenant, body: JsonObject): string[] {
  const outlet: StreamOutlet | undefined =
    body.stream === undefined ? tenant.outlets()[0] : outletNamed(tenant, { stream: body.stream });
  if (!outlet) throw new Fault(404, 'There is no such stream.');
  const count = Math.floor(numberOf(body.count) ?? 1);
  if (count < 1 || count > MOST) throw new Fault(400, `"count" must be 1 to ${MOST}.`);
  const everyMs = numberOf(body.everyMs) ?? 1;
  // The newest failed a minute ago, where they lie far apart.
  const firstMs = tenant.clock.now() - MINUTE - (everyMs > 1 ? (count - 1) * everyMs : 0);
  return Array.from({ length: count }, (_, index) => {
    const startMs = firstMs + index * everyMs;
    const wanted = { ...body, type: body.type ?? 'user.created', time: body.time ?? isoTime(startMs) };
    const event = onStream(eventFrom(tenant, index === 0 ? wanted : { ...wanted, id: undefined }), outlet.stream.id);
    return outlet.inject(event, attemptsFrom(body, startMs)).event.id;
  });
}
