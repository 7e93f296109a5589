import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { getJson, postJson, toApiError } from './api';
import { sessionExpiry } from './session-expiry';

let server: Server;
let base = '';

const answers = new Map<string, { status: number; headers?: Record<string, string>; body?: string }>([
  ['/ok', { status: 200, body: '{"a":1}' }],
  ['/numbers', { status: 200, body: '{"profile":{"n":9007199254740993,"m":[1.0,-0,1e400],"k":212}}' }],
  ['/empty', { status: 204 }],
  ['/html', { status: 200, body: '<html>' }],
  [
    '/problem',
    {
      status: 429,
      headers: { 'retry-after': '7', 'content-type': 'application/problem+json' },
      body: '{"title":"Too many","detail":"Auth0 asks to wait.","requestId":"req_1","status":429}',
    },
  ],
  ['/bare', { status: 502, headers: { 'x-request-id': 'req_2' }, body: 'bad gateway' }],
  [
    '/field',
    {
      status: 400,
      body: '{"title":"Bad value","detail":"body field \\"config.url\\": must be an address","field":"config.url"}',
    },
  ],
  ['/signed-out', { status: 401, body: '{"title":"Unauthorized"}' }],
]);

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '') ?? { status: 404 };
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

const failure = (path: string) => getJson(`${base}${path}`).catch(toApiError);

describe('calls to our API', () => {
  it('resolve to the JSON, and to null for an empty answer', async () => {
    expect(await getJson(`${base}/ok`)).toEqual({ a: 1 });
    expect(await postJson(`${base}/empty`, { b: 2 })).toBeNull();
  });

  it('keep the digits of every number', async () => {
    const answer = await getJson(`${base}/numbers`);
    expect(JSON.stringify(answer)).toBe('{"profile":{"n":9007199254740993,"m":[1.0,-0,1e400],"k":212}}');
  });

  it('carry title, detail, request id and waiting time of a problem', async () => {
    expect(await failure('/problem')).toMatchObject({
      status: 429,
      title: 'Too many',
      detail: 'Auth0 asks to wait.',
      requestId: 'req_1',
      retryAfterSeconds: 7,
    });
  });

  it('name the field that is wrong, and say what is wrong without its name', async () => {
    expect(await failure('/field')).toMatchObject({ field: 'config.url', words: 'Must be an address' });
    expect(await failure('/problem')).toMatchObject({ field: null, words: 'Auth0 asks to wait.' });
  });

  it('say something even when the answer is no problem document', async () => {
    expect(await failure('/bare')).toMatchObject({ status: 502, title: 'HTTP 502', requestId: 'req_2' });
    expect(await failure('/html')).toMatchObject({ title: 'The answer was not JSON' });
    expect(await getJson('http://127.0.0.1:1/').catch(toApiError)).toMatchObject({
      status: 0,
      title: 'Streamgauge did not answer',
    });
  });

  it('report an expired session once, and once that it is back', async () => {
    const reports: boolean[] = [];
    sessionExpiry.subscribe(() => reports.push(sessionExpiry.isExpired()));
    await failure('/signed-out');
    await failure('/signed-out');
    expect(reports).toEqual([true]);
    await failure('/problem');
    expect(reports).toEqual([true]);
    await getJson(`${base}/ok`);
    await getJson(`${base}/ok`);
    expect(reports).toEqual([true, false]);
  });
});
