import { apiAs } from './api.ts';
import { type Call, openDeliveries, redeliverCalls, retryFirst, rowsIn } from './failed-deliveries.ts';
import { expect, signIn, test } from './fixtures.ts';
import { event } from './sample-events.ts';
import { type Page } from '@playwright/test';

test.use({ seed: 'stories' });

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
  const tokens = await tenant.control<{ calls: Call[] }>('GET', '/calls?path=/oauth/token');
  expect(tokens.calls).toHaveLength(1);
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
  await expect(asked).toContainText(/(redelivery requested|retrying).*\d s/);
  await expect(asked).not.toContainText('recovered');
  await expect(asked).toContainText('recovered', { timeout: 60_000 });
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
  const { items } = await admin.get<{ items: { action: string; actor: string; target: string; atMs: number }[] }>(
    '/api/audit',
  );
  const audited = items.filter((entry) => entry.action === 'redelivery_asked');
  expect(audited).toMatchObject([{ actor: 'operator@example.test' }]);
  expect(audited[0]?.target).toContain(id);
  expect(Math.abs((audited[0]?.atMs ?? 0) - Date.now())).toBeLessThan(60_000);
});

/** Watches every change of the rows from now on; the answer tells whether `word` was ever to be read in one. */
async function readAlong(page: Page, word: string): Promise<() => Promise<boolean>> {
  const seen = await page.evaluateHandle((sought) => {
    const found = { isSo: false };
    const look = () => {
      for (const row of document.querySelectorAll('[data-row]')) {
        if (row.textContent.includes(sought)) found.isSo = true;
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    return found;
  }, word);
  return () => seen.evaluate(({ isSo }) => isSo);
}

test('story 20: a redelivery that fails again shows its newest error, and was never green', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.control('PATCH', '/config', {
    redelivery: { outcome: 'fail', status: 503, body: 'newest error', times: 1 },
  });
  await openDeliveries(page, app);
  const everRead = await readAlong(page, 'recovered');
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText('failed again', { timeout: 30_000 });
  await expect(row).toContainText('newest error');
  await expect(row).not.toContainText('boom');
  expect(await everRead()).toBe(false);
  await expect(row.getByRole('button', { name: /^Retry/ })).toBeEnabled();
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
