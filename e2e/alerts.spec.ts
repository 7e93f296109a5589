import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';
import { streams } from './streams-of-tenant.ts';

test.use({ seed: 'stories' });

/** An endpoint of somebody else: it keeps what it is sent. */
class Receiver {
  readonly bodies: { text?: string; type?: string; data?: { title: string } }[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        this.bodies.push(JSON.parse(body) as Receiver['bodies'][number]);
        response.writeHead(200).end();
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks/secret-part`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const alertOf = (page: Page, words: RegExp) => page.getByRole('main').getByRole('listitem').filter({ hasText: words });
const sheet = (page: Page) => page.getByRole('complementary', { name: /^Alert \d+$/ });

test('an administrator adds a target and tests it; a failure is told there once', async ({ page, app, tenant }) => {
  test.setTimeout(180_000);
  const receiver = new Receiver();
  const url = await receiver.listen();
  await signIn(page, app, 'admin', '/settings/alerts');
  // Without a target there is nothing to test and nobody to choose.
  await expect(page.getByRole('switch', { name: 'Rule Silence' })).toBeEnabled();
  await expect(page.getByRole('button', { name: /^Test/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add target…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a target' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('#identity-ops');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('not an address');
  await dialog.getByRole('button', { name: 'Add the target' }).click();
  await expect(dialog.getByRole('alert')).toContainText('must be an http or https address');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(url);
  await dialog.getByRole('button', { name: 'Add the target' }).click();
  const targets = page.getByRole('list', { name: 'Targets' });
  await expect(targets).toContainText('#identity-ops');
  expect(await page.content()).not.toContain('secret-part');
  await page.getByRole('button', { name: 'Test #identity-ops', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '#identity-ops took the test' })).toBeVisible();
  // The failures of the tenant may be told in between.
  const texts = () => receiver.bodies.map((body) => body.text ?? '');
  expect(texts().some((one) => one.startsWith('Test: '))).toBe(true);
  await page.getByRole('button', { name: 'Test the rule Silence' }).click();
  await expect.poll(() => texts().some((one) => one.includes('No event for 47 min'))).toBe(true);

  await tenant.control('POST', '/deliveries', { error: '404 - nothing here' });
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Alerts/ })
    .click();
  await expect(alertOf(page, /404 from .*: 1 delivery failed/)).toBeVisible({ timeout: 60_000 });
  const told = () => texts().filter((one) => one.startsWith('404 from'));
  await expect.poll(() => told().length, { timeout: 30_000 }).toBe(1);
  await receiver.close();
});

test('an alert is acknowledged, noted, opened again and snoozed; its history says who, and the address who looks', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'operator', '/alerts');
  const row = alertOf(page, /500 from .*: 5 deliveries failed/);
  await row.getByRole('link').click();
  await expect(page).toHaveURL(/\/alerts\?open=\d+$/);
  const nav = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Alerts/ });
  const before = Number(/\d+/.exec((await nav.textContent()) ?? '')?.[0]);
  await sheet(page).getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByRole('list', { name: 'Acknowledged' })).toContainText('by operator@example.test');
  await expect(nav).toContainText(before === 1 ? 'Alerts' : String(before - 1));
  await sheet(page).getByRole('textbox', { name: 'Note' }).fill('The certificate has expired');
  await sheet(page).getByRole('button', { name: 'Add' }).click();
  const history = sheet(page).getByRole('list', { name: 'History of the alert' });
  await expect(history).toContainText('The certificate has expired');
  await sheet(page).getByRole('button', { name: 'Open again' }).click();
  await sheet(page).getByRole('button', { name: 'Snooze…' }).click();
  await page.getByRole('menuitem', { name: 'for 4 hours' }).click();
  await expect(page.getByRole('list', { name: 'Snoozed' })).toContainText('500 from');
  await page.reload();
  await expect(history.getByRole('listitem')).toHaveText([
    /Snoozed by operator@example\.test.*for 240 minutes/,
    /Open again by operator/,
    /Note by operator/,
    /Acknowledged by operator/,
    /Opened/,
  ]);
  // A new secret shows in nothing but the time of the change.
  const configuration = {
    webhook_endpoint: `${app.url}/webhook`,
    webhook_authorization: { method: 'bearer', token: 'another-secret-than-ours' },
  };
  await tenant.manage('PATCH', `/event-streams/${streams.webhook.id}`, {
    destination: { type: 'webhook', configuration },
  });
  const operator = await apiAs(app, tenant, 'operator');
  await expect(async () => {
    await operator.request('POST', '/api/deliveries/refresh');
    await expect(history.getByRole('listitem').first()).toContainText(
      /“Users to dashboard” edited at Auth0.*a new secret shows nowhere/,
      { timeout: 5_000 },
    );
  }).toPass();
  await sheet(page).getByRole('link', { name: 'Explain' }).click();
  await expect(page).toHaveURL(/\/deliveries\?explain=/);
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string }[] }>('/api/audit');
  expect(items.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['alert_snoozed', 'alert_woken', 'alert_noted', 'alert_acknowledged']),
  );
});

test.describe('near a limit', () => {
  test.use({ appEnv: { FAILURES_TOTAL_LIMIT: '20' } });

  test('the alert shows how much of the limit is used, the forecast, and what was changed of the event stream, with who', async ({
    page,
    app,
    tenant,
  }) => {
    const streamId = streams.webhook.id;
    await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 503, count: 8 });
    await signIn(page, app, 'operator', '/deliveries');
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.goto(`${app.url}/alerts?rule=budget`);
    await alertOf(page, /Users to dashboard: 15 of 20 failed deliveries/)
      .getByRole('link')
      .click();
    const meter = sheet(page).getByRole('meter', { name: 'Total failed' });
    await expect(meter).toHaveAttribute('aria-valuetext', '15 of 20');
    const budget = sheet(page).getByRole('region', { name: 'Failure budget now' });
    await expect(budget).toContainText('15 of 20 · 75 %');
    await expect(budget).toContainText(/90 %/);
    await expect(budget).toContainText(/Disabled by Auth0 at about \d\d:\d\d if this goes on/);

    // Seen here, between two polls: who did it is known to Auth0 alone.
    await tenant.manage('PATCH', `/event-streams/${streamId}`, { name: 'Users, renamed' });
    const history = sheet(page).getByRole('list', { name: 'History of the alert' });
    const admin = await apiAs(app, tenant, 'admin');
    await expect(async () => {
      await admin.request('POST', '/api/deliveries/refresh');
      await expect(history).toContainText(/Event stream edited.*Changed: name\. Changed elsewhere/, { timeout: 5_000 });
    }).toPass();
    // Made here.
    await admin.request('PATCH', `/api/streams/${streamId}`, { body: { status: 'disabled' } });
    await expect(history.getByRole('listitem').first()).toContainText('Event stream disabled by admin@example.test');
    await expect(budget).not.toContainText('Disabled by Auth0');
    await expect(history).toContainText('Opened');
  });
});

test('a viewer sees alerts and rules, and can change neither', async ({ page, app }) => {
  await signIn(page, app, 'viewer', '/alerts');
  await alertOf(page, /500 from/)
    .getByRole('link')
    .click();
  await expect(sheet(page).getByRole('list', { name: 'History of the alert' })).toContainText('Opened');
  await expect(sheet(page).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await expect(sheet(page).getByRole('textbox')).toHaveCount(0);
  await page.goto(`${app.url}/alerts?open=9999`);
  await expect(sheet(page).getByRole('heading', { name: 'There is no such alert' })).toBeVisible();
  await page.goto(`${app.url}/settings`);
  await expect(page).toHaveURL(/\/settings\/alerts$/);
  await expect(page.getByRole('switch', { name: 'Rule Silence' })).toBeDisabled();
  await expect(page.getByRole('button', { name: /^Test/ })).toHaveCount(0);
});

test('a rule that is switched off closes what it opened, and names what it would tell', async ({ page, app }) => {
  await signIn(page, app, 'admin', '/settings/alerts');
  const rule = page
    .getByRole('list', { name: 'Alert rules' })
    .getByRole('listitem')
    .filter({ hasText: 'Deliveries fail for' });
  await expect(rule.getByRole('link', { name: /open$/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('switch', { name: 'Rule Failed deliveries' }).click();
  await expect(rule).toContainText('off');
  await page.goto(`${app.url}/alerts?view=closed&rule=failures`);
  await expect(alertOf(page, /500 from/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Remove filter Rule' }).click();
  await expect(page).toHaveURL(/\/alerts\?view=closed$/);
});

test('at 390 px alerts and rules fit, and an open alert covers the whole screen', async ({ page, app }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, app, 'admin', '/alerts');
  await alertOf(page, /500 from/)
    .getByRole('link')
    .click();
  await expect(sheet(page)).toBeVisible();
  expect(await sheet(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await sticksOut(page)).toEqual([]);
  await page.goto(`${app.url}/settings/alerts`);
  expect(await sticksOut(page)).toEqual([]);
});
