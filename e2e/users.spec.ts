import { expect, signIn, test } from './fixtures.ts';
import { inTime } from './in-time.ts';
import { ada, adaId, at, event } from './sample-events.ts';

test('story 23: a user changes in place within two seconds, and the filter stays', async ({ page, app }) => {
  for (let index = 0; index < 3; index++) {
    const person = ada({
      user_id: `auth0|other${index}`,
      email: `other${index}@elsewhere.test`,
      name: `Other ${index}`,
    });
    await app.post(event('user.created', person));
  }
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', '/users');
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await page.getByRole('textbox', { name: 'Search users' }).fill('@example.test');
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('main')).toContainText('1 of 4 users');
  await expect(page).toHaveURL(/q=%40example\.test|q=@example\.test/);
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await app.post(event('user.updated', ada({ email: 'countess@example.test' }, 10), { seconds: 10 }));
  await inTime(app, 2_000, () => expect(table).toContainText('countess@example.test'));
  await expect(page.getByRole('textbox', { name: 'Search users' })).toHaveValue('@example.test');
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('the search finds people by the beginning of their e-mail, names and id, and says when nobody matches', async ({
  page,
  app,
}) => {
  await app.post(event('user.created', ada({ name: 'Ada Lovelace' })));
  await app.post(
    event('user.created', ada({ user_id: 'google-oauth2|1129', email: 'grace@elsewhere.test', name: 'Grace Hopper' })),
  );
  await signIn(page, app, 'viewer', '/users');
  const table = page.getByRole('table', { name: 'Users' });
  const search = page.getByRole('textbox', { name: 'Search users' });
  for (const [words, found] of [
    ['love', 'Ada Lovelace'],
    ['GRACE hop', 'Grace Hopper'],
    ['google-oauth2|1', 'Grace Hopper'],
    ['ada@ex', 'Ada Lovelace'],
  ] as const) {
    await search.fill(words);
    await expect(table.getByRole('row')).toHaveCount(2);
    await expect(table).toContainText(found);
  }
  await search.fill('nobody');
  await expect(page.getByText(/No users? match/).first()).toBeVisible();
});

test('a user id with a bar in it works in an address and after a reload', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}`);
  await expect(page.getByRole('main')).toContainText('ada@example.test');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('ada@example.test');
  await page.getByRole('tab', { name: /Profile/ }).click();
  await expect(page.getByRole('main')).toContainText('Username-Password-Authentication');
});

test('a name with a direction override reads as no address, in lists, headings and titles', async ({ page, app }) => {
  const name = 'Eve \u202Egro.elpmaxe@nimda';
  const visible = 'Eve [U+202E]gro.elpmaxe@nimda';
  await app.post(event('user.created', ada({ name })));
  await signIn(page, app, 'viewer', '/users');
  await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: visible }).click();
  await expect(page.getByRole('heading', { level: 2, name: visible })).toBeVisible();
  await expect(page).toHaveTitle(`${visible} · Streamgauge`);
});

test('a former address finds the person and is named in the hit and on their page', async ({ page, app }) => {
  await app.post(event('user.created', ada({ email: 'byron@example.test', name: 'Ada' })));
  await app.post(event('user.updated', ada({ email: 'king@example.test', name: 'Ada' }, 10), { seconds: 10 }));
  await signIn(page, app, 'viewer', '/users?q=byron');
  const row = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1);
  await expect(row).toContainText('king@example.test');
  await expect(row).toContainText('formerly byron@example.test');
  await row.getByRole('link', { name: /Ada/ }).click();
  await expect(page.getByRole('main')).toContainText('formerly byron@example.test');
});

test('a phone shows the address of each user, and each row is one tab stop', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn(page, app, 'viewer', '/users');
  const row = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1);
  await expect(row.getByText('ada@example.test', { exact: true }).filter({ visible: true })).toHaveCount(1);
  await expect(row.locator('a:not([tabindex="-1"]), button:not([tabindex="-1"])')).toHaveCount(1);
});

test('the timeline folds sign-ins, shows seconds and names linked accounts', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  for (const seconds of [1, 2, 3]) {
    const signedIn = ada({ last_login: at(seconds), logins_count: seconds }, seconds);
    await app.post(event('user.updated', signedIn, { seconds }));
  }
  const google = { connection: 'google-oauth2', isSocial: true, provider: 'google-oauth2', user_id: '1129' };
  const linked = ada({ last_login: at(3), logins_count: 3, identities: [...ada().identities, google] }, 4);
  await app.post(event('user.updated', linked, { seconds: 4 }));
  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}`);
  await expect(page).toHaveTitle('Ada · Streamgauge');
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText('google-oauth2|1129 linked');
  await expect(timeline).not.toContainText('[{');
  await expect(timeline).toContainText('3 sign-ins');
  await expect(timeline.getByText(/^\d\d:\d\d:\d\d$/).first()).toBeVisible();
  await expect(timeline.getByRole('link', { name: 'Open user.updated' })).toHaveCount(1);
  await timeline.getByRole('button', { name: 'Show' }).click();
  await expect(timeline.getByRole('link', { name: 'Open user.updated' })).toHaveCount(4);
});

test('the Changes tab of a created event shows the profile, and the tab names type and subject', async ({
  page,
  app,
}) => {
  const created = event('user.created', ada());
  await app.post(created);
  await signIn(page, app, 'viewer', `/events/${created.id}?tab=changes`);
  await expect(page).toHaveTitle('user.created · Ada · Streamgauge');
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes).toContainText('email');
  await expect(changes).toContainText('ada@example.test');
});
