import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { type App } from './app.ts';
import { type Call, redeliverCalls } from './failed-deliveries.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';
import { type Tenant } from './tenant.ts';
import { holdWriteLock } from './write-lock.ts';

test.use({ seed: 'stories' });

interface Jobs {
  items: { id: number; counts: { total: number } }[];
}

const rows = (page: Page) => page.getByRole('table', { name: /^Failed deliveries/ }).locator('[data-row]');
const sheet = (page: Page) => page.getByRole('complementary', { name: 'Confirm bulk redelivery' });
const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const state = (page: Page, word: string) => page.getByRole('main').getByText(word, { exact: true });
const created = '/deliveries?type=user.created';

/** Opens the sheet for the five `user.created` that failed for one cause. */
async function askForFive(page: Page, app: App): Promise<void> {
  await signIn(page, app, 'operator', created);
  await page.getByRole('button', { name: 'Retry all 5…', exact: true }).click();
  await expect(sheet(page)).toContainText('of 5 matching');
}

async function confirm(page: Page, count: string): Promise<void> {
  await sheet(page)
    .getByRole('button', { name: `Request ${count}` })
    .click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
}

/** Makes redeliveries take 3 s instead of a third of one, so that a job can be met while it runs. */
const slowly = (tenant: Tenant) => tenant.control('PATCH', '/config', { redeliveryDelayMs: 30_000 });

test('story 21: what a filter matches is previewed, requested once, and followed to its end on a page of its own', async ({
  page,
  app,
  tenant,
}) => {
  await askForFive(page, app);
  await expect(sheet(page).getByRole('heading', { name: 'Request 5 redeliveries' })).toBeVisible();
  await expect(sheet(page).getByRole('region', { name: 'By type' })).toContainText(/user\.created\s*5/);
  await expect(sheet(page).getByRole('region', { name: 'By event stream' })).toContainText(/Users to dashboard\s*5/);
  await expect(sheet(page).getByRole('region', { name: 'By cause' })).toContainText(/500 from .*5/);
  await expect(sheet(page).getByRole('region', { name: 'How it runs' })).toContainText(/Time\s*(about|not known yet)/);
  expect(await redeliverCalls(tenant)).toHaveLength(0);
  await confirm(page, '5 redeliveries');
  await expect(page.getByRole('heading', { level: 2, name: 'Bulk redelivery, 5 events' })).toBeVisible();
  await expect(progress(page)).toContainText('5 of 5 answered');
  await expect(state(page, 'done')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '5 recovered' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Items' }).locator('[data-row]')).toHaveCount(5);
  expect(await redeliverCalls(tenant)).toHaveLength(5);
  // Auth0 refuses dates with fractions of a second.
  const { calls } = await tenant.control<{ calls: Call[] }>('GET', '/calls');
  expect(calls.filter(({ query, body }) => /T[\d:%A]+\.\d+Z/.test(query + JSON.stringify(body)))).toEqual([]);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Jobs/ }).click();
  const line = page.getByRole('table', { name: 'Jobs' }).getByRole('row').filter({ hasText: 'Job 1' });
  await expect(line).toContainText('5 of 5');
  await line.getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\/1$/);
});

