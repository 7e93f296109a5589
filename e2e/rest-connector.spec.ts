import { AxeBuilder } from '@axe-core/playwright';
import { connectorEnv, main, tab } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';

test.use({ appEnv: connectorEnv });

test('a newcomer goes from one form to a record of each new user in a CRM', async ({ page, app, tenant }) => {
  test.slow();
  const contacts = async () =>
    (await tenant.control<{ contacts: Record<string, unknown>[] }>('GET', '/crm/contacts')).contacts;
  await tenant.control('POST', '/crm/reset', {});
  await signIn(page, app, 'admin', '/connectors/new?kind=rest');
  const form = main(page);
  await form.getByLabel('Name', { exact: true }).fill('Customer CRM');
  await form.getByLabel('Base address').fill(`${tenant.url}/crm`);
  await form.getByLabel('Token', { exact: true }).fill('crm-sim-token');
  await expect(form.getByLabel('Find by address')).toHaveValue('GET /contacts?email={email}');
  await form.getByLabel('Find by address').fill('GET /contacts');
  await form.getByRole('button', { name: 'Create the draft' }).click();
  await expect(form.getByRole('alert')).toContainText('Must hold {email}');
  await form.getByLabel('Find by address').fill('GET /contacts?email={email}');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sticksOut(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await form.getByRole('button', { name: 'Create the draft' }).click();

  const check = form.getByRole('region', { name: 'Check' });
  await expect(check.getByText('Asked for an address that nobody has, the CRM finds nobody.')).toBeVisible();
  expect(await page.content()).not.toContain('crm-sim-token');
  expect(await contacts()).toEqual([]);
  await form.getByRole('button', { name: 'Start' }).click();
  await expect(tab(page, 'Users')).toBeVisible();

  const { changes } = await tenant.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', {
    ...{ do: 'create', email: 'ada@example.test', given_name: 'Ada', family_name: 'Lovelace' },
  });
  const userId = changes[0]?.object.user_id ?? '';
  await expect.poll(contacts).toMatchObject([{ email: 'ada@example.test', auth0_user_id: userId }]);
  await tab(page, 'Users').click();
  await expect(form.getByText('in step').first()).toBeVisible();

  // The mapping has a tab of its own, whose preview speaks of this CRM.
  await tab(page, 'Mapping').click();
  const preview = form.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('button', { name: /ada@example\.test/ })).toContainText('nothing');
  await form.getByRole('button', { name: 'given_name' }).click();
  await form.getByRole('button', { name: 'Map values' }).click();
  await form.getByLabel('Value 1', { exact: true }).fill('Ada');
  await form.getByLabel('Value 1 becomes').fill('Countess');
  await preview.getByRole('button', { name: 'Preview again' }).click();
  const request = preview.getByRole('region', { name: 'Request' });
  await expect(request).toContainText(/PATCH \/contacts\/\S+\s+\{\s+"first_name": "Countess"\s+\}/);
  await expect(preview).toContainText('reads of the CRM');
  await form.getByRole('button', { name: 'Discard' }).click();
  await form.getByLabel('Target of the address').fill('mail');
  await form.getByRole('button', { name: /^Save version/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save from now on' }).click();
  await expect(form.getByRole('alert')).toContainText('Must fill the target of the address');
  await form.getByRole('button', { name: 'Discard' }).click();

  await tab(page, 'Settings').click();
  await form.getByRole('button', { name: 'Check the CRM' }).click();
  await expect(form.getByText('The CRM takes the credential.')).toBeVisible();
});
