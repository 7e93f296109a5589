import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { Load } from './load.ts';
import { Program } from './program.ts';
import { ada, event } from './sample-events.ts';
import { type Tenant } from './tenant.ts';

const KILLS = 20;

interface Health {
  pages: { state: string; restarts: number };
}

async function health(app: App): Promise<Health> {
  const response = await fetch(`${app.url}/healthz`);
  return (await response.json()) as Health;
}

/** Ids of the processes that the server has started. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const pagesAre = (app: App, state: string) =>
  expect.poll(async () => (await health(app).catch(() => null))?.pages.state, { timeout: 60_000 }).toBe(state);

/** Kills the process of the pages, and waits until the server has noticed. */
async function killPages(app: App): Promise<void> {
  const children = childrenOf(app.running.pid);
  for (const pid of children) process.kill(pid, 'SIGKILL');
  await expect.poll(() => children.filter(isAlive), { intervals: [20] }).toEqual([]);
}

/** Events that were acknowledged and are not stored once, and whether the file is whole. */
function lostIn(file: string, acknowledged: readonly string[]): string[] {
  const database = new Database(file, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database.prepare<[], [string, number]>('SELECT id, count(*) FROM events GROUP BY id').raw().all();
    const stored = new Map(rows);
    return acknowledged.filter((id) => stored.get(id) !== 1);
  } finally {
    database.close();
  }
}

interface Failed {
  streamId: string;
  eventId: string;
}

/** Failed deliveries that the server knows of, as many as were staged. */
async function failedDeliveries(client: ApiClient, tenant: Tenant, count: number): Promise<Failed[]> {
  await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 500, count });
  await client.request('POST', '/api/deliveries/refresh');
  const { items } = await client.get<{ items: Failed[] }>('/api/deliveries');
  expect(items.length).toBeGreaterThanOrEqual(count);
  return items.slice(0, count);
}

const retry = (client: ApiClient, { streamId, eventId }: Failed) =>
  client.request('POST', `/api/deliveries/${streamId}/${eventId}/redeliver`).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => 0,
  );

/** How often Auth0 was asked to redeliver each event. */
async function redeliveryCounts(tenant: Tenant): Promise<number[]> {
  const { calls } = await tenant.control<{ calls: { path: string }[] }>('GET', '/calls?method=POST&path=/redeliver/');
  const counts = new Map<string, number>();
  for (const { path } of calls) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts.values()];
}

test.describe('with failed deliveries', () => {
  test.use({ seed: 'stories' });

  test('pages killed twenty times under load lose no event, ask for no redelivery twice, and open screens come back', async ({
    page,
    app,
    tenant,
  }) => {
    test.setTimeout(420_000);
    const operator = await apiAs(app, tenant, 'operator');
    const failed = await failedDeliveries(operator, tenant, KILLS / 2);
    await signIn(page, app, 'viewer', '/events');
    await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
    const load = new Load(app, { senders: 2, prefix: 'child' });
    for (const [round, delivery] of failed.entries()) {
      await pagesAre(app, 'ready');
      const asking = retry(operator, delivery);
      // Once after the answer, and once at some stage of it.
      if (round % 2 === 0) expect(await asking).toBe(202);
      else await new Promise((resolve) => setTimeout(resolve, round * 10));
      await killPages(app);
      expect([0, 202, 503]).toContain(await asking);
      // Then once more, while it starts.
      await expect.poll(() => childrenOf(app.running.pid).length, { intervals: [20] }).toBe(1);
      await killPages(app);
    }
    await pagesAre(app, 'ready');
    await load.stop();
    expect([...load.others]).toEqual([]);
    await app.post(event('user.created', ada({ user_id: 'auth0|after' }), { id: 'evt_after' }));
    await expect(page.getByRole('table', { name: 'Events' }).locator('[data-row="evt_after"]')).toBeVisible();
    await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
    const counts = await redeliveryCounts(tenant);
    expect(counts.length).toBeGreaterThanOrEqual(failed.length / 2);
    expect(counts.every((count) => count === 1)).toBe(true);
    await app.stop('SIGTERM');
    expect(lostIn(app.database, load.acknowledged)).toEqual([]);
  });
});

test('a server killed twenty times under load with pages open loses no event, and leaves no process behind', async ({
  page,
  app,
}) => {
  test.setTimeout(420_000);
  await signIn(page, app, 'viewer', '/events');
  const load = new Load(app, { senders: 2, prefix: 'parent' });
  for (let round = 0; round < KILLS; round += 1) {
    // Most times in the middle of the start of the pages.
    if (round % 5 === 0) await pagesAre(app, 'ready');
    const before = load.acknowledged.length;
    await expect.poll(() => load.acknowledged.length, { intervals: [20] }).toBeGreaterThan(before + 40);
    const children = childrenOf(app.running.pid);
    await app.stop('SIGKILL');
    await expect.poll(() => children.filter(isAlive), { intervals: [50] }).toEqual([]);
    await app.start();
  }
  await load.stop();
  await app.post(event('user.created', ada({ user_id: 'auth0|after' }), { id: 'evt_after' }));
  await expect(page.getByRole('table', { name: 'Events' }).locator('[data-row="evt_after"]')).toBeVisible();
  await app.stop('SIGTERM');
  expect(lostIn(app.database, load.acknowledged)).toEqual([]);
});

test('a screen that is asked for while the pages are away says so, comes back by itself, and events go on', async ({
  page,
  app,
  tenant,
}) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  await signIn(page, app, 'viewer', '/events');
  await killPages(app);
  const answer = await viewer.request('GET', '/api/events');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect((await app.post(event('user.created', ada()))).status).toBe(204);
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  await page.goto(`${app.url}/users`);
  await expect(page.getByRole('heading', { name: 'The dashboard is starting again' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Users' })).toContainText('ada', { timeout: 60_000 });
});

test('pages that end at each start leave receiving alone, and log, health and screen say so', async ({ app }) => {
  await app.stop();
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync('node_modules/.cache/streamgauge-');
  // The program of the pages is not beside it.
  copyFileSync('dist/server.js', join(folder, 'server.js'));
  const settings = { ...app.settings, PORT: new URL(app.url).port, HOST: 'localhost' };
  const program = new Program([join(folder, 'server.js')], settings);
  try {
    await program.answers(`${app.url}/readyz`);
    await expect.poll(async () => (await health(app)).pages.restarts).toBeGreaterThanOrEqual(2);
    expect((await app.post(event('user.created', ada()))).status).toBe(204);
    const page = await fetch(`${app.url}/events`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Events are still received');
    expect(program.output.join('')).toContain('The dashboard ended. Events are still received; it is started again');
  } finally {
    await program.end();
    rmSync(folder, { recursive: true, force: true });
  }
  expect(program.exitCode).toBe(143);
});

test('a second signal does not end what the first one has begun to end', async ({ app, page }) => {
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  const { running } = app;
  process.kill(running.pid, 'SIGTERM');
  await expect.poll(() => running.output.join('')).toContain('"Stopping"');
  if (running.exitCode === null) process.kill(running.pid, 'SIGTERM');
  await running.over;
  expect(running.exitCode).toBe(143);
});

test('the pages are a process of their own, which gives way to receiving', async ({ app }) => {
  await pagesAre(app, 'ready');
  const [child = 0] = childrenOf(app.running.pid);
  expect(getPriority(child)).toBe(Math.max(10, getPriority(app.running.pid)));
});