test('story 21: when the event that is tried first fails again, the others of its cause are not requested', async ({
  page,
  app,
  tenant,
}) => {
  const redelivery = { outcome: 'fail', status: 503, body: 'still broken', times: 1 };
  await tenant.control('PATCH', '/config', { redelivery });
  await askForFive(page, app);
  await confirm(page, '5 redeliveries');
  await expect(state(page, 'failed')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('1 failed again, 4 not tried');
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await page.getByRole('radio', { name: 'Not tried 4' }).click();
  await expect(page).toHaveURL(/\?result=not_tried$/);
  const items = page.getByRole('table', { name: 'Items' }).locator('[data-row]');
  await expect(items).toHaveCount(4);
  await page.getByRole('radio', { name: 'Failed again 1' }).click();
  await expect(items).toHaveCount(1);
  await expect(items).toContainText('still broken');
  await page.reload();
  await expect(items).toHaveCount(1);
  await page.getByRole('button', { name: 'Retry what is left (5)' }).click();
  await expect(page).toHaveURL(/\/jobs\/2$/);
  await expect(progress(page)).toContainText('5 of 5 answered');
});

test('story 21: a paused job requests nothing, is the same after a reload and a restart, and its end names what failed again', async ({
  page,
  app,
  tenant,
}) => {
  await slowly(tenant);
  await askForFive(page, app);
  await confirm(page, '5 redeliveries');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Job 1, 0 of 5' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(state(page, 'paused')).toBeVisible();
  // The one that was requested before still counts.
  await expect(progress(page)).toContainText('1 of 5 answered');
  await page.reload();
  await expect(progress(page)).toContainText('1 of 5 answered');
  await app.stop();
  await app.start();
  await page.reload();
  await expect(progress(page)).toContainText('1 of 5 answered');
  await expect(state(page, 'paused')).toBeVisible();
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await tenant.control('PATCH', '/config', { redelivery: { outcome: 'fail', status: 503, times: 1 } });
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(progress(page)).toContainText(/recovered\s*4/);
  // One of many is polled late; the list, which anybody may check again, tells earlier.
  const operator = await apiAs(app, tenant, 'operator');
  await expect(async () => {
    await operator.request('POST', '/api/deliveries/refresh');
    await expect(progress(page)).toContainText('5 of 5 answered', { timeout: 5_000 });
  }).toPass();
  await expect(state(page, 'done')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '4 recovered, 1 failed again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry what failed again (1)' })).toBeVisible();
  await expect(page.getByRole('banner').getByRole('link', { name: /^Job 1,/ })).toHaveCount(0);
  expect(await redeliverCalls(tenant)).toHaveLength(5);
});

test('a cancelled job leaves what it has not requested failed, and counts what it has', async ({
  page,
  app,
  tenant,
}) => {
  await slowly(tenant);
  await askForFive(page, app);
  await confirm(page, '5 redeliveries');
  await expect(page.getByRole('list', { name: 'Results' })).toContainText(/requested\s*1/);
  await page.getByRole('button', { name: 'Cancel…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel Job 1?' });
  await expect(dialog).toContainText('1 already requested will still arrive');
  await dialog.getByRole('button', { name: 'Cancel the job' }).click();
  await expect(state(page, 'cancelled')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 recovered, 4 not tried' })).toBeVisible();
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await page.goto(`${app.url}${created}&state=failed&view=list`);
  await expect(rows(page)).toHaveCount(4);
});

test('a viewer sees jobs and can start none', async ({ page, app, tenant }) => {
  const operator = await apiAs(app, tenant, 'operator');
  await slowly(tenant);
  await signIn(page, app, 'viewer', '/deliveries?view=list');
  await expect(rows(page)).toHaveCount(7);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Retry all/ })).toHaveCount(0);
  const body = { kind: 'redeliver', input: { filter: { type: ['user.created'] } } };
  const viewer = await apiAs(app, tenant, 'viewer');
  expect((await viewer.request('POST', '/api/jobs', { body })).status).toBe(403);
  expect((await operator.request('POST', '/api/jobs', { body })).status).toBe(201);
  await page.goto(`${app.url}/jobs/1`);
  await expect(state(page, 'running')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: /Pause|Resume|Cancel|Retry/ })).toHaveCount(0);
  expect((await viewer.request('POST', '/api/jobs/1/pause')).status).toBe(403);
});

test('a list of jobs goes on beyond its page, and a job that found nothing says so', async ({ page, app, tenant }) => {
  const operator = await apiAs(app, tenant, 'operator');
  const body = { kind: 'redeliver', input: { filter: { cause: 'http-599' } } };
  for (let number = 1; number <= 51; number += 1) await operator.request('POST', '/api/jobs', { body });
  const ended = async () => (await operator.get<{ state: string }>('/api/jobs/51')).state;
  await expect.poll(ended).toBe('done');
  await signIn(page, app, 'viewer', '/jobs');
  const lines = page.getByRole('table', { name: 'Jobs' }).locator('[data-row]');
  await expect(lines).toHaveCount(50);
  await expect(lines.first()).toContainText('nothing to do');
  await page.getByRole('button', { name: 'Show older' }).click();
  await expect(lines).toHaveCount(51);
  await lines.last().getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\/1$/);
  await expect(progress(page)).toContainText('There was nothing to request.');
});

test('a start that is refused says so and can be tried again, and a double click starts one job', async ({
  page,
  app,
  tenant,
}) => {
  await askForFive(page, app);
  const letGo = await holdWriteLock(app.database);
  await sheet(page).getByRole('button', { name: 'Request 5 redeliveries' }).click();
  await expect(sheet(page).getByRole('alert')).toContainText('The job was not started. Nothing was changed.');
  await letGo();
  await sheet(page).getByRole('button', { name: 'Request 5 redeliveries' }).dblclick();
  await expect(page).toHaveURL(/\/jobs\/1$/);
  await expect(progress(page)).toContainText('5 of 5 answered');
  const viewer = await apiAs(app, tenant, 'viewer');
  expect((await viewer.get<Jobs>('/api/jobs')).items).toHaveLength(1);
  expect(await redeliverCalls(tenant)).toHaveLength(5);
});

