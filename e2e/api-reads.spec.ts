import { createHash } from 'node:crypto';
import { nextBin } from '../scripts/processes.ts';
import { freePort } from '../scripts/free-port.ts';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { Program } from './program.ts';
import { builtReads } from './routes.ts';
import { ada, adaId, event } from './sample-events.ts';

test.use({ seed: 'stories' });

/** Queries that a read understands or refuses; the others ignore them. */
const queries = [
  '',
  '?limit=2',
  '?range=24h',
  '?from=1&to=2',
  '?type=user.created',
  '?limit=-1',
  '?before=nonsense',
  '?result=asked',
];

const ids = {
  event: 'evt_alike',
  user: encodeURIComponent(adaId),
  job: '1',
  unknown: 'no%20such%7Cid',
};

/** Every address of a read: with ids that are there, and with one that is not. */
async function addresses(client: ApiClient): Promise<string[]> {
  const { streams } = await client.get<{ streams: { id: string }[] }>('/api/streams');
  const [stream] = streams;
  const known = (route: string) => {
    if (route.startsWith('/api/users')) return ids.user;
    if (route.startsWith('/api/jobs') || route.startsWith('/api/alerts')) return ids.job;
    return route.startsWith('/api/streams') ? (stream?.id ?? '') : ids.event;
  };
  const filled = builtReads().flatMap((route) =>
    route.includes('[id]') ? [route.replace('[id]', known(route)), route.replace('[id]', ids.unknown)] : [route],
  );
  return filled.filter((path) => path !== '/api/live').flatMap((path) => queries.map((query) => path + query));
}

/** Belong to one connection, one moment, or one way to compress. */
const ofOneAnswer = new Set([
  'age',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
  'x-request-id',
]);

const withoutNonce = (policy: string) => policy.replace(/ 'nonce-[^']*' 'strict-dynamic'/, '');

/** A header without the nonce of its page, and without the second in the name of a file. */
function withoutMoment(name: string, value: string): string {
  if (name === 'content-disposition') return value.replace(/\d{4}-\d\d-\d\dT[\d-]+/, 'now');
  return name === 'content-security-policy' ? withoutNonce(value) : value;
}

/** What differs from one answer to the next: the name of the request, and the sizes of disk and files. */
const ofOneMoment = new Set(['requestId', 'storageLimitBytes', 'bytes', 'walBytes']);

/** What each process knows for itself: how much of Auth0's rate limit is left. */
const ofOneProcess = new Set(['requestsLeft']);

/** The body without what belongs to its moment, instants of the present included. */
function timeless(text: string, sinceMs: number): unknown {
  const value: unknown = JSON.parse(text);
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) => {
      if (ofOneMoment.has(key)) return typeof member;
      if (ofOneProcess.has(key)) return 'told';
      return typeof member === 'number' && member > sinceMs - 48 * 3_600_000 ? 'now' : member;
    }),
  );
}

async function read(base: string, path: string, { cookie, sinceMs }: { cookie: string | null; sinceMs: number }) {
  const headers: Record<string, string> = { accept: 'application/json', ...(cookie !== null && { cookie }) };
  const response = await fetch(base + path, { headers, redirect: 'manual' });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    path,
    status: response.status,
    headers: [...response.headers]
      .filter(([name]) => !ofOneAnswer.has(name))
      .map(([name, value]) => [name, withoutMoment(name, value)])
      .sort(),
    body: isJson ? timeless(text, sinceMs) : createHash('sha256').update(text).digest('hex'),
  };
}

/** The same build and database behind Next's pipeline. */
async function withPipeline(app: App): Promise<{ url: string; program: Program }> {
  const port = String(await freePort());
  const program = new Program([nextBin, 'start', '-p', port, '-H', 'localhost'], { ...app.settings, PORT: port });
  const url = `http://localhost:${port}`;
  await program.answers(`${url}/readyz`);
  return { url, program };
}

/** Each process keeps its own memory of Auth0, so one may still wait for it while the other has its answer. */
async function expectAlike(readBoth: () => Promise<[unknown, unknown]>): Promise<void> {
  await expect(async () => {
    const [without, piped] = await readBoth();
    expect(without).toEqual(piped);
  }).toPass({ timeout: 60_000 });
}

test('every read of /api answers alike with and without the pipeline, for each role and without one', async ({
  app,
  tenant,
}) => {
  test.setTimeout(300_000);
  const sinceMs = Date.now();
  await app.post(event('user.created', ada(), { id: ids.event }));
  await app.post(event('user.updated', ada({ nickname: 'Countess' })));
  await app.post('{"not": "an event"}');
  const cookies: (string | null)[] = [null];
  for (const who of ['guest', 'viewer', 'operator', 'admin'] as const) {
    const client = await apiAs(app, tenant, who);
    cookies.push(client.cookie);
  }
  const admin = await apiAs(app, tenant, 'admin');
  await admin.request('POST', '/api/deliveries/refresh');
  // About nothing, so that it does not move while it is read.
  await admin.request('POST', '/api/jobs', { body: { kind: 'redeliver', input: { filter: { cause: 'none' } } } });
  await expect.poll(async () => (await admin.get<{ state: string }>('/api/jobs/1')).state).toBe('done');
  const paths = await addresses(admin);
  expect(paths.length).toBeGreaterThan(100);
  const { url, program } = await withPipeline(app);
  try {
    for (const cookie of cookies) {
      for (const path of paths) {
        await expectAlike(() =>
          Promise.all([read(app.url, path, { cookie, sinceMs }), read(url, path, { cookie, sinceMs })]),
        );
      }
    }
  } finally {
    await program.end('SIGKILL');
  }
});
