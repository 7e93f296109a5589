import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { redeliverCalls } from './failed-deliveries.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';
import { streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

interface State {
  streams: { id: string; failed: number }[];
}

const sheet = (page: Page) => page.getByRole('complementary', { name: 'Confirm bulk redelivery' });
const note = (page: Page) => sheet(page).getByRole('region', { name: 'Refused again' });
const request = (page: Page, count: number) =>
  sheet(page).getByRole('button', { name: `Request ${count} redeliveries` });

/** Three that fail for a wrong secret, and forty of another event stream that failed for another cause. */
async function stage(app: App, tenant: Tenant): Promise<void> {
  await tenant.manage('PATCH', `/event-streams/${streams.webhook.id}`, {
    destination: {
      type: 'webhook',
      configuration: {
        webhook_endpoint: `${app.url}/webhook`,
        webhook_authorization: { method: 'bearer', token: 'another-secret-than-ours' },
      },
    },
  });
  const elsewhere = { type: 'user.updated', error: 503, count: 40, everyMs: 1_000, stream: streams.eventBridge.id };
  await tenant.control('POST', '/deliveries', elsewhere);
  await tenant.control('POST', '/events', { type: 'user.created', count: 3, stream: streams.webhook.id });
  const failed = async () => {
    const { streams: all } = await tenant.control<State>('GET', '/state');
    return all.find(({ id }) => id === streams.webhook.id)?.failed;
  };
  await expect.poll(failed).toBe(3);
  const operator = await apiAs(app, tenant, 'operator');
  await operator.request('POST', '/api/deliveries/refresh');
}

test('what would be refused again is said, explained and left out before anything is requested', async ({
  page,
  app,
  tenant,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await stage(app, tenant);
  await signIn(page, app, 'operator', '/deliveries?view=list');
  const open = () => page.getByRole('button', { name: 'Retry all 43…', exact: true }).click();
  await open();
  await expect(note(page)).toContainText('3 would be refused again: their cause is not fixed');
  await expect(note(page)).toContainText(/The newest answer, \d\d:\d\d:\d\d, was 401 too\./);
  await note(page)
    .getByRole('button', { name: `Explain ${streams.webhook.name}` })
    .click();
  await expect(page.getByRole('complementary', { name: 'Explain 3 failures' })).toContainText('certain');
  await page.keyboard.press('Escape');
  await open();
  await note(page).getByRole('button', { name: 'Leave these 3 out' }).click();
  await expect(request(page, 40)).toBeEnabled();
  await expect(sheet(page).getByRole('region', { name: 'Not eligible' })).toContainText('left out');
  const back = note(page).getByRole('button', { name: 'Take them along' });
  await expect(back).toBeFocused();
  await back.click();
  await expect(request(page, 43)).toBeEnabled();
  await note(page).getByRole('button', { name: 'Leave these 3 out' }).click();
  await expect(sheet(page).getByRole('img', { name: 'Tried first 1, 39 by 1 filter' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await sheet(page).getByRole('button', { name: 'Copy as CLI' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(new RegExp(`^auth0 event-streams redeliver '${streams.eventBridge.id}' 'evt_`));
  expect(command.split(',')).toHaveLength(40);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sticksOut(page)).toEqual([]);
  expect(await redeliverCalls(tenant)).toEqual([]);
  await request(page, 40).click();
  await expect(page).toHaveURL(/\/jobs\/1$/);
  await expect(page.getByRole('main')).toContainText('all that failed · without 401');
  await expect(page.getByRole('list', { name: 'Results' })).toContainText('skipped 3');
  await expect(page.getByRole('list', { name: 'Log' })).toContainText('39 events requested by one filter');
  // The one that was tried first.
  expect(await redeliverCalls(tenant)).toHaveLength(1);
});
