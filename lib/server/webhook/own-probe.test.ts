import { beforeAll, expect, test, vi } from 'vitest';
import { type NewRejection } from '../../rejections/rejection';
import { type Store } from '../../store';
import { newProbeMark, probeHeader } from '../process/own-probe';
import { webhookCredentials } from './credentials';
import { astrayCode, handleAstray, handleWebhook } from './handle-webhook';
import { webhookTarget } from './webhook-path';

beforeAll(() => {
  const settings = {
    APP_BASE_URL: 'https://gauge.test',
    AUTH0_DOMAIN: 'tenant.example.com',
    AUTH0_CLIENT_ID: 'web',
    AUTH0_CLIENT_SECRET: 'secret-0123456789',
    AUTH0_SECRET: 'a'.repeat(64),
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

/** Posts without a body to a path, with these headers; the status, and the code of the rejection that was kept. */
async function post(path: string, headers: Record<string, string>) {
  const kept: NewRejection[] = [];
  const store = {
    recordRejection: (rejection: NewRejection) => {
      kept.push(rejection);
      return Promise.resolve();
    },
  } as unknown as Store;
  const world = {
    store: () => Promise.resolve(store),
    credentials: webhookCredentials({ bearer: ['secret'], basic: [], headers: [] }),
    lifecycle: { stopping: false, webhooks: { begin: () => undefined, end: () => undefined } },
    now: Date.now,
  };
  const request = {
    method: 'POST',
    header: (name: string) => headers[name] ?? null,
    headers: () => Object.entries(headers),
    remoteAddress: null,
    readBody: () => Promise.resolve({ ok: true as const, body: new Uint8Array() }),
  };
  const target = webhookTarget(path);
  const code = target.kind === 'webhook' ? null : astrayCode(request, world, target);
  const { status } =
    code === null ? await handleWebhook(request, world) : handleAstray(request, world, { path: target.path, code });
  // A rejection is kept off the path of the answer.
  await new Promise((resolve) => setImmediate(resolve));
  return [status, kept[0]?.code ?? null];
}

const marked = (atMs = Date.now()) => ({ [probeHeader]: newProbeMark(atMs) });

test.each([
  ['/webhook', 401],
  ['/api/webhook', 404],
])(
  'what this installation asks its own %s is refused like any other, and kept as no rejection',
  async (path, status) => {
    expect(await post(path, marked())).toEqual([status, null]);
    expect((await post(path, {}))[1]).not.toBeNull();
  },
);

test('a mark is good once: what was read on its way hides nobody', async () => {
  const mark = marked();
  expect(await post('/webhook', mark)).toEqual([401, null]);
  expect(await post('/webhook', mark)).toEqual([401, 'no_credential']);
});

test.each([
  ['of a minute ago', () => marked(Date.now() - 60_000)],
  ['of a minute ahead', () => marked(Date.now() + 60_000)],
  ['that was made up', () => ({ [probeHeader]: 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })],
  ['that was changed', () => ({ [probeHeader]: `${newProbeMark(Date.now()).slice(0, -2)}AA` })],
  ['that says nothing', () => ({ [probeHeader]: '' })],
])('a mark %s hides nobody', async (_what, headers) => {
  expect(await post('/webhook', headers())).toEqual([401, 'no_credential']);
});

test.each([
  ['/webhook', 401, 'wrong_credential'],
  ['/api/webhook', 404, 'near_path'],
])('at %s nothing that presents a credential is hidden by a mark', async (path, status, code) => {
  expect(await post(path, { ...marked(), authorization: 'Bearer wrong' })).toEqual([status, code]);
});
