import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { event } from './sample-events.ts';
import { scopesWithout } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';
import { type Page } from '@playwright/test';

test.use({ seed: 'stories' });

interface Call {
  method: string;
  path: string;
  query: string;
}

const redeliverCalls = async (tenant: Tenant) => {
  const { calls } = await tenant.control<{ calls: Call[] }>('GET', '/calls?method=POST&path=/redeliver/');
  return calls;
};

const rowsIn = (page: Page, name: RegExp) => page.getByRole('table', { name }).locator('[data-row]');

async function openDeliveries(page: Page, app: App, who: 'operator' | 'viewer' = 'operator'): Promise<void> {
  await signIn(page, app, who, '/deliveries');
  await expect(rowsIn(page, /, 500 from/)).toHaveCount(5);
  await expect(rowsIn(page, /, 401 from/)).toHaveCount(2);
}

async function retryFirst(page: Page, name: RegExp) {
  const row = rowsIn(page, name).first();
  const id = await row.getAttribute('data-row');
  await row.getByRole('button', { name: /^Retry/ }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Retry' }).click();
  return page.locator(`[data-row="${id ?? ''}"]`);
}

test('story 18: seven failed deliveries in two groups by cause, read with a bounded number of calls', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await expect(page.getByRole('region', { name: /^500 from/ })).toContainText(/5\s*events/);
  await expect(page.getByRole('region', { name: /^401 from/ })).toContainText(/2\s*events/);
  await expect(page.getByRole('main')).toContainText('7 failed in 1 event stream');
  const { calls } = await tenant.control<{ calls: Call[] }>('GET', '/calls?path=/deliveries');
  expect(calls.length).toBeLessThan(40);
});

test('on a phone the rest of a large group opens from under its cards', async ({ page, app, tenant }) => {
  await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 500, count: 6 });
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, app, 'viewer', '/deliveries');
  await page
    .getByRole('region', { name: /^500 from/ })
    .getByRole('link', { name: 'Show 11' })
    .click();
  await expect(page.getByRole('table', { name: 'Failed deliveries' }).locator('[data-row]')).toHaveCount(11);
});

for (const shape of [
  { list: 'nextPageToken' },
  { list: 'array' },
  { dataAsString: true },
  { shortPages: true },
  { tokenOnEmptyPage: true },
]) {
  test(`story 18: the same seven when the list comes as ${JSON.stringify(shape)}`, async ({ page, app, tenant }) => {
    await tenant.control('PATCH', '/config', { deliveries: shape });
    await openDeliveries(page, app);
    await page
      .getByRole('button', { name: /Check again|Refresh/i })
      .first()
      .click();
    await expect(rowsIn(page, /, 500 from/)).toHaveCount(5);
  });
}

test('story 18: markers are no attempts, and a cut transport error is grouped as could not connect', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.control('POST', '/deliveries', {
    type: 'user.updated',
    error: 'Post "https://tunnel.example.net/a-very-long-path-to-a-webhook": dial tcp: i/o timeout',
    attempts: ['failed', 'retrying', 'failed', 'retrying', 'failed'],
  });
  await signIn(page, app, 'operator', '/deliveries');
  const row = rowsIn(page, /Could not connect/).first();
  await expect(row).toContainText('3 attempts, 2 redeliveries asked');
});

