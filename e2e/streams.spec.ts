import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';
import { scopesWithout, streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

test('story 17: three event streams with status, destination and subscriptions; only ours is marked "this app"', async ({
  page,
  app,
}) => {
  await signIn(page, app, 'viewer', '/streams');
  const table = page.getByRole('table', { name: 'Event streams' });
  await expect(table.getByRole('row')).toHaveCount(4);
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  await expect(row(streams.webhook.name)).toContainText(/enabled.*Webhook.*localhost/);
  await expect(row(streams.eventBridge.name)).toContainText(/enabled.*EventBridge/);
  await expect(row(streams.action.name)).toContainText(/disabled.*Action/);
  const subscriptions = (name: string) => row(name).getByTitle(/^user\.created/);
  await expect(subscriptions(streams.webhook.name)).toHaveText(/^\d+$/);
  await expect(subscriptions(streams.action.name)).toHaveText(/^\d+$/);
  await expect(table.getByText('this app')).toHaveCount(1);
  await expect(row(streams.webhook.name)).toContainText('this app');
  await row(streams.webhook.name).getByRole('link').first().click();
  await expect(page).toHaveURL(`${app.url}/streams/${streams.webhook.id}`);
  await expect(page.getByRole('main')).toContainText('user.created');
});

test('story 17: without statistics at Auth0 our own counts are shown, and a scope that is taken away is named', async ({
  page,
  app,
  tenant,
}) => {
  await app.post(event('user.created', ada()));
  await tenant.control('POST', '/troubles', {
    match: { pathPattern: '*/stats*' },
    respond: { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Not Found' } },
  });
  await signIn(page, app, 'viewer', `/streams/${streams.webhook.id}`);
  await expect(page.getByText('Auth0 statistics are not available')).toBeVisible();
  const bars = page.getByRole('toolbar', { name: 'Outcomes over time' }).getByRole('link', { name: /1 received here/ });
  await expect(bars).toHaveAccessibleName(/^(?!.*at Auth0).*0 failed, 1 received here/);
  await tenant.control('PATCH', '/config', { scopes: scopesWithout('read:event_streams') });
  const main = page.getByRole('main');
  await expect(async () => {
    await page.goto(`${app.url}/streams`);
    await expect(main.getByText(/read:event_streams/).first()).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await page.goto(`${app.url}/events`);
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(2);
});

test('while Auth0 is silent an event stream is shown as last seen, and is current again once it answers', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'viewer', '/streams');
  await expect(page.getByRole('table', { name: 'Event streams' })).toBeVisible();
  await tenant.control('POST', '/troubles', { match: { pathPattern: '*/event-streams*' }, respond: { timeout: true } });
  const main = page.getByRole('main');
  const note = main.getByText('Auth0 has not answered yet.').first();
  // What was read before stays current for some seconds.
  await expect(async () => {
    await page.goto(`${app.url}/streams/${streams.webhook.id}`);
    await expect(main.getByRole('button', { name: /^Send test/ })).toBeVisible({ timeout: 10_000 });
    await expect(note).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(main).toContainText(streams.webhook.name);
  await tenant.control('DELETE', '/troubles');
  await expect(async () => {
    await page.reload();
    await expect(main.getByRole('button', { name: /^Send test/ })).toBeVisible({ timeout: 10_000 });
    await expect(main.getByText(/Auth0 (has not answered|did not answer)/)).toHaveCount(0, { timeout: 5_000 });
  }).toPass();
});

test('the bars of the outcomes tell what they hold, and lead to it, by key', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', `/streams/${streams.webhook.id}`);
  const bars = page.getByRole('toolbar', { name: 'Outcomes over time' }).getByRole('link');
  await bars.first().focus();
  await page.keyboard.press('End');
  await expect(bars.last()).toBeFocused();
  await expect(bars.last()).toHaveAccessibleName(/1 received here/);
  await expect(page.getByRole('main').getByText(/1 received here/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/events\\?stream=${streams.webhook.id}&from=`));
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(2);
});

test('a switch dialog keeps its question when somebody else answers it first', async ({ page, app, tenant }) => {
  const other = await apiAs(app, tenant, 'admin');
  await signIn(page, app, 'operator', `/streams/${streams.webhook.id}`);
  await page.getByRole('button', { name: /^Disable/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable this event stream?' });
  await expect(dialog).toContainText(/buffers nothing/);
  const path = `/api/streams/${streams.webhook.id}`;
  expect((await other.request('PATCH', path, { body: { status: 'disabled' } })).status).toBe(200);
  await app.post(event('user.created', ada()));
  await expect(dialog).toContainText('It is already disabled');
  await expect(dialog.getByRole('button', { name: /able/ })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: /^Enable/ })).toBeVisible();
});

test.describe('with a scope missing', () => {
  test.use({ scopes: scopesWithout('read:event_streams') });

  test('story 17: it is named exactly, and other pages work', async ({ page, app }) => {
    await signIn(page, app, 'viewer', '/streams');
    await expect(page.getByText(/read:event_streams/).first()).toBeVisible();
    for (const path of ['/', '/events', '/users', '/deliveries', '/jobs', '/alerts', '/settings/alerts']) {
      expect((await page.goto(app.url + path))?.status(), path).toBe(200);
    }
  });
});

test('story 12: a test event is followed from sent to recorded, and never reaches the mirror', async ({
  page,
  app,
}) => {
  await signIn(page, app, 'operator', `/streams/${streams.webhook.id}`);
  await page.getByRole('button', { name: /^Send test/ }).click();
  const panel = page.getByRole('region', { name: 'Send a test event' });
  await panel.getByLabel('Event type of the test').selectOption('user.created');
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(panel).toContainText('pending');
  await expect(panel.getByRole('list', { name: 'Test event' }).getByRole('listitem')).toHaveText([
    /^Sent, done/,
    /^Accepted by Auth0, done.*pending$/,
    /^Arrived here, done\d+(\.\d+)? s$/,
    /^Recorded, done.*test$/,
  ]);
  await page.goto(`${app.url}/events`);
  const table = page.getByRole('table', { name: 'Events' });
  await expect(table.getByRole('row').nth(1)).toContainText('test');
  await page.goto(`${app.url}/users?deleted=include`);
  await expect(page.getByRole('main').getByRole('heading', { name: /^No user/ })).toBeVisible();
  await page.goto(`${app.url}/events?test=hide`);
  await expect(page.getByText(/No events? match/).first()).toBeVisible();
  await page.goto(`${app.url}/events?test=only`);
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('an operator disables and enables an event stream after being told what it means; a viewer may not', async ({
  page,
  app,
  tenant,
  browser,
}) => {
  await signIn(page, app, 'operator', `/streams/${streams.webhook.id}`);
  await page.getByRole('button', { name: /^Disable/ }).click();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(dialog).toContainText(/buffers nothing/);
  await dialog.getByRole('button', { name: /^Disable/ }).click();
  await expect(page.getByRole('button', { name: /^Enable/ })).toBeVisible();
  const state = await tenant.control<{ streams: { id: string; status: string }[] }>('GET', '/state');
  expect(state.streams.find((stream) => stream.id === streams.webhook.id)?.status).toBe('disabled');
  await page.getByRole('button', { name: /^Enable/ }).click();
  await dialog.getByRole('button', { name: /^Enable/ }).click();
  await expect(page.getByRole('button', { name: /^Disable/ })).toBeVisible();
  const viewer = await browser.newPage();
  await signIn(viewer, app, 'viewer', `/streams/${streams.webhook.id}`);
  await expect(viewer.getByRole('heading', { name: streams.webhook.name, exact: true })).toBeVisible();
  for (const button of await viewer.getByRole('button', { name: /^(Disable|Send test)/ }).all())
    await expect(button).toBeDisabled();
  await viewer.close();
});

test('the page of a disabled event stream says first what is lost and why', async ({ page, app, tenant }) => {
  await tenant.control('POST', '/stream', { status: 'disabled' });
  await signIn(page, app, 'viewer', `/streams/${streams.webhook.id}`);
  const banner = page.getByRole('alert').filter({ hasText: 'disabled' });
  await expect(page.getByRole('main').getByText('disabled', { exact: true })).toBeVisible();
  await expect(banner).toHaveCount(0);

  await tenant.control('POST', '/deliveries', { error: 500, count: 3 });
  await refreshDeliveries(app, tenant);
  await page.reload();
  await expect(banner).toContainText('This event stream is disabled.');
  await expect(banner).toContainText('Auth0 keeps no new events for it.');

  await tenant.control('POST', '/deliveries', { error: 500, count: 497 });
  await refreshDeliveries(app, tenant);
  await page.reload();
  await expect(banner).toContainText('Auth0 has disabled this event stream after too many failures.');
  await banner.getByRole('link', { name: 'Show 500 failures' }).click();
  await expect(page).toHaveURL(`${app.url}/deliveries?stream=${streams.webhook.id}`);
  await app.post(event('user.created', ada()));
  await page.goto(app.url);
  await expect(page.getByRole('region', { name: 'Health' })).toContainText('is disabled with 500 failed deliveries');
});

async function refreshDeliveries(app: App, tenant: Tenant): Promise<void> {
  const operator = await apiAs(app, tenant, 'operator');
  expect((await operator.request('POST', '/api/deliveries/refresh')).status).toBe(200);
}
