import AxeBuilder from '@axe-core/playwright';
import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { streams } from './streams-of-tenant.ts';

interface Described {
  stream: { name: string; status: string; subscriptions: string[]; updatedAt: string };
}

test('an administrator makes an event stream to this app, which proves itself by a test event that arrives', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'admin', '/streams');
  await page.getByRole('link', { name: 'New event stream' }).click();
  const form = page.getByRole('form', { name: 'New event stream' });
  await form.getByRole('textbox', { name: 'Name' }).fill("Ada's stream");
  await expect(form.getByRole('textbox', { name: 'Endpoint' })).toHaveValue(`${app.url}/webhook`);
  await form.getByRole('checkbox', { name: 'group.created' }).check();
  const code = page.getByRole('region', { name: 'The same thing as code' });
  await expect(code.getByRole('tabpanel')).toContainText('user.created,user.updated,user.deleted,group.created');
  await code.getByRole('tab', { name: 'Terraform' }).click();
  await expect(code.getByRole('tabpanel')).toContainText('resource "auth0_event_stream"');
  await expect(page).toHaveURL(/name=Ada/);
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  // The address holds what was typed.
  await page.reload();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue("Ada's stream");
  await expect(form.getByRole('checkbox', { name: 'group.created' })).toBeChecked();
  await form.getByRole('button', { name: 'Create event stream' }).click();
  await expect(page.getByRole('heading', { name: /is made/ })).toBeVisible();
  const track = page.getByRole('list', { name: 'Test event' });
  await expect(track).toContainText('Arrived here');
  await page.getByRole('link', { name: 'Open the event stream' }).click();
  await expect(page.getByRole('main')).toContainText("Ada's stream");
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string; actor: string }[] }>('/api/audit');
  expect(items.map(({ action }) => action)).toContain('stream_created');
});

test('the form makes destinations at EventBridge and an Action, and a refusal stands at its field', async ({
  page,
  app,
}) => {
  await signIn(page, app, 'admin', '/streams/new?kind=eventbridge');
  const form = page.getByRole('form', { name: 'New event stream' });
  await form.getByRole('textbox', { name: 'Name' }).fill(streams.webhook.name);
  await form.getByRole('textbox', { name: 'AWS account' }).fill('123');
  const create = form.getByRole('button', { name: 'Create event stream' });
  await create.click();
  await expect(form.getByRole('textbox', { name: 'AWS account' })).toHaveAccessibleErrorMessage(/12 digits/);
  await form.getByRole('textbox', { name: 'AWS account' }).fill('012345678901');
  await create.click();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveAccessibleErrorMessage(/already in use/);
  await form.getByRole('textbox', { name: 'Name' }).fill('Bus');
  await create.click();
  await expect(page.getByRole('heading', { name: /Bus” is made/ })).toBeVisible();

  await page.goto(`${app.url}/streams/new?kind=action&name=Code&status=disabled`);
  await form.getByRole('combobox', { name: 'Deployed Action' }).selectOption({ index: 1 });
  await create.click();
  await expect(page.getByRole('heading', { name: /Code” is made/ })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('nothing was tested');
});

test('a change shows what differs, notices that somebody else was faster, and keeps what was typed', async ({
  page,
  app,
  tenant,
}) => {
  const { id } = streams.webhook;
  await signIn(page, app, 'admin', `/streams/${id}?tab=configuration`);
  await page.getByRole('button', { name: 'Edit…' }).click();
  const form = page.getByRole('form', { name: 'Edit event stream' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Mine');
  const diff = page.getByRole('region', { name: 'Before saving' });
  await expect(diff.getByRole('deletion')).toHaveText(streams.webhook.name);
  await expect(diff.getByRole('insertion')).toHaveText('Mine');
  await tenant.manage('PATCH', `/event-streams/${id}`, { subscriptions: [{ event_type: 'user.created' }] });
  await form.getByRole('button', { name: 'Save to Auth0' }).click();
  await expect(form.getByRole('alert').or(page.getByText('Nothing was saved.')).first()).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Compare with it as it is now' }).click();
  await expect(diff.getByRole('insertion').first()).toHaveText('Mine');
  await form.getByRole('button', { name: 'Save to Auth0' }).click();
  await expect(page.getByRole('button', { name: 'Edit…' })).toBeVisible();
  const admin = await apiAs(app, tenant, 'admin');
  const { stream } = await admin.get<Described>(`/api/streams/${id}`);
  expect(stream.name).toBe('Mine');
});

test('an event stream is deleted once its name was typed, and its history stays', async ({ page, app, tenant }) => {
  const { id, name } = streams.webhook;
  await signIn(page, app, 'admin', `/streams/${id}?tab=configuration`);
  await page.getByRole('button', { name: 'Delete the event stream…' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Delete' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(name);
  await confirm.click();
  const table = page.getByRole('table', { name: 'Event streams' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table).not.toContainText(name);
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { kind: string; by: string }[] }>(`/api/streams/${id}/history`);
  expect(items[0]).toMatchObject({ kind: 'gone', by: 'admin@example.test' });
});

test('who may only look is shown no way to make, change or delete one', async ({ page, app }) => {
  await signIn(page, app, 'operator', `/streams/${streams.webhook.id}?tab=configuration&edit=true`);
  await expect(page.getByRole('heading', { name: 'Destination' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Edit…|Delete the event stream…/ })).toHaveCount(0);
  await page.goto(`${app.url}/streams/new`);
  await expect(page.getByRole('main')).toContainText('An administrator makes event streams');
});
