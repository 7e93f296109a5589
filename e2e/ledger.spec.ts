import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';
import { scopesWithout, streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

test.use({ appEnv: { EVENT_FEED: 'ledger' } });

const path = `/streams/${streams.webhook.id}`;

interface Ledger {
  source: string;
  feed: { readThroughMs: number | null };
  counts: { combination: string; count: number }[];
}

const ledgerOf = (client: ApiClient) => client.get<Ledger>(`/api${path}/ledger?range=24h`);

/** Events younger than two minutes do not count: the server goes on ten minutes later. */
async function tenMinutesLater(app: App): Promise<void> {
  await app.stop();
  Object.assign(app.settings, {
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'clock-ahead.ts')).href}`,
    CLOCK_AHEAD_MS: String(10 * 60_000),
  });
  await app.start();
}

/** Makes a person at the tenant; returns their id. */
async function createUser(tenant: Tenant, name: string): Promise<string> {
  const body = { do: 'create', email: `${name}@example.test`, name };
  const { changes } = await tenant.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', body);
  return changes[0]?.object.user_id ?? '';
}

/** Two people made while the event stream was enabled; two more, and a change, while it was not. */
async function makeHole(app: App, tenant: Tenant, operator: ApiClient): Promise<void> {
  await expect.poll(async () => (await ledgerOf(operator)).feed.readThroughMs).not.toBeNull();
  await createUser(tenant, 'ada');
  await createUser(tenant, 'bob');
  const arrived = async () => (await operator.get<{ total: { value: number } }>('/api/events')).total.value;
  await expect.poll(arrived).toBe(2);
  const change = (status: string) => operator.request('PATCH', `/api${path}`, { body: { status } });
  expect((await change('disabled')).status).toBe(200);
  const cleo = await createUser(tenant, 'cleo');
  await createUser(tenant, 'dora');
  await tenant.control('POST', '/users', { do: 'update', user_id: cleo, patch: { name: 'Cleo Two' } });
  expect((await change('enabled')).status).toBe(200);
  await tenMinutesLater(app);
  const missing = async () =>
    (await ledgerOf(operator)).counts.find(({ combination }) => combination === 'never_delivered')?.count;
  await expect.poll(missing).toBe(3);
}

test('what was emitted while an event stream was disabled is named, ignored with a note, and applied from the feed once', async ({
  page,
  app,
  tenant,
}) => {
  const operator = await apiAs(app, tenant, 'operator');
  await makeHole(app, tenant, operator);
  await signIn(page, app, 'operator', `${path}?tab=ledger`);
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: '3 of 5 emitted events are not here' })).toBeVisible();
  const row = page.getByRole('table', { name: 'Combinations' }).getByRole('row').filter({ hasText: 'never delivered' });
  await expect(row).toContainText('emitted yes');
  await expect(row).toContainText('failed no');
  const selected = page.getByRole('region', { name: 'Selected gap', exact: true });
  await expect(selected).toContainText('3 were emitted while the stream was disabled');
  await expect(page.getByRole('list', { name: 'Gaps' })).toContainText('disabled by operator@example.test');
  await expect(page.getByRole('region', { name: 'In the selected gap' }).getByRole('listitem')).toHaveCount(3);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(row.getByRole('button', { name: 'Apply from the feed…' })).toBeVisible();
  expect(await sticksOut(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  await selected.getByRole('button', { name: 'Ignore with a note…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').fill('a planned pause');
  await dialog.getByRole('button', { name: 'Ignore', exact: true }).click();
  await expect(main.getByRole('heading', { name: 'All 2 emitted events are here' })).toBeVisible();
  await page.getByRole('list', { name: 'Gaps' }).getByRole('button').first().click();
  await expect(selected).toContainText('a planned pause');
  await selected.getByRole('button', { name: 'Count again' }).click();
  await expect(main.getByRole('heading', { name: '3 of 5 emitted events are not here' })).toBeVisible();

  await selected.getByRole('button', { name: 'Apply from the feed…' }).click();
  await dialog.getByRole('button', { name: 'Apply 3 events' }).click();
  await page.waitForURL(/\/jobs\/1$/);
  await expect(main.getByText('3 applied', { exact: true }).first()).toBeVisible();
  const { items } = await operator.get<{ items: { name: string }[] }>('/api/users');
  expect(items.map(({ name }) => name).sort()).toEqual(['Cleo Two', 'ada', 'bob', 'dora']);
  await page.goto(`${app.url}${path}?tab=ledger`);
  await expect(main.getByRole('heading', { name: 'All 5 emitted events are here' })).toBeVisible();

  const nowMs = Date.now() + 20 * 60_000;
  const input = { stream: streams.webhook.id, from: nowMs - 3_600_000, to: nowMs };
  const again = await operator.request('POST', '/api/jobs', { body: { kind: 'apply', input } });
  const { id } = (await again.json()) as { id: number };
  const counts = async () => await operator.get<{ endedAtMs: number | null; counts: object }>(`/api/jobs/${id}`);
  await expect.poll(async () => (await counts()).endedAtMs).not.toBeNull();
  expect((await counts()).counts).toMatchObject({ total: 0, applied: 0 });
});

test.describe('without the scope of the feed', () => {
  test.use({ scopes: scopesWithout('read:events') });

  test('only counts are compared, which is said, and the scope is named', async ({ page, app, tenant }) => {
    await createUser(tenant, 'ada');
    await signIn(page, app, 'viewer', `${path}?tab=ledger`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Only counts are compared');
    await expect(main).toContainText('read:events');
    const table = page.getByRole('table', { name: 'Counts by day' });
    await expect(table).toContainText('1 received');
    await expect(table).toContainText('1 delivered');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(table).toContainText('difference 0');
    expect(await sticksOut(page)).toEqual([]);
  });
});

test('what failed for several causes is named with each of them, and redelivered as one job', async ({
  page,
  app,
  tenant,
}) => {
  const operator = await apiAs(app, tenant, 'operator');
  await expect.poll(async () => (await ledgerOf(operator)).feed.readThroughMs).not.toBeNull();
  const breakBy = (status: number) =>
    tenant.control('POST', '/stream', { tricks: { broken: { status, body: '{"error":"broken"}' } } });
  const failedAtAuth0 = async () => {
    const { streams: all } = await tenant.control<{ streams: { id: string; failed: number }[] }>('GET', '/state');
    return all.find(({ id }) => id === streams.webhook.id)?.failed;
  };
  for (const [status, count, total] of [
    [404, 4, 4],
    [401, 2, 6],
    [403, 1, 7],
    [410, 1, 8],
  ] as const) {
    await breakBy(status);
    await tenant.control('POST', '/events', { type: 'user.created', count });
    await expect.poll(failedAtAuth0).toBe(total);
  }
  await tenant.control('POST', '/stream', { tricks: { broken: false } });
  await tenMinutesLater(app);
  await signIn(page, app, 'operator', `${path}?tab=ledger`);
  const gap = page.getByRole('list', { name: 'Gaps' }).getByRole('button');
  await expect(gap).toContainText('4 × 404 from the destination, 2 × 401, 1 × 403 and 1 other');
  expect(await sticksOut(page)).toEqual([]);
  await gap.click();
  await page.getByRole('button', { name: 'Redeliver 8…' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Request 8 redeliveries?' });
  await expect(dialog).toContainText('One event of each of 4 causes goes first');
  await dialog.getByRole('button', { name: 'Request 8 redeliveries' }).click();
  await expect(page).toHaveURL(/\/jobs\/1$/);
  await expect(page.getByRole('main').getByText('done', { exact: true })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '8 recovered' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('failed, not received');
});
