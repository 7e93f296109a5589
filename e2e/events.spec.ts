import { type App, webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { inTime } from './in-time.ts';
import { ada, adaId, event } from './sample-events.ts';

const created = event('user.created', ada(), { id: 'evt_created00000000000001' });
const atTen = event('user.updated', ada({ name: 'Ada L.' }, 10), { id: 'evt_updatedAtTen000000010', seconds: 10 });
const atFive = event('user.updated', ada({ name: 'Ada B.' }, 5), { id: 'evt_updatedAtFive00000005', seconds: 5 });

async function postAll(app: App, ...events: unknown[]): Promise<void> {
  for (const body of events) expect((await app.post(body)).status).toBe(204);
}

test('story 5: rejected requests leave the list alone and are told on the overview, without body or token', async ({
  page,
  app,
}) => {
  const body = event('user.created', ada({ name: 'canary-name' }));
  expect((await app.post(body, {})).status).toBe(401);
  expect((await app.post(body, { authorization: 'Bearer canary-token' })).status).toBe(401);
  await postAll(app, created);
  await signIn(page, app, 'admin', '/events');
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(2);
  await page.goto(app.url);
  await page.getByText('2 requests rejected').first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row')).toHaveCount(3);
  await expect(dialog.getByText('The presented credential is wrong')).toBeVisible();
  expect(await page.content()).not.toContain('canary');
});

test('story 6: an event that arrives shows on open screens within two seconds, without reload', async ({
  page,
  app,
  context,
}) => {
  await postAll(app, event('user.created', ada({ user_id: 'auth0|before', name: 'Before' })));
  await signIn(page, app, 'admin', '/events');
  const users = await context.newPage();
  await users.goto(`${app.url}/users`);
  await expect(users.getByRole('table', { name: 'Users' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await expect(users.getByRole('button', { name: /Live/ })).toBeVisible();
  await page.bringToFront();
  const table = page.getByRole('table', { name: 'Events' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await postAll(app, created);
  const row = table.getByRole('row').nth(1);
  await inTime(app, 2_000, async () => {
    await expect(row).toContainText('Ada');
    await expect(users.getByRole('table', { name: 'Users' })).toContainText('ada@example.test');
  });
  await expect(row).toContainText('user.created');
  await expect(row).toContainText('created');
  await expect(row).toContainText('applied');
  await expect(page.getByRole('status').filter({ hasText: '1 new event' })).toBeAttached();
});

test('while paused nothing moves, and resuming shows what came meanwhile', async ({ page, app }) => {
  await postAll(app, created);
  await signIn(page, app, 'admin', '/events?last=1h');
  const table = page.getByRole('table', { name: 'Events' });
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await page.keyboard.press('l');
  await postAll(app, atTen);
  await expect(page.getByRole('button', { name: 'Paused 1 waiting' })).toBeVisible();
  await postAll(app, atFive, event('user.created', ada({ user_id: 'auth0|other', email: 'other@example.test' })));
  await expect(page.getByRole('button', { name: 'Paused 3 waiting' })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('l');
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
});

test('what waits is counted from the pause on, however old the figures are, and on the next screen too', async ({
  page,
  app,
}) => {
  await page.clock.install();
  await postAll(app, created);
  await signIn(page, app, 'admin', '/events');
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await page.keyboard.press('l');
  await page.clock.fastForward(60_000);
  await postAll(app, atTen);
  const state = page.getByRole('button', { name: 'Paused 1 waiting' });
  await expect(state).toBeVisible();
  await page.clock.fastForward(60_000);
  await page.getByRole('link', { name: 'Event streams' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Event streams' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/event stream/);
  await expect(state).toBeVisible();
});

test('a burst behind an open event is told as more than a page holds', async ({ page, app }) => {
  await postAll(app, created);
  await signIn(page, app, 'admin', '/events');
  const table = page.getByRole('table', { name: 'Events' });
  await table.getByRole('row').nth(1).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(created.id));
  const burst = Array.from({ length: 55 }, (_, index) => event('user.updated', ada({ name: `Ada ${index}` }, index)));
  await postAll(app, ...burst);
  await expect(page.getByRole('button', { name: /^50\+ new/ })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('story 14: a part of the chart is chosen by dragging and by key, narrows the list, and is left by its button', async ({
  page,
  app,
}) => {
  // The bars are quarters of an hour, and the events have to be in the newest one until the end.
  const leftMs = 15 * 60_000 - (Date.now() % (15 * 60_000));
  if (leftMs < 60_000) await new Promise((resolve) => setTimeout(resolve, leftMs));
  await postAll(app, created, atTen, atFive);
  await signIn(page, app, 'admin', '/events?last=24h');
  const main = page.getByRole('main');
  const bars = page.getByRole('toolbar', { name: /^Bars/ }).filter({ visible: true });
  await expect(bars.getByRole('button')).toHaveCount(96);
  const reset = page.getByRole('button', { name: 'Reset zoom' });

  const empty = await bars.getByRole('button').nth(10).boundingBox();
  const next = await bars.getByRole('button').nth(12).boundingBox();
  if (!empty || !next) throw new Error('The chart has no bars');
  await page.mouse.move(empty.x + 2, empty.y + 40);
  await page.mouse.down();
  await page.mouse.move(next.x + 2, next.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page.getByText(/No events? match/).first()).toBeVisible();
  await reset.click();
  await expect(page).toHaveURL(/\/events\?last=24h$/);
  await expect(main).toContainText('3 events');

  const newest = bars.getByRole('button').last();
  await newest.focus();
  await expect(newest).toHaveAccessibleName(/3 events/);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(main.getByText('Enter to zoom')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(main).toContainText('3 events');
  // Half an hour in bars of 30 s; the focus is still on a bar.
  await expect(bars.getByRole('button')).toHaveCount(60);
  await expect(bars.locator(':focus')).toHaveCount(1);
  await expect(page.getByRole('region', { name: /by outcome, 3 events/ })).toBeVisible();
  await reset.press('Enter');
  await expect(page).toHaveURL(/\/events\?last=24h$/);
  await expect(reset).toBeHidden();
  await page.keyboard.press('Tab');
  await expect(main.locator(':focus')).toBeVisible();
});

test('story 14: a range is written by date and time, in the zone that times are shown in', async ({ page, app }) => {
  const minute = 60_000;
  const half = minute / 2;
  // Whole minutes and others, whenever this runs.
  const began = Math.floor(Date.now() / minute) * minute;
  await postAll(app, created);
  await signIn(page, app, 'admin', '/events');
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  const received = page.getByRole('button', { name: /^Received/ });
  // A browser leaves the seconds of a whole minute out.
  const inParis = (ms: number) =>
    new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).replace(' ', 'T').replace(/:00$/, '');
  const apply = async (from: number, to: number) => {
    await page.getByLabel('From').fill(inParis(from));
    await page.getByLabel('To', { exact: true }).fill(inParis(to));
    await page.getByRole('button', { name: 'Apply' }).click();
  };

  await received.click();
  await apply(began + minute, began - half);
  await expect(page.getByRole('alert').filter({ hasText: 'The end must be later than' })).toBeVisible();
  await expect(page).toHaveURL(/\/events$/);
  await apply(began - minute, began + 3 * minute + half);
  await expect(received).toBeFocused();
  const url = new URL(page.url());
  expect([url.searchParams.get('from'), url.searchParams.get('to')].map((text) => Date.parse(text ?? ''))).toEqual([
    began - minute,
    began + 3 * minute + half,
  ]);
  await expect(rows).toHaveCount(2);

  await received.click();
  await expect(page.getByLabel('From')).toHaveValue(inParis(began - minute));
  await expect(page.getByLabel('To', { exact: true })).toHaveValue(inParis(began + 3 * minute + half));
  await apply(began - 3 * minute, began - 2 * minute + half);
  await expect(page.getByText(/No events? match/).first()).toBeVisible();
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Remove filter Received' }).click();
  await expect(rows).toHaveCount(2);
  await expect(received).toBeFocused();
});

test('story 7: the same event again is one row with two receipts', async ({ page, app }) => {
  await postAll(app, created, created);
  await signIn(page, app, 'admin', '/events');
  const table = page.getByRole('table', { name: 'Events' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(table.getByRole('row').nth(1)).toContainText('2 receipts');
  await page.goto(`${app.url}/events/${created.id}?tab=receipts`);
  const receipts = page.getByRole('table', { name: 'Receipts' });
  await expect(receipts.getByRole('row')).toHaveCount(3);
  await expect(receipts.getByRole('row').nth(1)).toContainText('duplicate');
  await page.goto(`${app.url}/users/${encodeURIComponent(adaId)}`);
  await expect(page.getByText('Versions').locator('..')).toContainText('1');
});

test('story 8: an event that is late changes history and not the present', async ({ page, app }) => {
  await postAll(app, created, atTen, atFive);
  await signIn(page, app, 'admin', `/users/${encodeURIComponent(adaId)}`);
  await expect(page.getByRole('main').getByText('Ada L.').first()).toBeVisible();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  const entries = timeline.getByRole('listitem').filter({ has: page.getByRole('link') });
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(0)).toContainText(/Ada B\..*Ada L\./);
  await expect(entries.nth(1)).toContainText(/Ada.*Ada B\./);
  await expect(entries.nth(1)).toContainText('late');
  await expect(entries.nth(2)).toContainText('created');
});

test('story 9: a late update does not bring a deleted user back', async ({ page, app }) => {
  const deleted = event('user.deleted', { ...ada(), deleted_at: '2026-11-20T09:00:20.000Z' }, { seconds: 20 });
  const late = event('user.updated', ada({ name: 'Ada back' }, 15), { seconds: 15 });
  await postAll(app, created, deleted, late);
  await signIn(page, app, 'admin', '/users');
  await expect(page.getByText('ada@example.test')).toHaveCount(0);
  await page.goto(`${app.url}/users?deleted=only`);
  const row = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1);
  await expect(row).toContainText('Ada');
  await expect(row).toContainText('deleted');
  await row.getByRole('link').first().click();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText('Ada back');
});

test('story 10: an unknown type is kept, shown with its raw name, and counted in the type filter', async ({
  page,
  app,
}) => {
  await postAll(app, event('organization.future_thing', { id: 'org_1' }));
  await signIn(page, app, 'admin', '/events');
  const row = page.getByRole('table', { name: 'Events' }).getByRole('row').nth(1);
  await expect(row).toContainText('organization.future_thing');
  await expect(row).toContainText('recorded');
  await page.getByRole('button', { name: /^Type/ }).click();
  const option = page
    .getByRole('dialog', { name: 'Type' })
    .getByRole('listitem')
    .filter({
      has: page.getByRole('checkbox', { name: /organization\.future_thing/ }),
    });
  await expect(option).toHaveText(/organization\.future_thing\s*1$/);
});

test('story 16: the detail tells what changed, steps by key, keeps the secret, and copies a command that replays', async ({
  page,
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await postAll(app, created, atTen, event('user.updated', ada({ nickname: 'countess' }, 30), { seconds: 30 }));
  await signIn(page, app, 'admin', `/events/${atTen.id}?tab=changes`);
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes).toContainText(/name.*Ada L\./s);
  await expect(changes).not.toContainText('nickname');
  await page.keyboard.press('j');
  await expect(page).toHaveURL(new RegExp(`/events/${created.id}`));
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/events/${atTen.id}`));
  await page.goto(`${app.url}/events/${atTen.id}?tab=request`);
  await expect(page.getByRole('main')).toContainText('redacted');
  expect(await page.content()).not.toContain(webhookToken);
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'Copy as cURL' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).not.toContain(webhookToken);
  expect(command).toContain('$TOKEN');
  const replay = await runInShell(`${command} -s -o /dev/null -w '%{http_code}'`, webhookToken);
  expect(replay).toBe('204');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/events(\?|$)/);
});

async function runInShell(command: string, token: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { env: { ...process.env, TOKEN: token } });
  return stdout;
}

test('story 16: an unknown event is a 404 page that says why it may be missing', async ({ page, app }) => {
  await signIn(page, app, 'admin');
  const response = await page.goto(`${app.url}/events/evt_doesNotExist`);
  expect(response?.status()).toBe(404);
  await expect(page.getByText('It was never received here, or it was removed from this database.')).toBeVisible();
});
