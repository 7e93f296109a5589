import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

const streamId = streams.webhook.id;

interface State {
  streams: { id: string; failed: number }[];
}

/** Sends events and waits until Auth0 has given up on so many. */
async function failDeliveries(tenant: Tenant, count: number): Promise<void> {
  await tenant.control('POST', '/events', { type: 'user.created', count, stream: streamId });
  const failed = async () => {
    const { streams: all } = await tenant.control<State>('GET', '/state');
    return all.find(({ id }) => id === streamId)?.failed;
  };
  await expect.poll(failed).toBe(count);
}

/** Opens the failed deliveries once they are listed, and explains the first cause by its key. */
async function explainFirst(page: Page, app: App, title: RegExp) {
  await signIn(page, app, 'operator', '/deliveries');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('region', { name: title })).toBeVisible();
  await page.keyboard.press('w');
  const sheet = page.getByRole('complementary', { name: /^Explain/ });
  await expect(sheet.getByRole('region', { name: 'Cause' })).toBeVisible();
  return sheet;
}

test('a wrong secret is explained for certain, from both sides, with the edit it follows, and the address is probed', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.manage('PATCH', `/event-streams/${streamId}`, {
    destination: {
      type: 'webhook',
      configuration: {
        webhook_endpoint: `${app.url}/webhook`,
        webhook_authorization: { method: 'bearer', token: 'another-secret-than-ours' },
      },
    },
  });
  await failDeliveries(tenant, 3);
  const sheet = await explainFirst(page, app, /^401 from/);
  const cause = sheet.getByRole('region', { name: 'Cause' });
  await expect(cause).toContainText('a credential that this app does not accept');
  await expect(cause).toContainText('certain');
  await expect(cause).toContainText('“Users to dashboard” was edited at');
  await expect(cause.getByRole('link', { name: 'Open its history' })).toBeVisible();
  const sides = sheet.getByRole('region', { name: 'One attempt, seen from both sides' });
  await expect(sides).toContainText('one of 3');
  await expect(sides).toContainText('401 rejected');
  await expect(sheet.getByRole('region', { name: 'Ruled out' })).toContainText('no hole in its signs of life');

  const newest = new URL(page.url()).searchParams.get('attempt');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/[?&]attempt=/);
  expect(new URL(page.url()).searchParams.get('attempt')).not.toBe(newest);

  const probe = sheet.getByRole('region', { name: 'Address checked from here' });
  await probe.getByRole('button', { name: 'Check the address' }).click();
  await expect(probe).toContainText('POST without a credential → 401, as it should');
  await expect(probe.getByRole('listitem')).toHaveCount(4);
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string; actor: string; target: string }[] }>('/api/audit');
  expect(items.filter(({ action }) => action === 'address_probed')).toMatchObject([
    { actor: 'operator@example.test', target: streamId },
  ]);
  // Our own question is refused like any other, and is no concern: only what Auth0 sent counts.
  const { items: refused } = await admin.get<{ items: { code: string }[] }>('/api/rejections');
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['wrong_credential']));

  const { violations } = await new AxeBuilder({ page }).include('aside').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const alerts = async () => (await admin.get<{ items: { rule: string; state: string }[] }>('/api/alerts')).items;
  const about = async () => (await alerts()).filter(({ rule }) => rule === 'failures').map(({ state }) => state);
  await expect.poll(about).toEqual(['open']);
  await page.reload();
  await expect(page.getByRole('complementary', { name: 'Explain 3 failures' })).toContainText('certain');
  await sheet.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(sheet.getByRole('link', { name: 'Acknowledged' })).toBeVisible();
  expect(await about()).toEqual(['acknowledged']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /^Explain/ })).toHaveCount(0);
  await expect(page).not.toHaveURL(/explain=/);

  await page.goto(`${app.url}/streams/${streamId}`);
  const readings = page.getByRole('complementary', { name: 'Readings' });
  await expect(readings).toContainText('a credential that this app does not accept');
  await readings.getByRole('link', { name: 'Explain' }).click();
  await expect(page.getByRole('complementary', { name: 'Explain 3 failures' })).toContainText('certain');
});

test('a process that was killed explains what failed meanwhile, and retrying one tests it', async ({
  page,
  app,
  tenant,
}) => {
  await app.stop('SIGKILL');
  const killedAt = Date.now();
  await failDeliveries(tenant, 2);
  // Life is noted every five seconds: a shorter absence cannot be seen.
  await expect.poll(() => Date.now() - killedAt, { timeout: 30_000 }).toBeGreaterThan(6_000);
  await app.start();
  const sheet = await explainFirst(page, app, /^Could not connect/);
  const cause = sheet.getByRole('region', { name: 'Cause' });
  await expect(cause).toContainText('This app was not running.');
  await expect(cause).toContainText('certain');
  await expect(cause).toContainText('It gave no sign of life from');
  await sheet.getByRole('button', { name: 'Retry one to test' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('main')).toContainText('1 failed in 1 event stream');
});

test('an answer that got lost is told from an event that did', async ({ page, app, tenant }) => {
  await tenant.control('POST', '/stream', { tricks: { lose: 4 } });
  await failDeliveries(tenant, 1);
  const sheet = await explainFirst(page, app, /^Could not connect/);
  await expect(sheet.getByRole('region', { name: 'Cause' })).toContainText(
    'the connection broke before Auth0 had our answer',
  );
  await expect(sheet.getByRole('region', { name: 'Cause' })).toContainText('certain');
  await expect(sheet.getByRole('link', { name: 'Open its receipts' })).toHaveCount(0);
  const api = await apiAs(app, tenant, 'viewer');
  const { items } = await api.get<{ items: { streamId: string; eventId: string }[] }>('/api/deliveries');
  const [first] = items;
  const one = await api.get<{ kind: string; action: { href: string } }>(
    `/api/deliveries/explain?delivery=${first?.streamId}/${first?.eventId}`,
  );
  expect(one).toMatchObject({ kind: 'answer_lost', action: { href: `/events/${first?.eventId}` } });
  expect((await api.request('GET', '/api/deliveries/explain?cause=http-599')).status).toBe(404);
  expect((await api.request('GET', '/api/deliveries/explain?cause=connect&zone=Nowhere')).status).toBe(400);
});
