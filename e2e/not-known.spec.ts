import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';
import { streams } from './streams-of-tenant.ts';

test.describe('with a wrong secret for the Management API', () => {
  test.use({ appEnv: { AUTH0_MANAGEMENT_CLIENT_SECRET: 'not-the-secret-of-this-application' } });

  test('no failed delivery is counted: it is not known whether there are any', async ({ page, app, tenant }) => {
    await app.post(event('user.created', ada()));
    const viewer = await apiAs(app, tenant, 'viewer');
    expect(await viewer.get('/api/nav')).toMatchObject({ streams: null, failed: null });
    await signIn(page, app, 'viewer', '/deliveries');
    await expect(page.getByRole('main')).toContainText('Failed deliveries are not known');
    await expect(page.getByRole('main')).not.toContainText('0 failed');
    const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Failed deliveries/ });
    await expect(link).toHaveAccessibleName('Failed deliveries not known');
    await page.goto(app.url);
    await expect(page.getByRole('region', { name: 'Readings' })).toContainText('not read yet');
    await page.setViewportSize({ width: 390, height: 800 });
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Failed/ })).toContainText(
      '–',
    );
  });
});

test('M1: a revoked token is replaced once; credentials that are refused are named, and not presented over and over', async ({
  page,
  app,
  tenant,
}) => {
  const asked = async (path: string) =>
    (await tenant.control<{ calls: unknown[] }>('GET', `/calls?path=${path}`)).calls.length;
  const tokens = () => asked('/oauth/token');
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', '/deliveries');
  const main = page.getByRole('main');
  const checkAgain = async () => {
    const before = await asked('/deliveries');
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => asked('/deliveries')).toBeGreaterThan(before);
  };
  await expect(main).toContainText('0 failed · checked');
  expect(await tokens()).toBe(1);
  await tenant.control('POST', '/token/revoke');
  await checkAgain();
  await expect(main).toContainText('0 failed · checked');
  expect(await tokens()).toBe(2);

  await tenant.control('POST', '/token/revoke');
  await tenant.control('POST', '/troubles', { match: { pathPattern: '/oauth/token' }, respond: { status: 401 } });
  const refusedAtMs = Date.now();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(main).toContainText('Auth0 does not accept our client id and secret for the Management API');
  for (const path of ['/streams', '/jobs', '/deliveries', '/streams']) await page.goto(app.url + path);
  await expect(async () => {
    await page.goto(app.url);
    await expect(page.getByRole('region', { name: 'Health' })).toContainText(
      /The Management API has refused our requests since .*AUTH0_MANAGEMENT_CLIENT_SECRET/,
      { timeout: 5_000 },
    );
  }).toPass();
  // One for each time that somebody checks again, and one for each five seconds in which a screen needs Auth0.
  expect(await tokens()).toBeLessThanOrEqual(2 + 2 + (Date.now() - refusedAtMs) / 5_000);

  await tenant.control('DELETE', '/troubles');
  await page.goto(`${app.url}/deliveries`);
  // After a failure Auth0 is left alone for some seconds, whoever asks.
  await expect(async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(main).toContainText('0 failed · checked', { timeout: 5_000 });
  }).toPass();
});

test('once the list of failed deliveries can no longer be read, none are counted, and then they are again', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'viewer', '/deliveries');
  const main = page.getByRole('main');
  await expect(main).toContainText('0 failed · checked');
  await expect(main).toContainText('No failed deliveries in any event stream.');
  await tenant.control('POST', '/troubles', {
    match: { pathPattern: '*/deliveries*' },
    respond: { status: 500, body: { statusCode: 500, error: 'Internal Server Error', message: 'boom' } },
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(main).toContainText('Failed deliveries are not known · last checked');
  await expect(main).not.toContainText('0 failed');
  await page.goto(`${app.url}/streams`);
  await expect(main).toContainText('failures not known');
  await expect(page.getByRole('row').filter({ hasText: streams.webhook.name })).toContainText('not known');
  await page.goto(`${app.url}/streams/${streams.webhook.id}`);
  await expect(page.getByRole('complementary', { name: 'Readings' })).toContainText('Not known');
  await tenant.control('DELETE', '/troubles');
  await page.goto(`${app.url}/deliveries`);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(main).toContainText('0 failed · checked');
});

test('of an event that failed through two event streams only the row that was pressed opens', async ({
  page,
  app,
  tenant,
}) => {
  const id = 'evt_failed_through_two';
  for (const stream of [streams.webhook.id, streams.eventBridge.id]) {
    await tenant.control('POST', '/deliveries', { stream, id, error: 500 });
  }
  await signIn(page, app, 'viewer', '/deliveries?view=list');
  const rows = page.getByRole('table', { name: 'Failed deliveries' }).locator('[data-row]');
  await expect(rows).toHaveCount(2);
  const row = page.locator(`[data-row="${streams.eventBridge.id}/${id}"]`);
  await row.getByRole('link', { name: /attempts/ }).click();
  await expect(page.getByRole('cell', { name: /^Attempts of/ })).toHaveCount(1);
  await expect(row.getByRole('link', { name: /attempts/ })).toHaveAttribute('aria-expanded', 'true');
  await page.reload();
  await expect(page.getByRole('cell', { name: /^Attempts of/ })).toHaveCount(1);
  await expect(page.getByRole('cell', { name: /^Attempts of/ })).toContainText(streams.eventBridge.name);
});
