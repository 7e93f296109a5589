import { readFileSync } from 'node:fs';
import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';
import { type Tenant } from './tenant.ts';

test.use({ seed: 'stories' });

interface Redelivery {
  event: string;
  by: 'id' | 'filter';
}

interface JobFacts {
  state: string;
  counts: Record<string, number>;
}

/** What the tenant took, whichever way it was asked. */
async function taken(tenant: Tenant): Promise<Redelivery[]> {
  return (await tenant.control<{ redeliveries: Redelivery[] }>('GET', '/redeliveries')).redeliveries;
}

/** Requests that named a filter, and that the tenant took. */
async function filterCalls(tenant: Tenant): Promise<number> {
  const { calls } = await tenant.control<{ calls: { path: string; status: number }[] }>('GET', '/calls?method=POST');
  return calls.filter(({ path, status }) => path.endsWith('/redeliver') && status === 202).length;
}

async function expectOnce(tenant: Tenant, count: number): Promise<void> {
  const events = (await taken(tenant)).map(({ event }) => event);
  expect(events).toHaveLength(count);
  expect(new Set(events).size).toBe(count);
}

test('5,000 failed deliveries are redelivered by a hundred requests, each once, and the seven of other causes not at all', async ({
  page,
  app,
  tenant,
}) => {
  test.setTimeout(300_000);
  const operator = await apiAs(app, tenant, 'operator');
  // Six a second, as in an outage of a quarter of an hour.
  const staged = { type: 'user.updated', error: 503, count: 5_000, everyMs: 170 };
  await tenant.control('POST', '/stream', { status: 'enabled' });
  await tenant.control('PATCH', '/config', { limits: { total: 20_000 } });
  await tenant.control('POST', '/deliveries', staged);
  await operator.request('POST', '/api/deliveries/refresh');
  await tenant.control('DELETE', '/calls');
  await signIn(page, app, 'operator', '/deliveries?cause=http-503');
  await page.getByRole('button', { name: 'Retry all 5,000…', exact: true }).click();
  await page.getByRole('button', { name: 'Request 5,000 redeliveries' }).click();
  await expect(page).toHaveURL(/\/jobs\/1$/);
  const job = () => operator.get<JobFacts>('/api/jobs/1');
  await expect.poll(async () => (await job()).state, { timeout: 240_000 }).toBe('done');
  expect((await job()).counts).toMatchObject({ total: 5_000, recovered: 5_000, alsoRedelivered: 0 });
  await expect(page.getByRole('main').getByText('done', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Log' })).toContainText('events requested by one filter');
  await expectOnce(tenant, 5_000);
  expect(await filterCalls(tenant)).toBeLessThan(100);
  expect((await taken(tenant)).filter(({ by }) => by === 'id').length).toBeLessThan(20);
  const { matching } = await operator.get<{ matching: { value: number } }>('/api/deliveries?state=failed');
  expect(matching.value).toBe(7);
});

test('what fails between the look and the request goes along, and is counted apart', async ({ page, app, tenant }) => {
  const operator = await apiAs(app, tenant, 'operator');
  const type = 'user.updated';
  await tenant.control('POST', '/deliveries', { type, error: 503, count: 40, everyMs: 1_000 });
  await operator.request('POST', '/api/deliveries/refresh');
  const match = { method: 'POST', pathPattern: '*/redeliver' };
  await tenant.control('POST', '/troubles', { match, times: 1, respond: { delayMs: 3_000 } });
  await operator.request('POST', '/api/jobs', {
    body: { kind: 'redeliver', input: { filter: { cause: 'http-503' } } },
  });
  const counts = async () => (await operator.get<JobFacts>('/api/jobs/1')).counts;
  // Claimed, and the request is on its way.
  await expect
    .poll(async () => (await operator.get<{ items: unknown[] }>('/api/jobs/1/items?result=asking')).items.length)
    .toBe(39);
  for (const seconds of [70, 80, 90]) {
    const time = new Date(Date.now() - seconds * 1_000).toISOString();
    await tenant.control('POST', '/deliveries', { type, error: 503, time });
  }
  await signIn(page, app, 'operator', '/jobs/1');
  await expect(page.getByRole('main').getByText('done', { exact: true })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('40 recovered');
  await expect(page.getByRole('note').filter({ hasText: '3 more that Auth0 redelivered besides' })).toBeVisible();
  expect(await counts()).toMatchObject({ total: 40, done: 40, alsoRedelivered: 3 });
  await page.getByRole('radio', { name: 'Besides 3' }).click();
  await expect(page.getByRole('table', { name: 'Items' }).locator('[data-row]')).toHaveCount(3);
  expect(await sticksOut(page)).toEqual([]);
  await expectOnce(tenant, 43);
});

/** Kills the process of the pages, which does the jobs; its parent starts another. */
function killPages(app: App): void {
  const { pid } = app.running;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}

test('kill -9 as soon as a filter was taken, again and again: each event is requested once', async ({
  app,
  tenant,
}) => {
  test.setTimeout(300_000);
  const staged = 1_000;
  const operator = await apiAs(app, tenant, 'operator');
  await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 503, count: staged, everyMs: 200 });
  await operator.request('POST', '/api/deliveries/refresh');
  await tenant.control('PATCH', '/config', { redeliveryDelayMs: 15_000 });
  await operator.request('POST', '/api/jobs', {
    body: { kind: 'redeliver', input: { filter: { cause: 'http-503' } } },
  });
  const job = () => operator.get<JobFacts>('/api/jobs/1').catch(() => ({ state: 'away', counts: {} }));
  for (let kill = 1; kill <= 3; kill += 1) {
    await expect.poll(() => filterCalls(tenant), { timeout: 90_000, intervals: [20] }).toBeGreaterThanOrEqual(kill);
    killPages(app);
  }
  await expect.poll(async () => (await job()).state, { timeout: 200_000 }).toBe('done');
  expect((await job()).counts).toMatchObject({ total: staged, recovered: staged, waiting: 0, asked: 0 });
  await expectOnce(tenant, staged);
});
