import AxeBuilder from '@axe-core/playwright';
import Database from 'better-sqlite3';
import { type Page } from '@playwright/test';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { connectorEnv, main } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { connectHubspot, contacts } from './hubspot-acts.ts';
import { contactOf, laneOf, prepareHubspot, writesOf } from './review-acts.ts';
import { ada, adaId, event } from './sample-events.ts';
import { sticksOut } from './sideways.ts';
import { type Tenant } from './tenant.ts';

test.use({ appEnv: connectorEnv });

const graceAddress = 'grace@example.test';
const adaBefore = ada({ email: 'ada@old.test', given_name: 'Ada', family_name: 'Okafor' });
const user = (id: string, email: string, fields: object = {}) =>
  ada({ user_id: `auth0|${id}`, email, name: id, given_name: id, family_name: 'Example', ...fields });

let admin: ApiClient;
test.beforeEach(async ({ app, tenant }) => {
  await prepareHubspot(tenant);
  admin = await apiAs(app, tenant, 'admin');
});

const stateOf = (id: number, userId = adaId) => expect.poll(async () => laneOf(admin, id, userId), { timeout: 30_000 });

const caseOf = (page: Page, name: string) => page.getByRole('article', { name: `Review of ${name}` });
const acts = (page: Page) => page.getByRole('group', { name: 'Acts' });

/** Ada is linked to 42, and then takes the address that 77 has. */
async function takenAddress(app: App): Promise<number> {
  const id = await connectHubspot(admin);
  await app.post(event('user.created', adaBefore));
  await stateOf(id).toMatchObject({ state: 'idle', link: { recordId: '42', origin: 'email' } });
  const changed = ada({ ...adaBefore, email: graceAddress, family_name: 'Lovelace' }, 10);
  await app.post(event('user.updated', changed, { seconds: 10 }));
  await stateOf(id).toMatchObject({ state: 'review', reason: 'email_taken' });
  return id;
}

/** Ada is known by an old address, which 42 has, and takes the one of 77 once the connector is there. */
async function twoMatches(app: App): Promise<number> {
  await app.post(event('user.created', adaBefore));
  const id = await connectHubspot(admin);
  await app.post(event('user.updated', ada({ ...adaBefore, email: graceAddress }, 10), { seconds: 10 }));
  await stateOf(id).toMatchObject({ state: 'review', reason: 'several_records', link: null });
  return id;
}

test('story 7: an address that another contact has: both are named, and Retry after the merge closes the case', async ({
  page,
  app,
  tenant,
}) => {
  const id = await takenAddress(app);
  expect(await contactOf(tenant, '42')).toMatchObject({ email: 'ada@old.test', lastname: 'Lovelace' });
  await signIn(page, app, 'operator');
  const nav = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Reviews/ });
  await expect(nav).toContainText('1');
  await nav.click();
  await expect(page).toHaveURL(`${app.url}/reviews`);
  const shown = caseOf(page, graceAddress);
  await expect(shown).toContainText('The contact is 42, but HubSpot says that contact 77 has this address.');
  const table = page.getByRole('table', { name: 'Records side by side' });
  await expect(table.getByRole('columnheader')).toHaveText([/Contact 42.*linked/, /Contact 77.*has the address/]);
  await expect(table.getByRole('row', { name: /^E-mail/ })).toContainText('ada@old.test');
  await expect(table.getByRole('row', { name: /^E-mail/ })).toContainText(graceAddress);
  await expect(shown).toContainText('differs:');
  await expect(page.getByRole('region', { name: 'What was tried' })).toContainText('409');
  await expect(acts(page).getByRole('button')).toHaveText([
    /Retry/,
    /Keep the old address/,
    /Link to 77/,
    /Never for this user…/,
  ]);
  await tenant.control('POST', '/hubspot/merge', { primary: '42', other: '77' });
  await page.keyboard.press('1');
  await stateOf(id).toMatchObject({ state: 'idle', link: { recordId: '42' } });
  expect(await contactOf(tenant, '42')).toMatchObject({ email: graceAddress });
  await expect(main(page)).toContainText('Nothing waits for a decision');
  await expect(nav).not.toContainText('1');
  const audit = await admin.get<{ items: { action: string; actor: string }[] }>('/api/audit');
  expect(audit.items.some(({ actor }) => actor === 'operator@example.test')).toBe(true);
});

test('story 7: the old address can be kept until it changes again', async ({ page, app, tenant }) => {
  const id = await takenAddress(app);
  await signIn(page, app, 'operator', '/reviews');
  await acts(page).getByRole('button', { name: 'Keep the old address' }).click();
  await stateOf(id).toMatchObject({ state: 'idle', link: { recordId: '42' } });
  expect(await contactOf(tenant, '42')).toMatchObject({ email: 'ada@old.test' });
  expect(await contactOf(tenant, '77')).toMatchObject({ email: graceAddress, firstname: 'Grace' });
});

