import { type Management as Auth0 } from 'auth0';
import { type JsonObject } from '../../json/json';
import { parseStats, type StreamStats } from '../../streams/stats';
import { type EventStream, parseStream, parseStreamList } from '../../streams/stream';
import { type StreamDraft, type StreamPatch } from '../../streams/stream-draft';
import { type EventTypeName } from '../../events/event-types';
import { announceStreams } from '../process/store';
import { type Aged } from './cached';
import { type Management } from './client';
import { isManagementError, ManagementError } from './errors';
import { type Priority } from './rate-budget';

/** The tenant's event streams and how old that knowledge is. */
export interface StreamList {
  streams: EventStream[];
  checkedAtMs: number;
  /** Why the newest poll failed, when the streams are those of an earlier one; null when they are current. */
  failure: string | null;
}

/** A tenant has a handful of event streams; a list longer than this many pages of 100 is a loop. */
const maxPages = 20;

/**
 * All event streams, at most 5 s old, shared by all callers. While Auth0 cannot be reached (or asks to wait) the last list
 * comes back with `failure`; every other error is thrown, because only a person can fix it.
 */
export async function listStreams(management: Management, priority: Priority = 'person'): Promise<StreamList> {
  return listOf(
    await management.streams.get(announcingRead(management, priority), isPassing, priority === 'background'),
  );
}

/** Reads the event streams and announces a change. */
export function announcingRead(management: Management, priority: Priority): () => Promise<EventStream[]> {
  return async () => {
    const streams = await readStreams(management, priority);
    if (changed(management.streams.last()?.value ?? null, streams)) announceStreams();
    return streams;
  };
}

/** A kept list as screens read it. */
export const listOf = ({ value, atMs, failure }: Aged<EventStream[]>): StreamList => ({
  streams: value,
  checkedAtMs: atMs,
  failure: failure?.message ?? null,
});

/** One event stream, read anew. Throws `not_found` for an unknown or malformed id. */
export async function getStream(management: Management, streamId: string): Promise<EventStream> {
  try {
    return understood(await management.get('person', (sdk) => sdk.eventStreams.get(streamId)));
  } catch (error) {
    // Auth0 answers 400 to a malformed id. For a person who follows a link it is an unknown one.
    if (isManagementError(error) && error.kind === 'bad_request') {
      throw new ManagementError('not_found', 'There is no event stream with this id.', { upstreamStatus: 400 });
    }
    throw error;
  }
}

type Note = (stream: EventStream) => Promise<void>;

/**
 * Makes an event stream at Auth0. Unaudited: routes use `createStream` of `stream-management`. `note` is told of it before anybody
 * else is, and never rejects.
 */
export function makeStream(management: Management, draft: StreamDraft, note: Note): Promise<EventStream> {
  // The SDK's types lack the secrets, and whatever Auth0 has added since.
  const body = draft as unknown as Auth0.EventStreamsCreateRequest;
  return changing(management, async () => {
    const stream = understood(await management.call('person', (sdk) => sdk.eventStreams.create(body)));
    await note(stream);
    return stream;
  });
}

/** Changes an event stream at Auth0 as a patch of the Management API says. Unaudited, and `note` as with `makeStream`. */
export function patchStream(
  management: Management,
  streamId: string,
  { patch, note }: { patch: StreamPatch; note: Note },
): Promise<EventStream> {
  return changing(management, async () => {
    const stream = understood(
      await management.call('person', (sdk) => sdk.eventStreams.update(streamId, patch as object)),
    );
    await note(stream);
    return stream;
  });
}

/** Deletes an event stream at Auth0, which says nothing of one that is gone already. Unaudited, and `note` as with `makeStream`. */
export function removeStream(management: Management, streamId: string, note: () => Promise<void>): Promise<void> {
  return changing(management, async () => {
    await management.call('person', (sdk) => sdk.eventStreams.delete(streamId));
    await note();
  });
}

async function changing<T>(management: Management, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } finally {
    // After a timeout it is not known what Auth0 did: read again in every case.
    management.streams.expire();
    announceStreams();
  }
}

/**
 * Auth0's own delivery counts, about 14 days in daily buckets unless a window is given (milliseconds). Null when this tenant
 * has no statistics: the endpoint is served but documented nowhere.
 */
export async function streamStats(
  management: Management,
  streamId: string,
  window?: { fromMs: number; toMs: number },
): Promise<StreamStats | null> {
  const query: Record<string, string> =
    window === undefined ? {} : { date_from: wholeSeconds(window.fromMs), date_to: wholeSeconds(window.toMs) };
  try {
    return parseStats(await management.read('person', `event-streams/${encodeURIComponent(streamId)}/stats`, query));
  } catch (error) {
    if (isManagementError(error) && error.kind === 'not_found') return null;
    throw error;
  }
}

/** Asks Auth0 for a test event. Unaudited: routes use `sendTestEvent` of `stream-deeds`. */
export async function requestTestEvent(
  management: Management,
  test: { streamId: string; eventType: EventTypeName; data?: JsonObject; priority?: Priority },
): Promise<{ eventId: string; status: string }> {
  const { streamId, eventType, data, priority = 'person' } = test;
  const request = data === undefined ? { event_type: eventType } : { event_type: eventType, data };
  const answer = await management.call(priority, (sdk) => sdk.eventStreams.test(streamId, request));
  const { id, status }: { id?: unknown; status?: unknown } = answer;
  if (typeof id !== 'string')
    throw new ManagementError('unavailable', 'Auth0 accepted the test event but named no id.');
  return { eventId: id, status: typeof status === 'string' ? status : 'unknown' };
}

/** Dates of this API carry no fractional seconds: `2026-11-20T09:15:00Z`, 20 characters. */
export function wholeSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

async function readStreams(management: Management, priority: Priority): Promise<EventStream[]> {
  const byId = new Map<string, EventStream>();
  const seen = new Set<string>();
  let from: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const request = from === undefined ? { take: 100 } : { take: 100, from };
    const answer = await management.get(priority, (sdk) => sdk.eventStreams.list(request));
    const parsed = parseStreamList(answer.response);
    if (parsed === null)
      throw new ManagementError('unavailable', 'Auth0 listed the event streams in an unknown shape.');
    for (const stream of parsed.streams) byId.set(stream.id, stream);
    if (parsed.next === null || parsed.streams.length === 0 || seen.has(parsed.next)) break;
    seen.add(parsed.next);
    from = parsed.next;
  }
  return [...byId.values()];
}

function understood(answer: unknown): EventStream {
  const stream = parseStream(answer);
  if (stream === null)
    throw new ManagementError('unavailable', 'Auth0 described the event stream in an unknown shape.');
  return stream;
}

/** True for a failure that passes without a person: the last list still serves. */
export function isPassing(error: Error): boolean {
  return isManagementError(error) && (error.kind === 'unavailable' || error.kind === 'rate_limited');
}

function changed(before: EventStream[] | null, after: EventStream[]): boolean {
  return before !== null && JSON.stringify(before) !== JSON.stringify(after);
}
