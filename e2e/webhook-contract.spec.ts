import { type IncomingMessage, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { webhookToken, previousWebhookToken, type App } from './app.ts';
import { apiAs } from './api.ts';
import { ada, adaId, event, eventId } from './sample-events.ts';
import { expect, test } from './fixtures.ts';

interface StoredEvent {
  id: string;
  outcome: string;
  outcomeReason: string | null;
  body: string;
}

interface List {
  items: StoredEvent[];
}

interface Rejections {
  total: number;
}

const MiB = 1024 * 1024;
const bearer = { authorization: `Bearer ${webhookToken}` };

/** Posts raw bytes with exact headers; fetch would add and merge some by itself. */
async function raw(app: App, method: string, headers: Record<string, string>, body: Uint8Array | null) {
  const request = httpRequest(`${app.url}/webhook`, { method, headers });
  const answered = once(request, 'response');
  // A server that refuses early may close the connection while we still send.
  request.on('error', () => undefined);
  request.end(body);
  const [response] = (await answered) as [IncomingMessage];
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(response, 'end').catch(() => undefined);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') };
}

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');

/** A valid event padded to exactly `size` bytes. */
function eventOfSize(size: number): Buffer {
  const shell = event('user.created', { ...ada(), user_metadata: { pad: '' } });
  const missing = size - bytes(shell).byteLength;
  return bytes({ ...shell, data: { object: { ...ada(), user_metadata: { pad: 'x'.repeat(missing) } } } });
}

test('a new event is answered 204 without a result header, and is there', async ({ app, tenant }) => {
  const sent = event('user.created', ada());
  const response = await app.post(sent);
  expect(response.status).toBe(204);
  expect(response.headers.get('x-event-result')).toBeNull();
  expect(await response.text()).toBe('');
  const admin = await apiAs(app, tenant, 'admin');
  const stored = await admin.get<StoredEvent>(`/api/events/${sent.id}`);
  expect(stored).toMatchObject({ id: sent.id, outcome: 'applied', receiptCount: 1 });
  expect(JSON.parse(stored.body)).toEqual(sent);
});

test('the same id again is a duplicate, with other content a conflict; key order, stream and envelope are no content', async ({
  app,
  tenant,
}) => {
  const sent = event('user.created', ada());
  await app.post(sent);
  const result = async (body: unknown) => {
    const response = await app.post(body);
    expect(response.status).toBe(204);
    return response.headers.get('x-event-result');
  };
  expect(await result(sent)).toBe('duplicate');
  expect(await result(Object.fromEntries(Object.entries(sent).reverse()))).toBe('duplicate');
  expect(await result({ ...sent, a0stream: 'est_BBBBBBBBBBBBBBBBBBBBBB' })).toBe('duplicate');
  expect(await result({ version: '0', id: 'e-1', 'detail-type': sent.type, source: 'aws.partner', detail: sent })).toBe(
    'duplicate',
  );
  expect(await result({ ...sent, data: { object: ada({ name: 'Somebody else' }) } })).toBe('conflict');
  const admin = await apiAs(app, tenant, 'admin');
  const stored = await admin.get<StoredEvent>(`/api/events/${sent.id}`);
  expect(stored).toMatchObject({ receiptCount: 6, conflictCount: 1 });
  const user = await admin.get(`/api/users/${encodeURIComponent(adaId)}`);
  expect(user).toMatchObject({ name: 'Ada', version: 1 });
});

test('unknown types, unknown fields, missing optional fields, test and late events are kept', async ({
  app,
  tenant,
}) => {
  const kept: [unknown, string][] = [
    [event('organization.future_thing', { id: 'org_1', anything: [1, null] }), 'recorded'],
    [{ ...event('user.updated', ada({}, 10), { seconds: 10 }), surprise: true, specversion: 'v1beta1' }, 'applied'],
    [
      {
        id: eventId(),
        type: 'user.deleted',
        time: '2026-11-20T09:00:01Z',
        data: { object: { user_id: 'auth0|minimal' } },
      },
      'applied',
    ],
    [event('user.created', ada({ user_id: 'auth0|test' }), { test: true }), 'test'],
    [event('user.updated', ada({ name: 'Earlier' }, 5), { seconds: 5 }), 'late'],
  ];
  for (const [body] of kept) expect((await app.post(body)).status).toBe(204);
  const admin = await apiAs(app, tenant, 'admin');
  const list = await admin.get<List>('/api/events');
  expect(list.items.map((item) => item.outcome).reverse()).toEqual(kept.map(([, outcome]) => outcome));
});

test('a body that no rule can take is stored with outcome error and its reason', async ({ app, tenant }) => {
  const deep = `{"id":"evt_deep","type":"user.created","time":"2026-11-20T09:00:00Z","data":{"object":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
  expect((await app.post(deep)).status).toBe(204);
  expect(
    (await app.post(event('user.created', { email: 'nobody@example.test' }, { id: 'evt_anonymous' }))).status,
  ).toBe(204);
  expect((await app.post({ ...event('user.created', ada(), { id: 'evt_untimely' }), time: 'yesterday' })).status).toBe(
    204,
  );
  const admin = await apiAs(app, tenant, 'admin');
  for (const id of ['evt_deep', 'evt_anonymous', 'evt_untimely']) {
    const stored = await admin.get<StoredEvent>(`/api/events/${id}`);
    expect(stored.outcome).toBe('error');
    expect(stored.outcomeReason).toMatch(/\w/);
  }
  expect((await admin.get<List>('/api/users')).items).toEqual([]);
});

test('a missing, wrong or ambiguous credential is 401 with a fixed body, and leaves metadata only', async ({
  app,
  tenant,
}) => {
  const body = bytes(event('user.created', ada({ name: 'canary-name' })));
  const wrong: Record<string, string>[] = [
    {},
    { authorization: 'Bearer canary-token' },
    { authorization: 'Bearer' },
    { authorization: webhookToken },
    { authorization: `Basic ${Buffer.from(`user:${webhookToken}`).toString('base64')}` },
  ];
  for (const headers of wrong) {
    const answer = await raw(app, 'POST', headers, body);
    expect(answer).toMatchObject({ status: 401, text: '{"error":"Unauthorized"}' });
  }
  for (const token of [webhookToken, previousWebhookToken]) {
    expect((await app.post(event('user.created', ada()), { authorization: `Bearer ${token}` })).status).toBe(204);
  }
  const admin = await apiAs(app, tenant, 'admin');
  expect((await admin.get<List>('/api/events')).items).toHaveLength(2);
  await expect.poll(async () => (await admin.get<Rejections>('/api/rejections')).total).toBe(wrong.length);
  const rejections = JSON.stringify(await admin.get('/api/rejections'));
  expect(rejections).not.toContain('canary');
});

test.describe('with every kind of credential configured', () => {
  test.use({ appEnv: { WEBHOOK_BASIC: 'ada:s3:cret-0123456789', WEBHOOK_HEADER: 'X-Hook-Secret: a:b-0123456789abc' } });

  test('each is let in, and two of which one is wrong are not', async ({ app }) => {
    const basic = { authorization: `Basic ${Buffer.from('ada:s3:cret-0123456789').toString('base64')}` };
    const header = { 'x-hook-secret': 'a:b-0123456789abc' };
    const status = async (headers: Record<string, string>) =>
      (await app.post(event('user.created', ada()), headers)).status;
    expect(await status(basic)).toBe(204);
    expect(await status(header)).toBe(204);
    expect(await status({ ...bearer, ...header })).toBe(204);
    expect(await status({ ...bearer, 'x-hook-secret': 'wrong' })).toBe(401);
    expect(await status({ authorization: 'Bearer wrong', ...header })).toBe(401);
  });
});

test('what is no event is 400 with the reason, and is kept in quarantine', async ({ app, tenant }) => {
  const bodies: Uint8Array[] = [
    bytes(''),
    bytes('{"id":"evt_1","type":'),
    bytes('{"id":"evt_1","type":"user.created"} trailing'),
    bytes('null'),
    bytes('[]'),
    bytes('42'),
    bytes('"text"'),
    bytes('{"type":"user.created"}'),
    bytes('{"id":7,"type":"user.created"}'),
    bytes('{"id":"evt_1"}'),
    bytes('{"id":"","type":"user.created"}'),
    Buffer.concat([bytes('{"id":"evt_1","type":"user.created","x":"'), Buffer.from([0xff, 0xfe]), bytes('"}')]),
  ];
  for (const body of bodies) {
    const answer = await raw(app, 'POST', bearer, body);
    expect(answer.status, body.toString()).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'Bad Request', message: expect.stringMatching(/\w/) });
  }
  const withMark = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(event('user.created', ada()))]);
  expect((await raw(app, 'POST', bearer, withMark)).status).toBe(204);
  const admin = await apiAs(app, tenant, 'admin');
  await expect.poll(async () => (await admin.get<Rejections>('/api/rejections')).total).toBe(bodies.length);
});

test('exactly 4 MiB is stored, one byte more is 413, whatever the length header says', async ({ app }) => {
  test.slow();
  expect((await raw(app, 'POST', bearer, eventOfSize(4 * MiB))).status).toBe(204);
  expect((await raw(app, 'POST', bearer, eventOfSize(4 * MiB + 1))).status).toBe(413);
  const chunked = { ...bearer, 'transfer-encoding': 'chunked' };
  expect((await raw(app, 'POST', chunked, eventOfSize(4 * MiB + 1))).status).toBe(413);
  expect((await app.post(event('user.created', ada()))).status).toBe(204);
});

test('a compressed body is 415, whichever the method of compression', async ({ app }) => {
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, identity']) {
    const answer = await raw(
      app,
      'POST',
      { ...bearer, 'content-encoding': encoding },
      bytes(event('user.created', ada())),
    );
    expect(answer.status, encoding).toBe(415);
  }
  const identity = await raw(
    app,
    'POST',
    { ...bearer, 'content-encoding': 'identity' },
    bytes(event('user.created', ada())),
  );
  expect(identity.status).toBe(204);
});

test('every method but POST is 405 and names POST', async ({ app }) => {
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await raw(app, method, bearer, null);
    expect(answer.status, method).toBe(405);
    expect(answer.headers.allow, method).toBe('POST');
  }
});

test('the content type is not looked at, and any host is accepted', async ({ app }) => {
  for (const contentType of ['text/plain', 'application/cloudevents+json; charset=utf-8', 'application/xml', '']) {
    const headers: Record<string, string> = { ...bearer, host: 'tunnel.example.com' };
    if (contentType !== '') headers['content-type'] = contentType;
    const answer = await raw(app, 'POST', headers, bytes(event('user.created', ada())));
    expect(answer.status, contentType).toBe(204);
  }
});

test('hostile but parseable bodies are stored and change nothing else', async ({ app, tenant }) => {
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index]));
  const hostile = [
    `{"id":"evt_proto","type":"user.created","time":"2026-11-20T09:00:00Z","data":{"object":{"user_id":"auth0|p","__proto__":{"polluted":true},"constructor":{"x":1}}}}`,
    `{"id":"evt_big","type":"user.created","time":"2026-11-20T09:00:00Z","data":{"object":{"user_id":"auth0|b","n":1e400}}}`,
    `{"id":"evt_nul","type":"user.created","time":"2026-11-20T09:00:00Z","data":{"object":{"user_id":"auth0|n","name":"a\\u0000b \\ud800"}}}`,
    JSON.stringify(event('user.created', { user_id: 'auth0|w', user_metadata: wide }, { id: 'evt_wide' })),
    `{"id":"evt_twice","id":"evt_twice2","type":"user.created","time":"2026-11-20T09:00:00Z","data":{"object":{"user_id":"auth0|t"}}}`,
  ];
  for (const body of hostile) expect((await app.post(body)).status, body.slice(0, 40)).toBe(204);
  const admin = await apiAs(app, tenant, 'admin');
  expect((await admin.get<List>('/api/users')).items).toHaveLength(hostile.length);
  expect((await admin.get<StoredEvent>('/api/events/evt_proto')).outcome).toBe('applied');
});
