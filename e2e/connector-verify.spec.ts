import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { connectorEnv, main, tab } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { connectHubspot, contacts, writesSeen } from './hubspot-acts.ts';
import { contactOf, laneOf, prepareHubspot } from './review-acts.ts';
import { ada, adaId, event } from './sample-events.ts';
import { sticksOut } from './sideways.ts';
import { type Tenant } from './tenant.ts';

test.use({ appEnv: connectorEnv });

const lin = { user_id: 'auth0|lin', email: 'lin@example.test', given_name: 'Lin', family_name: 'Tran' };
const adaNow = ada({ email: 'ada@old.test', given_name: 'Ada', family_name: 'Okafor' });

let admin: ApiClient;
test.beforeEach(async ({ app, tenant }) => {
  await prepareHubspot(tenant);
  admin = await apiAs(app, tenant, 'admin');
});

const isInStep = (id: number, userId: string) =>
  expect.poll(async () => laneOf(admin, id, userId), { timeout: 30_000 }).toMatchObject({ state: 'idle' });

const rows = (page: Page) => page.getByRole('table', { name: 'Findings' }).getByRole('row');
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

/** Two users in step; then a person edits one contact at HubSpot, and another erases the other. */
async function edited(app: App, tenant: Tenant): Promise<number> {
  const id = await connectHubspot(admin);
  await app.post(event('user.created', adaNow));
  await app.post(event('user.created', ada(lin), { seconds: 1 }));
  await isInStep(id, adaId);
  await isInStep(id, lin.user_id);
  const made = (await contacts(tenant)).find(({ properties }) => properties.email === lin.email)?.id ?? '';
  await tenant.control('PATCH', '/hubspot/contacts/42', { properties: { firstname: 'Augusta' } });
  await tenant.control('POST', `/hubspot/contacts/${made}/erase`);
  return id;
}

test('story 20: a comparison finds an edited and a deleted contact; nothing is sent until a person says so', async ({
  page,
  app,
  tenant,
}) => {
  const id = await edited(app, tenant);
  const before = await writesSeen(tenant);
  await signIn(page, app, 'operator');
  await page.goto(`${app.url}/connectors/${id}`);
  await main(page).getByRole('button', { name: 'Verify…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare with the mirror?' });
  await expect(dialog).toContainText('About 2 records are read');
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
  await expect(main(page)).toContainText('1 missing, 1 different');
  await main(page).getByRole('link', { name: 'Decide about findings' }).click();
  await expect(page).toHaveURL(`${app.url}/connectors/${id}?tab=verify`);
  await expect(row(page, adaId)).toContainText('firstname: “Ada” → “Augusta”');
  await expect(row(page, lin.user_id)).toContainText('is not there any more');
  await page.getByRole('radio', { name: 'Different 1' }).click();
  await expect(page).toHaveURL(/finding=different/);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: `Accept theirs: ${adaId}` }).click();
  await expect(main(page)).toContainText('No finding is of this kind.');
  await page.getByRole('radio', { name: 'Accepted 1' }).click();
  await expect(row(page, adaId)).toContainText('accepted');
  expect(await writesSeen(tenant)).toEqual(before);

  await page.getByRole('radio', { name: 'Missing 1' }).click();
  await page.getByRole('button', { name: 'Push again: all 1…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Push again' }).click();
  await expect(main(page)).toContainText('No finding is of this kind.');
  await expect
    .poll(async () => laneOf(admin, id, lin.user_id), { timeout: 30_000 })
    .toMatchObject({ state: 'review', reason: 'record_gone' });
  expect(await contactOf(tenant, '42')).toMatchObject({ firstname: 'Augusta' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
});

test('a viewer sees what was found, and has no act', async ({ page, app, tenant }) => {
  const id = await edited(app, tenant);
  expect((await admin.request('POST', `/api/connectors/${id}/verify`)).status).toBe(201);
  await signIn(page, app, 'viewer');
  await page.goto(`${app.url}/connectors/${id}`);
  await tab(page, 'Verify').click();
  await expect(row(page, adaId)).toContainText('“Augusta”');
  await expect(page.getByRole('button', { name: /Push again|Accept|Verify…|Backfill…/ })).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(row(page, lin.user_id)).toBeVisible();
  expect(await sticksOut(page)).toEqual([]);
});

test('a backfill says what it will do, names each user, and leads there and back', async ({ page, app, tenant }) => {
  await app.post(event('user.created', adaNow));
  await app.post(event('user.created', ada(lin), { seconds: 1 }));
  const id = await connectHubspot(admin);
  await signIn(page, app, 'operator');
  await page.goto(`${app.url}/connectors/${id}`);
  await main(page).getByRole('button', { name: 'Backfill…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bring users into step?' });
  await expect(dialog).toContainText('2 users: 1 create, 1 link.');
  await dialog.getByRole('radio', { name: 'In review' }).click();
  await expect(dialog).toContainText('There is no such user.');
  await dialog.getByRole('radio', { name: 'Every user' }).click();
  await dialog.getByRole('button', { name: 'Backfill 2 users' }).click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
  await expect(main(page)).toContainText('2 in step');
  await expect(page.getByRole('table', { name: 'Items' }).getByRole('link', { name: lin.user_id })).toHaveAttribute(
    'href',
    /\/users\//,
  );
  await page.getByRole('link', { name: `Connector ${id}` }).click();
  await expect(main(page).getByRole('heading', { name: 'HubSpot' })).toBeVisible();
  expect(await contactOf(tenant, '42')).toMatchObject({ auth0_user_id: adaId });
});
