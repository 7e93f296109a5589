import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { main, tab } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import {
  callsSeen,
  connectHubspot,
  contacts,
  contactWrites,
  hubspotConfig,
  hubspotEnv,
  readingKey,
  wholeKey,
  writesSeen,
} from './hubspot-acts.ts';
import { sticksOut } from './sideways.ts';
import { type Tenant } from './tenant.ts';

test.use({ appEnv: hubspotEnv });

const createUser = (tenant: Tenant, name: string, over: object = {}) =>
  tenant.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', {
    ...{ do: 'create', email: `${name.toLowerCase()}@example.test`, name: `${name} Example` },
    ...over,
  });

/** Nothing that a screen reader stumbles over in either theme, and nothing that sticks out on a phone. */
async function expectSound(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sticksOut(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('story 1: a key without the scope to write is shown as such, Next stays closed, and the step looks again by itself', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'admin', '/connectors');
  await main(page).getByRole('link', { name: 'Connect HubSpot' }).click();
  await expect(page).toHaveURL(/kind=hubspot/);
  await main(page).getByLabel('Service key', { exact: true }).fill(readingKey);
  await page.getByRole('button', { name: 'Create the draft' }).click();

  await expect(main(page).getByRole('heading', { name: 'One scope is missing' })).toBeVisible();
  const scopes = main(page).getByRole('list', { name: 'Scopes of the key' });
  const scope = (name: string) => scopes.getByRole('listitem').filter({ hasText: name });
  await expect(scope('crm.objects.contacts.read').getByLabel('granted')).toBeVisible();
  await expect(scope('crm.objects.contacts.write').getByLabel('missing', { exact: true })).toBeVisible();
  await expect(main(page)).toContainText('Add crm.objects.contacts.write to the service key');
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expect(main(page)).toContainText('Next opens when the scope is there');
  expect(await page.content()).not.toContain(readingKey);
  await expectSound(page);
  expect(await writesSeen(tenant)).toEqual([]);

  // The same key is given the scope in HubSpot; nothing is pressed here.
  await tenant.control('POST', '/hubspot/keys', {
    token: readingKey,
    scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.schemas.contacts.read'],
  });
  await expect(page.getByRole('button', { name: 'Next' })).toBeEnabled();
  await expect(main(page).getByRole('heading', { name: 'The key has every scope it needs' })).toBeVisible();

  await expect(main(page).getByRole('region', { name: 'The same from a terminal' })).toContainText('"$HUBSPOT_TOKEN"');
  await main(page).getByRole('button', { name: 'Discard draft…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page).toHaveURL(`${app.url}/connectors`);
  await expect(main(page).getByRole('link', { name: 'Connect HubSpot' })).toBeVisible();
});

test('story 2: from the stand-in’s key over portal, policies and mapping to Start: nothing is written before, and then nobody waits', async ({
  page,
  app,
  tenant,
}) => {
  await createUser(tenant, 'Ada');
  await createUser(tenant, 'Bob');
  await signIn(page, app, 'admin', '/connectors/new');
  await page.getByRole('button', { name: 'Use the stand-in' }).click();
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(page).toHaveURL(/step=2/);
  await expect(main(page).getByRole('heading', { name: '2 properties are missing' })).toBeVisible();
  await expect(main(page)).toContainText('40404040');
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expect(main(page)).toContainText('Next opens when the properties are there');
  await expectSound(page);
  await page.getByRole('button', { name: 'Make them' }).click();
  await expect(main(page).getByRole('heading', { name: 'The portal has every property' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(page).toHaveURL(/step=3/);
  await page.getByLabel('When a contact was archived or deleted at the other side,').selectOption('create a new one');
  await expect(page.getByLabel('Value for a deleted user')).toHaveValue('deleted');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await expectSound(page);
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(page).toHaveURL(/step=4/);
  const preview = main(page).getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('no write is made');
  await expect(preview).toContainText('2 users · 2 would send, 0 would not');
  await preview.getByRole('button', { name: /ada@example\.test/ }).click();
  await expect(preview.getByRole('region', { name: 'Request' })).toContainText('POST /crm/objects/2026-09/contacts');
  await expect(preview.getByRole('region', { name: 'Request' })).toContainText('"email": "ada@example.test"');
  await expectSound(page);
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(main(page).getByRole('heading', { name: 'Ready to start' })).toBeVisible();
  expect(await contactWrites(tenant)).toEqual([]);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(tab(page, 'Flow')).toBeVisible();
  const day = main(page).getByRole('region', { name: 'Calls of the portal today' });
  await expect(day.getByRole('meter')).toHaveAttribute('aria-valuetext', /^\d+ of 250,000$/);
  const admin = await apiAs(app, tenant, 'admin');
  const connector = await admin.get<{
    state: string;
    eventsBehind: number;
    lanes: Record<string, number>;
    config: typeof hubspotConfig;
  }>('/api/connectors/1');
  expect(connector.state).toBe('running');
  expect(connector.eventsBehind).toBe(0);
  expect(Object.values(connector.lanes).every((count) => count === 0)).toBe(true);
  expect(connector.config.portal.id).toBe('40404040');
  expect(connector.config.policies.whenGone).toBe('create');
  expect(connector.config.policies.filter).toEqual([{ source: 'email', is: 'exists', values: [] }]);
  expect(await contactWrites(tenant)).toEqual([]);

  await createUser(tenant, 'Lin');
  await expect
    .poll(async () => (await contacts(tenant)).map(({ properties }) => properties.email))
    .toEqual(['lin@example.test']);
});

test('with every user: those of before get their contacts too, and their timelines tell it', async ({
  page,
  app,
  tenant,
}) => {
  const { changes } = await createUser(tenant, 'Ada');
  const admin = await apiAs(app, tenant, 'admin');
  const body = { name: 'HubSpot', token: wholeKey, config: hubspotConfig };
  expect((await admin.request('POST', '/api/connectors', { body })).status).toBe(201);
  expect((await admin.request('POST', '/api/connectors/1/properties')).status).toBe(200);
  await signIn(page, app, 'admin', '/connectors/1?step=5');
  await page.getByRole('radio', { name: 'With every user' }).click();
  await expect(main(page)).toContainText('1 user of the mirror');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(async () => (await contacts(tenant)).length).toBe(1);
  await page.goto(`${app.url}/users/${encodeURIComponent(changes[0]?.object.user_id ?? '')}`);
  await expect(main(page).getByRole('list', { name: 'Timeline' })).toContainText(/HubSpot: create .*after it arrived/);
});

test('a mapping is changed with its check and its preview at hand, and saved for every user', async ({
  page,
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const id = await connectHubspot(admin);
  await createUser(tenant, 'Ada', { nickname: 'Countess' });
  await expect.poll(async () => (await contacts(tenant)).length).toBe(1);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=mapping`);
  const table = main(page).getByRole('table', { name: 'Mapping' });
  await expect(table.getByRole('row')).toHaveCount(6);
  const preview = main(page).getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('button', { name: /ada@example\.test/ })).toContainText('nothing');

  await page.keyboard.press('a');
  await expect(page.getByLabel('Source', { exact: true })).toBeFocused();
  await page.keyboard.type('nickname');
  await page.getByLabel('HubSpot property', { exact: true }).fill('no_such_thing');
  await expect(main(page).getByRole('list', { name: 'Findings' })).toContainText('no_such_thing does not exist.');
  await page.getByLabel('HubSpot property', { exact: true }).fill('jobtitle');
  await expect(main(page).getByRole('list', { name: 'Findings' })).toHaveCount(0);
  await page.getByLabel('Transforms', { exact: true }).fill('uper');
  await expect(main(page)).toContainText('uper is no transform');
  await expect(page.getByRole('button', { name: /^Save version/ })).toBeDisabled();
  await page.getByLabel('Transforms', { exact: true }).fill('upper');
  await expect(main(page)).toContainText('Rows: 1 added');
  await preview.getByRole('button', { name: 'Preview again' }).click();
  await expect(preview.getByRole('button', { name: /ada@example\.test/ })).toContainText('1 field');
  await expect(preview.getByRole('region', { name: 'Request' })).toContainText('"jobtitle": "COUNTESS"');
  await expect(preview.getByRole('region', { name: 'Request' })).toContainText('not sent: same as sent');
  await page.getByRole('button', { name: 'Close the row' }).click();

  // By the keyboard alone: the new row goes up by one.
  await table.getByRole('button', { name: 'nickname' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(table.getByRole('row').nth(5)).toContainText('nickname');
  await expectSound(page);
  const before = (await contactWrites(tenant)).length;
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').getByRole('radio', { name: 'Also every user' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save and bring 1 user into step' }).click();
  await expect.poll(async () => (await contacts(tenant))[0]?.properties.jobtitle).toBe('COUNTESS');
  expect((await contactWrites(tenant)).length).toBe(before + 1);
  await expect(main(page).getByRole('button', { name: /^Save version/ })).toHaveCount(0);
});

test('nothing of another person is overwritten: the second is told before saving, and loads what was saved', async ({
  page,
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const id = await connectHubspot(admin);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=mapping`);
  const table = main(page).getByRole('table', { name: 'Mapping' });
  await table.getByRole('button', { name: 'given_name' }).click();
  await page.getByLabel('Transforms', { exact: true }).fill('upper');
  const { configVersion } = await admin.get<{ configVersion: number }>(`/api/connectors/${id}`);
  const config = { ...hubspotConfig, mapping: hubspotConfig.mapping.slice(0, 4) };
  const saved = await admin.request('PATCH', `/api/connectors/${id}`, { body: { config, ifVersion: configVersion } });
  expect(saved.status).toBe(200);
  // The page hears of it by itself.
  await expect(main(page).getByRole('alert')).toContainText('Somebody else has saved these settings');
  await expect(page.getByRole('button', { name: /^Save version/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Load the saved ones' }).click();
  await expect(table).not.toContainText('auth0_status');
  await expect(page.getByLabel('Transforms', { exact: true })).toHaveValue('');
  await expect(main(page).getByRole('alert')).toHaveCount(0);
});

test('settings: a policy is a sentence, the key is given anew and checked, and is never shown', async ({
  page,
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const id = await connectHubspot(admin);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=settings`);
  await page.getByLabel('When a user is deleted,').selectOption('archive the contact');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(
      async () =>
        (await admin.get<{ config: typeof hubspotConfig }>(`/api/connectors/${id}`)).config.policies.whenDeleted,
    )
    .toBe('archive');
  await page.getByRole('button', { name: 'Give another key…' }).click();
  await page.getByLabel('Service key', { exact: true }).fill('pat-sim-no-such-key');
  await page.getByRole('button', { name: 'Set the key' }).click();
  await expect(main(page).getByRole('list', { name: 'Findings' })).toContainText('HubSpot refused the key');
  await page.getByRole('button', { name: 'Give another key…' }).click();
  await page.getByLabel('Service key', { exact: true }).fill(wholeKey);
  await page.getByRole('button', { name: 'Set the key' }).click();
  await expect(main(page).getByRole('list', { name: 'Scopes of the key' })).toContainText('Key accepted');
  expect(await page.content()).not.toContain(wholeKey);
  await expectSound(page);
});

test('a viewer reads the mapping and the policies, and HubSpot is not asked for that; an operator previews', async ({
  page,
  app,
  tenant,
}) => {
  await createUser(tenant, 'Ada');
  const id = await connectHubspot(await apiAs(app, tenant, 'admin'));
  await tenant.control('DELETE', '/hubspot/calls');
  await signIn(page, app, 'viewer', `/connectors/${id}?tab=mapping`);
  const table = main(page).getByRole('table', { name: 'Mapping' });
  await expect(table.getByRole('row')).toHaveCount(6);
  await expect(table.getByRole('button')).toHaveCount(0);
  await expect(main(page).getByRole('region', { name: 'Preview' })).toHaveCount(0);
  await expect(main(page)).toContainText('Only an administrator can change the mapping.');
  await tab(page, 'Settings').click();
  await expect(main(page)).toContainText('When a user is deleted, set auth0_status to deleted.');
  expect(await callsSeen(tenant)).toEqual([]);

  await page.context().clearCookies();
  await signIn(page, app, 'operator', `/connectors/${id}?tab=mapping`);
  await expect(main(page).getByRole('region', { name: 'Preview' })).toContainText('1 would send');
  await expect(table.getByRole('button')).toHaveCount(0);
  expect(await contactWrites(tenant)).toEqual([]);
});