test('story 8: two contacts match: a person links one of them, and only that one is written', async ({
  page,
  app,
  tenant,
}) => {
  const id = await twoMatches(app);
  expect(await writesOf(tenant)).toEqual([]);
  await signIn(page, app, 'operator', '/reviews');
  await expect(caseOf(page, graceAddress)).toContainText(
    'matches contact 42 by a previous address and contact 77 by the present address',
  );
  await acts(page).getByRole('button', { name: 'Link to…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Link .* to a contact/ });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('textbox', { name: 'Search in HubSpot' }).fill('grace@example.test');
  await expect(dialog.getByRole('listitem')).toHaveText([/Contact 77/]);
  await dialog.getByRole('textbox', { name: 'Search in HubSpot' }).fill('');
  // The address of 77 stands in its way, which is a case of its own.
  await dialog.getByRole('button', { name: 'Link to 42' }).click();
  await stateOf(id).toMatchObject({ reason: 'email_taken', link: { recordId: '42', origin: 'person' } });
  expect(new Set(await writesOf(tenant))).toEqual(new Set(['PATCH 42']));
  expect(await contactOf(tenant, '42')).toMatchObject({ auth0_user_id: adaId });
  expect(await contactOf(tenant, '77')).not.toHaveProperty('auth0_user_id', adaId);
});

test('story 9: a stranger with an address that is not verified changes nothing, and is linked once it is', async ({
  page,
  app,
  tenant,
}) => {
  const id = await connectHubspot(admin);
  const mallory = user('mallory', graceAddress, { email_verified: false });
  await app.post(event('user.created', mallory));
  await stateOf(id, 'auth0|mallory').toMatchObject({ state: 'review', reason: 'email_unverified' });
  expect(await writesOf(tenant)).toEqual([]);
  await signIn(page, app, 'operator', '/reviews');
  await expect(caseOf(page, graceAddress)).toContainText('the address is not verified in Auth0');
  await expect(page.getByRole('region', { name: 'Closes by itself' })).toContainText('address is verified');
  await app.post(event('user.updated', { ...mallory, email_verified: true }, { seconds: 10 }));
  await stateOf(id, 'auth0|mallory').toMatchObject({ state: 'idle', link: { recordId: '77' } });
  await expect(main(page)).toContainText('Nothing waits for a decision');
  expect(await contacts(tenant)).toHaveLength(2);
});

test('story 13: of two users with one contact the first writes; when it is deleted, the other takes over', async ({
  page,
  app,
  tenant,
}) => {
  const id = await connectHubspot(admin);
  const [grace, twin] = [user('grace', graceAddress), user('twin', graceAddress)];
  await app.post(event('user.created', grace));
  await stateOf(id, 'auth0|grace').toMatchObject({ state: 'idle', link: { recordId: '77', role: 'writer' } });
  await app.post(event('user.created', twin));
  await stateOf(id, 'auth0|twin').toMatchObject({ state: 'idle', link: { recordId: '77', role: 'follower' } });
  await signIn(page, app, 'operator', `/connectors/${id}?tab=users`);
  const users = page.getByRole('table', { name: 'Users' });
  await expect(users.getByRole('row').filter({ hasText: 'follows' })).toHaveCount(1);
  await app.post(event('user.deleted', grace, { seconds: 20 }));
  await stateOf(id, 'auth0|grace').toMatchObject({ state: 'waiting' });
  await app.stop();
  passDeletionWait(app);
  await app.start();
  await stateOf(id, 'auth0|twin').toMatchObject({ state: 'idle', link: { recordId: '77', role: 'writer' } });
  await expect
    .poll(() => contactOf(tenant, '77'))
    .toMatchObject({ auth0_user_id: 'auth0|twin', auth0_status: 'active' });
  expect(await contacts(tenant)).toHaveLength(2);
});

/** Lets the minute pass that a deletion waits. The application must not run. */
function passDeletionWait(app: App): void {
  const database = new Database(app.database);
  database.exec(
    "UPDATE connector_lanes SET due_ms = 1, waiting_since_ms = waiting_since_ms - 61000 WHERE state = 'waiting'",
  );
  database.close();
}

test('story 14: an archived contact is made anew when a person says so, and the link moves', async ({
  page,
  app,
  tenant,
}) => {
  const id = await connectHubspot(admin);
  await app.post(event('user.created', adaBefore));
  await stateOf(id).toMatchObject({ state: 'idle', link: { recordId: '42' } });
  await tenant.control('POST', '/hubspot/contacts/42/archive');
  await app.post(event('user.updated', ada({ ...adaBefore, family_name: 'Lovelace' }, 10), { seconds: 10 }));
  await stateOf(id).toMatchObject({ state: 'review', reason: 'record_archived' });
  await signIn(page, app, 'operator', '/reviews');
  await expect(caseOf(page, 'ada@old.test')).toContainText('Contact 42, which ada@old.test is linked to, was archived');
  await acts(page).getByRole('button', { name: 'Create anew' }).click();
  await stateOf(id).toMatchObject({ state: 'idle', link: { origin: 'created' } });
  const lane = await laneOf(admin, id, adaId);
  expect(lane?.link?.recordId).not.toBe('42');
  expect(await contactOf(tenant, lane?.link?.recordId ?? '')).toMatchObject({
    lastname: 'Lovelace',
    auth0_user_id: adaId,
  });
  await expect(main(page)).toContainText('Nothing waits for a decision');
});

/** Several cases of two reasons, made by strangers with addresses that contacts have. */
async function manyCases(app: App, tenant: Tenant): Promise<number> {
  const people = ['bo', 'cy', 'di'];
  for (const name of people) {
    await tenant.control('POST', '/hubspot/contacts', {
      properties: { email: `${name}@example.test`, firstname: name },
    });
  }
  const id = await takenAddress(app);
  for (const name of people) {
    await app.post(event('user.created', user(name, `${name}@example.test`, { email_verified: false })));
    await stateOf(id, `auth0|${name}`).toMatchObject({ reason: 'email_unverified' });
  }
  return id;
}

test('cases are walked by keys: the next one opens after an act, its heading has the focus, and the address tells it', async ({
  page,
  app,
  tenant,
}) => {
  const id = await manyCases(app, tenant);
  await signIn(page, app, 'operator', '/reviews');
  const group = page.getByRole('region', { name: 'the address is not verified' });
  await expect(group.getByRole('listitem')).toHaveCount(3);
  await expect(caseOf(page, 'di@example.test')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/case=\d+/);
  await expect(caseOf(page, 'cy@example.test')).toBeVisible();
  await page.keyboard.press('2');
  await expect(caseOf(page, 'bo@example.test')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'bo@example.test' })).toBeFocused();
  await stateOf(id, 'auth0|cy').toMatchObject({ state: 'parked', reason: 'skipped' });
  await page.reload();
  await expect(caseOf(page, 'bo@example.test')).toBeVisible();
  await page.getByRole('button', { name: /^Reason/ }).click();
  await page.getByRole('checkbox', { name: /another record has the address/ }).click();
  await expect(page).toHaveURL(/reason=email_taken/);
  await expect(caseOf(page, graceAddress)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Waits since/ }).click();
  await page.getByRole('checkbox', { name: 'last 24 h' }).click();
  await expect(page).toHaveURL(/since=24h/);
  await expect(caseOf(page, graceAddress)).toBeVisible();
  await page.goto(`${app.url}/connectors/${id}?tab=reviews`);
  await page.getByRole('button', { name: 'Skip all: the address is not verified…' }).click();
  await page.getByRole('dialog', { name: 'Skip 2 users?' }).getByRole('button', { name: 'Skip 2 users' }).click();
  await stateOf(id, 'auth0|bo').toMatchObject({ reason: 'skipped' });
  await stateOf(id, 'auth0|di').toMatchObject({ reason: 'skipped' });
});

