import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, adaId, event } from './sample-events.ts';

const big = '9007199254740993';
const next = '9007199254740995';
const long = '0.1000000000000000055511151231257827';

/** Ada's event with members written letter by letter, as no object of JavaScript could say them. */
function body(type: string, members: string, options: { id?: string; seconds?: number } = {}): string {
  return JSON.stringify(event(type, ada({}, options.seconds), options)).replace('"user_id"', `${members},"user_id"`);
}

test('numbers keep their digits in profile, changes, payload and API, and one digit makes other content', async ({
  page,
  app,
  tenant,
}) => {
  const metadata = (n: string) => `"user_metadata":{"n":${n},"list":[1.0,-0,1e400,${long}]},"logins_count":${n}`;
  await app.post(body('user.created', metadata(big)));
  const update = await app.post(body('user.updated', metadata(next), { id: 'evt_update', seconds: 10 }));
  expect([update.status, update.headers.get('x-event-result')]).toEqual([204, null]);
  const respelled = body('user.updated', metadata(`${next}.0`), { id: 'evt_update', seconds: 10 });
  expect((await app.post(respelled)).headers.get('x-event-result')).toBe('duplicate');
  const other = body('user.updated', metadata('9007199254740996'), { id: 'evt_update', seconds: 10 });
  expect((await app.post(other)).headers.get('x-event-result')).toBe('conflict');

  const api = await apiAs(app, tenant, 'viewer');
  const user = await (await api.request('GET', `/api/users/${encodeURIComponent(adaId)}`)).text();
  expect(user).toContain(`"user_metadata":{"n":${next},"list":[1.0,-0,1e400,${long}]}`);
  expect(user).toContain('"loginsCount":null');
  const view = await (await api.request('GET', '/api/events/evt_update')).text();
  expect(view).toContain(`{"field":"user_metadata.n","before":${big},"after":${next}}`);

  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}?tab=profile`);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.reload();
  const main = page.getByRole('main');
  await expect(main.getByRole('region', { name: 'Fields' })).toContainText(
    `{"n":${next},"list":[1.0,-0,1e400,${long}]}`,
  );
  const tree = main.getByRole('tree', { name: 'Profile' });
  for (const digits of [next, '1.0', '-0', '1e400', long]) await expect(tree.getByText(digits).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(main.getByRole('list', { name: 'Timeline' })).toContainText(`user_metadata.n${big} to ${next}`);
  // What came with the page and what the browser fetches must be alike.
  await app.post(body('user.updated', metadata('9007199254740997'), { seconds: 20 }));
  await expect(main.getByRole('list', { name: 'Timeline' })).toContainText(`${next} to 9007199254740997`);

  await page.goto(`${app.url}/events/evt_update`);
  await expect(main.getByRole('region', { name: 'Changes' })).toContainText(next);
  await expect(main.getByRole('region', { name: 'Changes' })).toContainText(big);
  await page.goto(`${app.url}/events/evt_update?tab=payload`);
  await expect(main.getByRole('tree', { name: 'Payload' })).toContainText(`"logins_count":${next}`);
  expect(complaints).toEqual([]);
});

test('the tree of a payload is walked with the keyboard, and copying a profile copies its digits', async ({
  page,
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.post(body('user.created', `"user_metadata":{"n":${big},"deep":{"deeper":{"deepest":[-0]}}}`));
  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}?tab=profile`);
  await page.getByRole('button', { name: 'Copy profile as JSON' }).click();
  await expect(page.getByRole('button', { name: 'Copy profile as JSON' })).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`"n": ${big},`);
  await page.keyboard.press('Tab');
  const tree = page.getByRole('tree', { name: 'Profile' });
  const root = tree.getByRole('treeitem').first();
  await expect(root).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(root).toHaveAttribute('aria-expanded', 'false');
  await expect(tree.getByRole('treeitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(root).toHaveAttribute('aria-expanded', 'true');
  const deeper = tree.getByRole('treeitem').filter({ hasText: /^▸"deeper"/ });
  await deeper.focus();
  await expect(tree.getByText('-0')).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem').filter({ hasText: /^-0$/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(root).toBeFocused();
});
