import { type CarriedEvent } from './plan-wakes';
import { parseJson } from '../json/parse-json';
import { isJsonObject, type JsonValue } from '../json/json';
import { unwrap } from '../events/parse-event';

/** Names an event to the receiver, the same at each try. */
export function messageId(eventId: string): string {
  // A header holds printable ASCII only; what is signed must be what is sent.
  return `msg_${/^[\x21-\x7e]+$/.test(eventId) ? eventId : encodeURIComponent(eventId.toWellFormed())}`;
}

/**
 * What is sent of an event. `cloudevent`: the bytes as they were received, in the envelope that Auth0 or EventBridge put them
 * in. `plain`: `{type, timestamp, data}`, as Standard Webhooks suggests; `timestamp` is the event's own time, or null.
 */
export function webhookBody(
  form: 'cloudevent' | 'plain',
  { type, timeMs, body }: Pick<CarriedEvent, 'type' | 'timeMs' | 'body'>,
): Uint8Array {
  if (form === 'cloudevent') return body;
  const timestamp = timeMs === null ? null : new Date(timeMs).toISOString();
  return new TextEncoder().encode(JSON.stringify({ type, timestamp, data: dataOf(body) }));
}

function dataOf(body: Uint8Array): JsonValue {
  const whole = parseJson(new TextDecoder().decode(body));
  if (!isJsonObject(whole)) return null;
  const [event] = unwrap(whole);
  return event.data ?? null;
}
