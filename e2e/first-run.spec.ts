import { webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';
import { scopesWithout } from './streams-of-tenant.ts';

test.describe('with a scope missing', () => {
  test.use({ scopes: scopesWithout('update:event_deliveries') });

  test('story 4: an empty installation shows a checklist that verifies itself, up to the first event', async ({
    page,
    app,
    tenant,
  }) => {
    await signIn(page, app, 'admin');
    const main = page.getByRole('main');
    await expect(main).toContainText('Mara Lindqvist, admin by ACCESS_ADMINS');
    await expect(main).toContainText('one scope missing');
    await expect(main.getByText('update:event_deliveries').first()).toBeVisible();
    await expect(
      main.getByRole('listitem').filter({ hasText: 'update:event_deliveries' }).getByText('missing', { exact: true }),
    ).toBeVisible();
    await expect(main.getByText(`${app.url}/webhook`).first()).toBeVisible();
    await expect(main.getByRole('button', { name: /^Copy webhook/i }).first()).toBeVisible();
    await main.getByText('Commands for another one').click();
    await expect(main).toContainText('auth0 event-streams create');
    await expect(main).toContainText('curl');
    expect(await page.content()).not.toContain('e2e-webhook-token');
    await expect(main).toContainText(/Waiting for the first event/i);

    await tenant.control('PATCH', '/config', { scopes: [...scopesWithout(''), 'update:event_deliveries'] });
    await main.getByRole('button', { name: 'Check again' }).first().click();
    await expect(main.getByText('missing', { exact: true })).toHaveCount(0, { timeout: 30_000 });

    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await main.getByRole('button', { name: 'Send test event' }).click();
    await expect(main).toContainText(/arrived in \d+\.\d s/, { timeout: 60_000 });
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });
});

test.describe('without settings for the Management API and the webhook', () => {
  test.use({ appEnv: { AUTH0_MANAGEMENT_CLIENT_ID: '', WEBHOOK_TOKEN: '' } });

  test('the checklist names the settings that are missing, and every other screen works', async ({ page, app }) => {
    await signIn(page, app, 'admin');
    const main = page.getByRole('main');
    await expect(main).toContainText('AUTH0_MANAGEMENT_CLIENT_ID');
    await expect(main).toContainText('WEBHOOK_TOKEN');
    for (const path of ['/streams', '/deliveries']) {
      const response = await page.goto(app.url + path);
      expect(response?.status(), path).toBe(200);
      await expect(main).toContainText('AUTH0_MANAGEMENT_CLIENT_ID');
    }
    for (const path of ['/events', '/users']) {
      expect((await page.goto(app.url + path))?.status(), path).toBe(200);
    }
  });
});

test('a request with the right secret at a wrong path is shown on the checklist', async ({ page, app }) => {
  const posted = (path: string, token: string) =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(event('user.created', ada())),
    });
  expect((await posted('/webhooks', 'a-secret-of-somebody-else')).status).toBe(404);
  await signIn(page, app, 'admin');
  const main = page.getByRole('main');
  await expect(main).toContainText('A request came to /webhooks without the right secret.');
  await expect(main).toContainText('The webhook listens at this address');

  expect((await posted('/api/webhook', webhookToken)).status).toBe(404);
  await expect(main).toContainText('Requests arrive at /api/webhook instead of this address');
  await expect(main).toContainText('They carry the right secret and are answered 404.');
  await page.goto(`${app.url}/?rejections`);
  const rejected = page.getByRole('table', { name: 'Rejected requests' });
  await expect(rejected).toContainText('Right secret, wrong path: /api/webhook');
});