test('a viewer sees every case and has no act', async ({ page, app, tenant }) => {
  await takenAddress(app);
  await signIn(page, app, 'viewer', '/reviews');
  await expect(caseOf(page, graceAddress)).toContainText('contact 77 has this address');
  await expect(main(page)).toContainText('Contact 42, 77. Operators see what stands in them.');
  await expect(acts(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^(Retry|Skip) all/ })).toHaveCount(0);
  const viewer = await apiAs(app, tenant, 'viewer');
  expect((await viewer.request('GET', '/api/connectors/1/records?ids=42')).status).toBe(403);
});

for (const theme of ['light', 'dark'] as const) {
  test(`in ${theme}, reviews have no serious accessibility finding, and fit into 390 px`, async ({
    page,
    app,
    tenant,
  }) => {
    const id = await manyCases(app, tenant);
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, app, 'operator');
    const lane = await admin.get<{ items: { seq: number }[] }>('/api/reviews');
    const open = lane.items.at(-1)?.seq;
    const screens = ['/reviews', `/reviews?case=${open}`, '/reviews?case=9999', '/reviews?reason=no_record'];
    for (const screen of [...screens, `/connectors/${id}?tab=reviews`, `/connectors/${id}?tab=users`]) {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        await page.goto(app.url + screen);
        await expect(main(page)).toBeVisible();
        await expect(page.locator('[aria-busy=true], .skeleton').filter({ visible: true })).toHaveCount(0);
        if (width === 390) expect.soft(await sticksOut(page), screen).toEqual([]);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        const told = serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
        expect(told, `${screen} at ${width}`).toEqual([]);
      }
    }
  });
}
