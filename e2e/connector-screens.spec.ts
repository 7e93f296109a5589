import { AxeBuilder } from '@axe-core/playwright';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { connect, connectorEnv, main, tab, useUpTries } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { HookReceiver } from './hook-receiver.ts';
import { ada, adaId, event } from './sample-events.ts';
import { sticksOut } from './sideways.ts';

test.use({ appEnv: connectorEnv });

let receiver: HookReceiver;
test.beforeEach(async () => {
  receiver = await HookReceiver.listen();
});
test.afterEach(() => receiver.close());

test('of two administrators who change the same settings, the second is told and overwrites nothing', async ({
  page,
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const { id } = await connect(admin, receiver);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=settings`);
  // Live updates would tell before the try to save.
  await page.getByRole('button', { name: /^Live/ }).click();
  const pace = page.getByRole('textbox', { name: 'Requests per second, at most' });
  await pace.fill('7');
  await admin.request('PATCH', `/api/connectors/${id}`, { body: { name: 'Accounting', ifVersion: 1 } });
  await page.getByRole('button', { name: 'Save' }).click();
  const notice = page.getByRole('form', { name: 'Settings' }).getByRole('alert');
  await expect(notice).toContainText('Somebody else has saved these settings');
  await expect(pace).toHaveValue('7');
  await page.getByRole('button', { name: 'Load the saved ones' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Accounting');
  await expect(pace).toHaveValue('50');
  await pace.fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(notice).toHaveText('Must be a whole number from 1 to 1,000');
  await pace.fill('7');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  const { config } = await admin.get<{ config: { perSecond: number } }>(`/api/connectors/${id}`);
  expect(config.perSecond).toBe(7);
});

test('a viewer sees everything and has no act; an operator switches and changes nothing', async ({
  page,
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const { id } = await connect(admin, receiver);
  receiver.answer(422);
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', '/connectors');
  await expect(page.getByRole('table', { name: 'Connectors' })).toContainText('Billing events');
  await expect(page.getByRole('link', { name: /^(New connector|Connect )/ })).toHaveCount(0);
  for (const name of ['flow', 'users', 'calls', 'settings']) {
    await page.goto(`${app.url}/connectors/${id}?tab=${name}`);
    await expect(main(page)).toContainText('running');
    const acts = main(page).getByRole('button', { name: /Pause|Retry|Skip|Send|Replace|Remove the|Delete|Save|Start/ });
    await expect(acts).toHaveCount(0);
  }
  await expect(main(page).getByRole('textbox')).toHaveCount(0);
  await expect(main(page)).toContainText('Only an administrator can change settings');
  await page.goto(`${app.url}/connectors/new`);
  await expect(main(page)).toContainText('An administrator creates connectors');
  await page.context().clearCookies();
  await signIn(page, app, 'operator', `/connectors/${id}?tab=users`);
  await expect(page.getByRole('button', { name: `Retry now: ${adaId}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await tab(page, 'Settings').click();
  await expect(main(page).getByRole('textbox')).toHaveCount(0);
  await expect(main(page).getByRole('button', { name: /Replace|Delete/ })).toHaveCount(0);
});

/** A connector in each state, with users in several. Returns the addresses of their screens. */
async function manyStates(app: App, admin: ApiClient): Promise<string[]> {
  const failing = await connect(admin, receiver, {}, 'A system with quite a long name, as people like to give them');
  const paused = await connect(
    admin,
    receiver,
    { url: 'https://hooks.a-rather-long-host-name.example.com/events' },
    'Archive',
  );
  await admin.request('POST', `/api/connectors/${paused.id}/pause`);
  const config = { kind: 'webhook', url: receiver.url, types: ['user.created'], body: 'plain', perSecond: 5 };
  await admin.request('POST', '/api/connectors', { body: { name: 'Draft', config } });
  receiver.answer(422);
  const longId = `auth0|${'0123456789abcdef'.repeat(4)}`;
  await app.post(event('user.created', ada({ user_id: longId })));
  await app.post(event('organization.member.role.assigned', { organization: { id: 'org_1' }, user: ada() }));
  await app.post(event('connection.created', { strategy: 'samlp' }));
  await expect.poll(() => receiver.posts.length).toBeGreaterThanOrEqual(3);
  await app.stop();
  useUpTries(app);
  receiver.answer(204);
  await app.start();
  await app.post(event('user.created', ada()));
  await expect.poll(() => receiver.events().at(-1)?.subject).toBe(adaId);
  return [
    '/connectors',
    '/connectors/new',
    `/connectors/${failing.id}`,
    `/connectors/${failing.id}?tab=users`,
    `/connectors/${failing.id}?tab=users&q=nobody&state=review`,
    `/connectors/${failing.id}?tab=calls`,
    `/connectors/${failing.id}?tab=settings`,
    `/connectors/${paused.id}`,
    '/connectors/3',
    '/connectors/3?tab=settings',
    '/connectors/99',
    `/users/${encodeURIComponent(longId)}?tab=connectors`,
    `/users/${encodeURIComponent(adaId)}`,
  ];
}

for (const theme of ['light', 'dark'] as const) {
  test(`in ${theme}, no screen of connectors has a serious accessibility finding`, async ({ page, app, tenant }) => {
    test.setTimeout(360_000);
    const screens = await manyStates(app, await apiAs(app, tenant, 'admin'));
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, app, 'admin');
    for (const screen of screens) {
      await page.goto(app.url + screen);
      await expect(main(page)).toBeVisible();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
      expect(told, screen).toEqual([]);
    }
  });
}

test('at 390 px the screens of connectors fit, and the menu leads to them', async ({ page, app, tenant }) => {
  test.setTimeout(240_000);
  const screens = await manyStates(app, await apiAs(app, tenant, 'admin'));
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, app, 'admin');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: /Connectors/ }).click();
  await expect(page).toHaveURL(`${app.url}/connectors`);
  for (const screen of screens) {
    await page.goto(app.url + screen);
    await expect(main(page)).toBeVisible();
    await expect(page.locator('[aria-busy=true], .skeleton').filter({ visible: true })).toHaveCount(0);
    expect.soft(await sticksOut(page), screen).toEqual([]);
  }
});

test.describe('without CONNECTORS_KEY', () => {
  test.use({ appEnv: { CONNECTORS_KEY: '' } });

  test('the screen gives the command that makes a key, and offers nothing that cannot work', async ({ page, app }) => {
    await signIn(page, app, 'admin', '/connectors');
    await expect(main(page)).toContainText('CONNECTORS_KEY is not set');
    await expect(main(page)).toContainText('openssl rand -base64 32');
    await expect(page.getByRole('link', { name: /^(New connector|Connect )/ })).toHaveCount(0);
    await page.goto(`${app.url}/connectors/new`);
    await expect(main(page)).toContainText('CONNECTORS_KEY is not set');
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });
});

test.describe('with CONNECTORS=off', () => {
  test.use({ appEnv: { ...connectorEnv, CONNECTORS: 'off' } });

  test('the screens say that nothing is carried on', async ({ page, app, tenant }) => {
    const { id } = await connect(await apiAs(app, tenant, 'admin'), receiver);
    await signIn(page, app, 'viewer', '/connectors');
    await expect(main(page)).toContainText('Connectors are off.');
    await page.goto(`${app.url}/connectors/${id}`);
    await expect(main(page)).toContainText('Connectors are off.');
  });
});
