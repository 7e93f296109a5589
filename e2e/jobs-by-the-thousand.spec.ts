import { type Page } from '@playwright/test';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

const staged = 5_000;

interface State {
  streams: { id: string; failed: number; delivered: number }[];
}

interface JobFacts {
  counts: { recovered: number; asked: number };
}

/** What the tenant has delivered by redelivering: each request that it takes posts its event once. */
async function redelivered(tenant: Tenant): Promise<number | undefined> {
  const { streams: all } = await tenant.control<State>('GET', '/state');
  return all.find(({ id }) => id === streams.webhook.id)?.delivered;
}

const countsOf = async (client: ApiClient) => (await client.get<JobFacts>('/api/jobs/1')).counts;

/** Of the newest calls, which the tenant keeps, those that name an event: none was refused, and none came twice. */
async function expectNoneTwice(tenant: Tenant): Promise<void> {
  const query = '/calls?method=POST&path=/redeliver/';
  const { calls } = await tenant.control<{ calls: { path: string; status: number }[] }>('GET', query);
  expect(calls.filter(({ status }) => status !== 202)).toEqual([]);
  expect(new Set(calls.map(({ path }) => path)).size).toBe(calls.length);
}

/** How long Auth0 takes to redeliver, in ms before `speed`: long enough to meet the job, and then as short as it may be. */
const [slow, quick] = [300_000, 3_000];

/** Auth0 is quick and patient, so that minutes of work are seconds: what is tested is what we do. */
async function stage(tenant: Tenant, app: App): Promise<void> {
  await tenant.control('PATCH', '/config', {
    speed: 100,
    redeliveryDelayMs: slow,
    rateLimit: { burst: 400, perSecond: 400 },
    limits: { inARow: 2 * staged, total: 2 * staged },
  });
  await tenant.control('POST', '/deliveries', { type: 'user.created', error: 503, count: staged });
  const operator = await apiAs(app, tenant, 'operator');
  expect((await operator.request('POST', '/api/deliveries/refresh')).status).toBe(200);
}

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const state = (page: Page, word: string) => page.getByRole('main').getByText(word, { exact: true });

/** Opens other screens, which show what they hold, and comes back while the job still runs. */
async function walkOtherScreens(page: Page): Promise<void> {
  const nav = page.getByRole('navigation', { name: 'Main' });
  await nav.getByRole('link', { name: /^Events/ }).click();
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row').nth(1)).toBeVisible();
  await nav.getByRole('link', { name: /^Failed deliveries/ }).click();
  await expect(
    page
      .getByRole('region', { name: /^503 from/ })
      .locator('[data-row]')
      .first(),
  ).toBeVisible();
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^Job 1, [\d,]+ of 5,000$/ })
    .click();
  await expect(progress(page)).toContainText('of 5,000 answered');
  await expect(state(page, 'running')).toBeVisible();
}

test('story 21: five thousand are previewed, requested once each, paused over a restart, and end with true counts', async ({
  page,
  app,
  tenant,
}) => {
  test.setTimeout(420_000);
  await stage(tenant, app);
  await signIn(page, app, 'operator', '/deliveries?type=user.created');
  await page.getByRole('button', { name: 'Retry all 5,000…', exact: true }).click();
  const sheet = page.getByRole('complementary', { name: 'Confirm bulk redelivery' });
  await expect(sheet.getByRole('region', { name: 'By event stream' })).toContainText(/Users to dashboard\s*5,000/);
  await expect(sheet.getByRole('region', { name: 'By cause' })).toContainText(/503 from .*5,000/);
  await expect(sheet.getByRole('region', { name: 'How it runs' })).toContainText('1 first');
  expect(await redelivered(tenant)).toBe(0);
  await sheet.getByRole('button', { name: 'Request 5,000 redeliveries' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Bulk redelivery, 5,000 events' })).toBeVisible();

  const operator = await apiAs(app, tenant, 'operator');
  await expect.poll(async () => (await countsOf(operator)).recovered).toBeGreaterThan(1);
  await walkOtherScreens(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(state(page, 'paused')).toBeVisible();
  // What was requested before still arrives.
  await expect.poll(async () => (await countsOf(operator)).asked).toBe(0);
  const { recovered } = await countsOf(operator);
  expect(recovered).toBeLessThan(staged);
  const answered = `${recovered.toLocaleString('en')} of 5,000 answered`;
  await expect(progress(page)).toContainText(answered);
  await expectNoneTwice(tenant);
  await page.reload();
  await expect(progress(page)).toContainText(answered);
  await app.stop();
  await app.start();
  await page.reload();
  await expect(state(page, 'paused')).toBeVisible();
  await expect(progress(page)).toContainText(answered);
  expect(await redelivered(tenant)).toBe(recovered);

  await tenant.control('PATCH', '/config', { redeliveryDelayMs: quick });
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(progress(page)).toContainText('5,000 of 5,000 answered', { timeout: 240_000 });
  await expect(state(page, 'done')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '5,000 recovered' })).toBeVisible();
  // As many as there are events, and each of them has arrived: none was requested twice.
  expect(await redelivered(tenant)).toBe(staged);
  await expectNoneTwice(tenant);
  expect(await countsOf(operator)).toMatchObject({ total: staged, failed: 0, skipped: 0, recovered: staged });
  await page.goto(`${app.url}/deliveries`);
  await expect(page.getByRole('main')).toContainText('0 failed');
});
