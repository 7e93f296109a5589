import { expect, signIn, test } from './fixtures.ts';
import { ada, adaId, event } from './sample-events.ts';

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
  await expect(table).toContainText('countess@example.test', { timeout: 2000 });
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
