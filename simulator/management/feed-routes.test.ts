import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectOr } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { type FeedReader, openFeed } from '../testing/feed-reader.ts';
import { until } from '../testing/webhook-target.ts';

let simulator: RunningSimulator;
let api: ApiClient;
let readers: FeedReader[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterEach(async () => {
  for (const reader of readers) reader.close();
  await Promise.all(readers.map((reader) => reader.ended));
  readers = [];
});

afterAll(() => simulator.stop());

async function open(query = '', headers: Record<string, string> = {}): Promise<FeedReader> {
  const reader = await openFeed(`${simulator.url}/api/v2/events${query}`, {
    authorization: `Bearer ${api.token}`,
    accept: 'text/event-stream',
    ...headers,
  });
  readers.push(reader);
  return reader;
}

const emit = async (type: string, count = 1) => {
  const { json } = await api.control('POST', 'events', { type, count });
  return Array.isArray(json.ids) ? json.ids.map(String) : [];
};
const events = (reader: FeedReader) => reader.frames.filter((frame) => 'event' in frame.data);
const idOf = (frame: FeedReader['frames'][number] | undefined) => objectOr(frame?.data.event).id;
const sse = (settings: object) => api.control('PATCH', 'config', { sse: settings });

describe('the event feed', () => {
  it('says that it is connected and when to come back, then tells what happens from now on', async () => {
    await emit('user.created');
    const reader = await open();
    await until(() => reader.frames.length === 2);
    expect(reader.headers.get('content-type')).toBe('text/event-stream');
    expect(reader.headers.get('x-ratelimit-limit')).toBe('50');
    expect(reader.frames.map((frame) => frame.text)).toEqual([':connected', 'retry: 2000']);
    const [id] = await emit('user.updated');
    await until(() => events(reader).length === 1);
    const [frame] = events(reader);
    expect([frame?.event, idOf(frame), frame?.data.offset]).toEqual(['user.updated', id, frame?.id]);
    expect(objectOr(frame?.data.event)).not.toHaveProperty('a0stream');
  });

  it('goes on after an offset without loss or repetition, the header beating the query', async () => {
    const reader = await open();
    const ids = await emit('user.created', 5);
    await until(() => events(reader).length === 5);
    const [first, second, third] = events(reader).map((frame) => frame.id ?? '');
    const byQuery = await open(`?from=${String(second)}`);
    const byHeader = await open(`?from=${String(first)}`, { 'last-event-id': String(third) });
    await until(() => events(byQuery).length === 3 && events(byHeader).length === 2);
    expect(events(byQuery).map(idOf)).toEqual(ids.slice(2));
    expect(events(byHeader).map(idOf)).toEqual(ids.slice(3));
  });

  it('begins at a time, and tells only the types asked for', async () => {
    const at = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    await emit('user.created');
    const [group] = await emit('group.created');
    const [updated] = await emit('user.updated');
    const reader = await open(`?from_timestamp=${at}&event_type=group.created&event_type=user.updated`);
    await until(() => events(reader).length === 2);
    expect(events(reader).map(idOf)).toEqual([group, updated]);
  });

  it('marks the place reached at every heartbeat, past events that were not asked for', async () => {
    await sse({ heartbeatMs: 40 });
    const reader = await open('?event_type=user.deleted');
    await emit('user.created', 3);
    const markers = () => reader.frames.filter((frame) => frame.event === 'offset-only');
    await until(() => new Set(markers().map((frame) => frame.id)).size >= 2 || markers().length > 3);
    expect(reader.frames.some((frame) => frame.text === ': heartbeat')).toBe(true);
    const again = await open(`?from=${String(markers().at(-1)?.id)}`);
    const [id] = await emit('user.deleted');
    await until(() => events(again).length === 1);
    expect(idOf(events(again)[0])).toBe(id);
  });

  it('is closed as routine with an error frame that names the place to go on from', async () => {
    await sse({ rotateMs: 60 });
    const reader = await open();
    await reader.ended;
    const last = reader.frames.at(-1);
    expect(last?.event).toBe('error');
    expect(last?.data.error).toMatchObject({ code: 'connection_timeout' });
    expect((await open(`?from=${String(objectOr(last?.data.error).offset)}`)).status).toBe(200);
  });

  it('answers 410 for a place whose events were forgotten, and for one of an earlier tenant', async () => {
    const reader = await open();
    await emit('user.created', 1);
    await until(() => events(reader).length === 1);
    const offset = String(events(reader)[0]?.id);
    await sse({ keep: 2 });
    await emit('user.created', 2000);
    expect(await open(`?from=${offset}`)).toMatchObject({
      status: 410,
      json: { statusCode: 410, error: 'Gone', message: 'Cursor points to data no longer available in the stream.' },
    });
    await api.control('POST', 'reset', {});
    expect((await open(`?from=${offset}`)).status).toBe(410);
  });

  it.each([
    ['?from=nonsense', 'Invalid cursor format.'],
    ['?event_type=user.sneezed', 'Unsupported event type.'],
    ['?from_timestamp=2026-11-20T09:15:00.123Z', 'String is too long'],
    ['?from_timestamp=yesterday', 'date-time'],
    ['?from=x&from_timestamp=2026-11-20T09:15:00Z', 'mutually exclusive'],
  ])('refuses %s', async (query, words) => {
    const { status, json } = await open(query);
    expect([status, json.statusCode]).toEqual([400, 400]);
    expect(json.message).toContain(words);
  });

  it('refuses more connections than the plan has, and takes one again when another has closed', async () => {
    await sse({ connections: 1 });
    const first = await open();
    expect((await open()).json).toMatchObject({ statusCode: 403, error: 'Forbidden' });
    first.close();
    await until(async () => (await open()).status === 200);
  });

  it('needs read:events', async () => {
    await api.control('PATCH', 'config', { scopes: ['read:users'] });
    expect((await open()).json).toMatchObject({ statusCode: 403, errorCode: 'insufficient_scope' });
  });

  it('says when to ask again once the rate limit is used up', async () => {
    await api.control('PATCH', 'config', { rateLimit: { burst: 1, perSecond: 0.001 } });
    await api.call('GET', 'event-streams');
    const refused = await open();
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });

  it('knows nothing of test events: they belong to one stream', async () => {
    const reader = await open();
    await api.call('POST', `event-streams/${STREAM_IDS.webhook}/test`, { event_type: 'user.created' });
    const [id] = await emit('user.updated');
    await until(() => events(reader).length === 1);
    expect(idOf(events(reader)[0])).toBe(id);
  });

  it('is closed when the tenant begins anew', async () => {
    const reader = await open();
    await api.control('POST', 'reset', {});
    await reader.ended;
    expect(reader.frames.at(-1)?.event).not.toBe('error');
  });
});