test('rows are selected by mouse and key, all that match with one press, and Escape comes back with them', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 500, count: 60 });
  await signIn(page, app, 'operator', '/deliveries?view=list');
  await expect(page.getByRole('main')).toContainText('67 failed in 1 event stream');
  const bar = page.getByRole('region', { name: 'Selection' });
  await rows(page).first().getByRole('checkbox').click();
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar).toContainText('2 selected');
  await expect(rows(page).nth(1).getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('x');
  await expect(bar).toContainText('1 selected');
  await page.getByRole('checkbox', { name: 'Select all shown' }).click();
  await expect(bar).toContainText('50 selected');
  await page.getByRole('button', { name: 'Show older' }).click();
  await expect(rows(page)).toHaveCount(67);
  await expect(bar).toContainText('50 selected');
  await bar.getByRole('button', { name: 'Clear' }).click();
  await expect(bar).toHaveCount(0);
  await page.reload();
  await page.getByRole('checkbox', { name: 'Select all shown' }).click();
  await bar.getByRole('button', { name: 'Select all 67 matching' }).click();
  await expect(bar).toContainText('All 67 matching selected');
  await page.keyboard.press('r');
  await expect(sheet(page)).toContainText('of 67 matching');
  await expect(sheet(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toHaveCount(0);
  await expect(bar).toContainText('All 67 matching selected');
  await bar.getByRole('button', { name: 'Select only the 50 shown' }).click();
  await expect(bar).toContainText('50 selected');
  expect(await redeliverCalls(tenant)).toHaveLength(0);
});

test('story 22, M4: one cause is retried from its group, and when Auth0 limits the rate the job waits and does not fail', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'operator', '/deliveries');
  await page.getByRole('button', { name: /^Retry all 2… 401/ }).click();
  await expect(sheet(page).getByRole('region', { name: 'By cause' })).toContainText(/401 from .*2/);
  const reset = String(Math.ceil(Date.now() / 1_000) + 8);
  await tenant.control('POST', '/troubles', {
    match: { method: 'POST', pathPattern: '*/redeliver/*' },
    respond: { status: 429, headers: { 'x-ratelimit-reset': reset } },
    times: 1,
  });
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/jobs\/1$/);
  await expect(page.getByRole('main')).toContainText(
    /Auth0 limits the rate of requests. The next one goes out in \d s/,
  );
  await expect(state(page, 'running')).toBeVisible();
  await expect(progress(page)).toContainText('2 of 2 answered');
  await expect(state(page, 'done')).toBeVisible();
  expect(await redeliverCalls(tenant)).toHaveLength(3);
});

test('on a phone rows are selected, confirmed over the whole screen, and followed in a line under the header', async ({
  page,
  app,
  tenant,
}) => {
  await slowly(tenant);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, app, 'operator', '/deliveries?view=list');
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole('checkbox', { name: 'Select all shown' }).click();
  expect(await sticksOut(page)).toEqual([]);
  await page.getByRole('button', { name: 'Retry 7…' }).click();
  await expect(sheet(page)).toContainText('of 7 selected');
  expect(await sheet(page).evaluate((element) => element.getBoundingClientRect().width)).toBe(390);
  expect(await sticksOut(page)).toEqual([]);
  await confirm(page, '7 redeliveries');
  await expect(page.getByRole('link', { name: /^Job 1, \d of 7$/ })).toBeVisible();
  expect(await sticksOut(page)).toEqual([]);
  await expect(progress(page)).toContainText('7 of 7 answered');
  await page.goto(`${app.url}/jobs`);
  await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('link', { name: /^Job 1/ })).toBeVisible();
  expect(await sticksOut(page)).toEqual([]);
});

test('a number that no job has leads to a page that says so', async ({ page, app }) => {
  await signIn(page, app, 'viewer', '/jobs');
  await expect(page.getByRole('heading', { name: 'No job has been started yet' })).toBeVisible();
  for (const number of ['41', 'none']) {
    const answer = await page.goto(`${app.url}/jobs/${number}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is no such job' })).toBeVisible();
  }
});
