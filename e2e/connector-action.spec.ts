import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { apiAs } from './api.ts';
import { connectorEnv, main, tab } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { contacts, hubspotConfig, wholeKey } from './hubspot-acts.ts';
import { sticksOut } from './sideways.ts';
import { streams } from './streams-of-tenant.ts';

test.use({ appEnv: connectorEnv });

test('the Action is copied from the connector’s page, and makes a contact at Auth0 while the connector is a draft', async ({
  page,
  app,
  tenant,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const admin = await apiAs(app, tenant, 'admin');
  const body = { name: 'Customers', token: wholeKey, config: hubspotConfig };
  expect((await admin.request('POST', '/api/connectors', { body })).status).toBe(201);
  expect((await admin.request('POST', '/api/connectors/1/properties')).status).toBe(200);

  await signIn(page, app, 'viewer', '/connectors/1');
  await tab(page, 'Action').click();
  await expect(page).toHaveURL(/tab=action/);
  const code = main(page).getByRole('region', { name: 'Code of the Action' });
  await expect(code).toContainText('exports.onExecuteEventStream');
  await main(page).getByRole('button', { name: 'Copy code' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const downloading = page.waitForEvent('download');
  await main(page).getByRole('link', { name: 'Download the code' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('streamgauge-connector-1-v1.js');
  expect(await readFile(await download.path(), 'utf8')).toBe(copied);
  await expect(main(page).getByRole('list', { name: 'Limits of the Action' })).toContainText('asks nobody');
  await page.getByRole('radio', { name: 'Deploy CLI' }).click();
  await expect(main(page)).toContainText('code: "./streamgauge-connector-1-v1.js"');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sticksOut(page)).toEqual([]);

  const property = { label: 'auth0_last_event_at', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
  await tenant.control('POST', '/hubspot/properties', { name: 'auth0_last_event_at', ...property });
  const action = { id: 'b7d9f4a2-3c1e-4f6a-9d20-5e8c7a1b6f34', code: copied, secrets: { HUBSPOT_TOKEN: wholeKey } };
  await tenant.control('POST', '/actions', action);
  await tenant.manage('PATCH', `/event-streams/${streams.action.id}`, { status: 'enabled' });
  const ada = { email: 'ada@example.test', email_verified: true, given_name: 'Ada' };
  await tenant.control('POST', '/users', { do: 'create', ...ada });
  await expect
    .poll(async () => (await contacts(tenant)).map(({ properties }) => [properties.email, properties.firstname]))
    .toEqual([['ada@example.test', 'Ada']]);
});