test('story 19: a retry is asked once, and recovered only when the event has arrived, on every open screen', async ({
  page,
  app,
  tenant,
  context,
}) => {
  await openDeliveries(page, app);
  const second = await context.newPage();
  await second.goto(`${app.url}/deliveries`);
  await expect(rowsIn(second, /, 500 from/)).toHaveCount(5);
  await tenant.control('PATCH', '/config', { redeliveryDelayMs: 30_000 });
  const row = rowsIn(page, /, 500 from/).first();
  const key = (await row.getAttribute('data-row')) ?? '';
  const id = key.split('/')[1] ?? '';
  await row.getByRole('button', { name: /^Retry/ }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Retry' }).dblclick();
  const asked = page.locator(`[data-row="${key}"]`);
  await expect(asked).toContainText(/redelivery requested|retrying/);
  await expect(asked).not.toContainText('recovered');
  await expect(asked).toContainText('recovered', { timeout: 20_000 });
  await expect(page.getByRole('main')).toContainText('6 failed in 1 event stream');
  await expect(second.getByRole('main')).toContainText('6 failed in 1 event stream');
  const calls = await redeliverCalls(tenant);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.path).toContain(id);
  await page
    .locator(`[data-row="${key}"]`)
    .getByRole('link', { name: /recovered/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/events/${id}`));
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string; actor: string; target: string }[] }>('/api/audit');
  const audited = items.filter((entry) => entry.action === 'redelivery_asked');
  expect(audited).toMatchObject([{ actor: 'operator@example.test' }]);
  expect(audited[0]?.target).toContain(id);
});

test('story 20: a redelivery that fails again shows its newest error, and was never green', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.control('PATCH', '/config', {
    redelivery: { outcome: 'fail', status: 503, body: 'newest error', times: 1 },
  });
  await openDeliveries(page, app);
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText('failed again', { timeout: 30_000 });
  await expect(row).toContainText('newest error');
  await expect(row).not.toContainText('recovered');
  await expect(row.getByRole('button', { name: /^Retry/ })).toBeEnabled();
});

const trouble = (tenant: Tenant, respond: unknown, times?: number) =>
  tenant.control('POST', '/troubles', {
    match: { method: 'POST', pathPattern: '*/redeliver/*' },
    respond,
    ...(times && { times }),
  });

test('story 22: 409 counts as asked', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 409, body: { statusCode: 409, error: 'Conflict', message: 'not redeliverable' } });
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText('redelivery requested');
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
});

test('story 22: 404 says that Auth0 no longer lists it', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'gone' } });
  await retryFirst(page, /, 500 from/);
  await expect(page.getByText(/no longer listed by Auth0/i).first()).toBeVisible();
});

test('story 22: 429 counts down and then succeeds by itself', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 429, headers: { 'retry-after': '3' }, body: { statusCode: 429 } }, 1);
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText(/in \d s/);
  await expect(row).toContainText('recovered', { timeout: 30_000 });
  expect(await redeliverCalls(tenant)).toHaveLength(2);
});

test('story 22: 403 names the missing scope, and the row can be retried when it is granted', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await tenant.control('PATCH', '/config', { scopes: scopesWithout('update:event_deliveries') });
  const row = await retryFirst(page, /, 500 from/);
  await expect(page.getByText(/update:event_deliveries/).first()).toBeVisible();
  await expect(row).toContainText('failed');
  await expect(row).not.toContainText('redelivery requested');
});

test('story 22: a 500 is an error with a request id, and the rows stay', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 500, body: { statusCode: 500 } });
  await retryFirst(page, /, 500 from/);
  await expect(page.getByText(/req_[0-9a-f]+/).first()).toBeVisible();
  await expect(page.locator('[data-row]')).toHaveCount(7);
});

test('story 22: a list that cannot be read leaves the rows on screen and says since when they are stale', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await tenant.control('POST', '/troubles', {
    match: { pathPattern: '*/deliveries*' },
    respond: { status: 500, body: {} },
  });
  await page
    .getByRole('button', { name: /Check again|Refresh/i })
    .first()
    .click();
  await expect(page.getByText(/Stale since/).first()).toBeVisible();
  await expect(page.locator('[data-row]')).toHaveCount(7);
  await app.post(event('user.created', { user_id: 'auth0|ada' }));
  await page.goto(app.url);
  const readings = page.getByRole('region', { name: 'Readings' });
  await expect(readings.getByText(/as of \d\d:\d\d/)).toBeVisible();
});

test('a viewer sees why they may not retry, and a forged request is refused', async ({ page, app, tenant }) => {
  await openDeliveries(page, app, 'viewer');
  await expect(
    rowsIn(page, /, 500 from/)
      .first()
      .getByRole('button', { name: /^Retry/ }),
  ).toBeDisabled();
  const key =
    (await rowsIn(page, /, 500 from/)
      .first()
      .getAttribute('data-row')) ?? '';
  const viewer = await apiAs(app, tenant, 'viewer');
  const forged = await viewer.request('POST', `/api/deliveries/${key}/redeliver`);
  expect(forged.status).toBe(403);
  expect(await redeliverCalls(tenant)).toHaveLength(0);
});

test.describe('without a story', () => {
  test.use({ seed: 'empty' });

  test('the chart of the overview shows what failed beside what arrived, and its bar tells how many', async ({
    page,
    app,
    tenant,
  }) => {
    await app.post(event('user.created', { user_id: 'auth0|ada' }));
    await tenant.control('POST', '/deliveries', { error: 503, count: 4 });
    await signIn(page, app, 'viewer', '/deliveries');
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(page.getByRole('main')).toContainText('4 failed in 1 event stream');
    await page.goto(`${app.url}/?range=1h`);
    const legend = page.getByRole('listitem').filter({ hasText: 'failed at Auth0' });
    await expect(legend.filter({ visible: true })).toContainText(/failed at Auth0\s*4/);
    const bars = page.getByRole('region', { name: /^Events by outcome/ });
    await expect(bars.getByRole('link', { name: /, 4 failed at Auth0/ }).first()).toBeAttached();
  });
});
