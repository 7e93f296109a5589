import { z } from 'zod';
import { parseJson } from '../../json/parse-json';
import { type JsonValue, isJsonObject } from '../../json/json';
import { parseBody } from '../../events/parse-event';
import { type FedEvent, type FeedTrouble } from '../../ledger/feed';
import { EventFrames } from '../../text/event-frames';
import { type Management } from './client';
import { isManagementError, ManagementError } from './errors';
import { wholeSeconds } from './streams';

/** Where reading begins: after an offset of Auth0's, or at a time in epoch ms, of which whole seconds are sent. */
export type FeedStart = { cursor: string } | { atMs: number };

/**
 * One message of the feed. `open`: Auth0 has taken the connection. `marker`: the place reached. `pause`: everything that has come
 * so far was told. `closed`: Auth0 ends the connection, as a rule after some minutes.
 */
export type FeedMessage =
  | { kind: 'open' }
  | { kind: 'pause' }
  | { kind: 'event'; cursor: string; event: FedEvent }
  | { kind: 'marker'; cursor: string }
  | { kind: 'closed'; code: string; cursor: string | null };

/** Frames beyond this many UTF-16 units are no events that the webhook would take either. */
const longestFrame = 5 * 1_048_576;

const markerSchema = z.looseObject({ offset: z.string().min(1) });
const errorSchema = z.looseObject({
  error: z.looseObject({ code: z.string().catch('unknown'), offset: z.string().nullish().catch(null) }),
});

/**
 * Reads the event feed until Auth0 closes it or `signal` ends it; `heard` is told of every piece that comes, heartbeats
 * included. A message is asked for only once the one before was dealt with. Throws `ManagementError`; what cannot be
 * understood is left out, and its offset is that of the next message.
 */
export async function* readFeed(
  management: Management,
  start: FeedStart,
  { signal, heard }: { signal: AbortSignal; heard: () => void },
): AsyncGenerator<FeedMessage, void, undefined> {
  const query: Record<string, string> =
    'cursor' in start ? { from: start.cursor } : { from_timestamp: wholeSeconds(start.atMs) };
  const response = await management.open('events', query, signal);
  if (response.body === null) return;
  yield { kind: 'open' };
  const frames = new EventFrames(longestFrame);
  const decoder = new TextDecoder();
  try {
    for await (const piece of response.body) {
      heard();
      for (const { event, id, data } of frames.take(decoder.decode(piece, { stream: true }))) {
        const message = toMessage(event, id, data);
        if (message !== null) yield message;
      }
      yield { kind: 'pause' };
    }
  } catch (error) {
    if (signal.aborted) return;
    if (isBroken(error)) throw new ManagementError('unavailable', 'The connection of the event feed broke.');
    throw error;
  } finally {
    await response.body.cancel().catch(() => undefined);
  }
}

/** What `fetch` throws from a body that was cut off. */
function isBroken(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'terminated';
}

function toMessage(name: string, id: string | null, data: string): FeedMessage | null {
  const body = jsonOrNull(data);
  if (name === 'error') {
    const { error } = errorSchema.catch({ error: { code: 'unknown' } }).parse(body);
    return { kind: 'closed', code: error.code, cursor: error.offset ?? null };
  }
  const parsed = markerSchema.safeParse(body);
  const cursor = id ?? (parsed.success ? parsed.data.offset : null);
  if (cursor === null || cursor === '') return null;
  const event = isJsonObject(body) && body.event !== undefined ? fedEvent(body.event) : null;
  return event === null ? { kind: 'marker', cursor } : { kind: 'event', cursor, event };
}

/** The event of a message as we keep it; null where it is no event. One without a readable time counts as of now. */
function fedEvent(value: JsonValue): FedEvent | null {
  const body = JSON.stringify(value);
  const parsed = parseBody(new TextEncoder().encode(body));
  if (parsed.malformed) return null;
  const { id, type, timeMs, subjectId, subjectLabel } = parsed.event;
  return { id, type, timeMs: timeMs ?? Date.now(), subjectId, subjectLabel, body };
}

function jsonOrNull(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** Whether Auth0 has forgotten the place: only a time can be gone on from. */
export function isPlaceForgotten(error: ManagementError): boolean {
  return error.upstreamStatus === 410 || error.code === 'invalid_cursor' || error.code === 'cursor_expired';
}

/** What keeps the feed from being read, for a person. Throws what is no answer of the Management API. */
export function troubleOf(error: unknown): Omit<FeedTrouble, 'sinceMs'> {
  if (!isManagementError(error)) throw error;
  const { kind, upstreamStatus, code, message } = error;
  if (kind === 'missing_scope') return { kind: 'scope', text: message };
  const saysTooMany = /concurrent|too.many.connections/i.test(`${code ?? ''} ${message}`);
  if (upstreamStatus === 409 || saysTooMany) {
    const text = 'The event feed is in use by someone else: the tenant has no connection left. It is tried again.';
    return { kind: 'in_use', text };
  }
  if (upstreamStatus === 404 || code === 'insufficient_entitlement' || /upgrade your subscription/i.test(message)) {
    return { kind: 'plan', text: 'The tenant’s plan has no event feed.' };
  }
  return { kind: kind === 'rate_limited' ? 'rate_limited' : 'unavailable', text: message };
}
