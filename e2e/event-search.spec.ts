import { expect, signIn, test } from './fixtures.ts';
import { ada, adaId, event } from './sample-events.ts';

test('the search box finds an event by id and a person’s events by address, and the chart follows', async ({
  page,
  app,
}) => {
  const created = event('user.created', ada({ email: 'byron@example.test' }));
  await app.post(created);
  await app.post(event('user.updated', ada({ email: 'king@example.test' }, 10), { seconds: 10 }));
  await app.post(event('user.created', ada({ user_id: 'auth0|other', email: 'other@example.test', name: 'Other' })));
  await signIn(page, app, 'viewer', '/events');
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  const search = page.getByRole('textbox', { name: 'Search events' });
  await search.fill('byron@example.test\u200B');
  await expect(rows).toHaveCount(3);
  await search.fill(created.id);
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`q=${created.id}`));
  await page.reload();
  await expect(rows).toHaveCount(2);
  await expect(search).toHaveValue(created.id);
  const { buckets } = await page.evaluate(
    async (id) => (await (await fetch(`/api/events/histogram?q=${id}`)).json()) as { buckets: { counts: object }[] },
    created.id,
  );
  const sum = buckets.flatMap(({ counts }) => Object.values(counts) as number[]).reduce((a, b) => a + b, 0);
  expect(sum).toBe(1);
  await search.fill('nobody at all');
  await expect(page.getByText('The search takes an event id')).toBeVisible();
});

test('the page of a user leads to all their events', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await app.post(event('user.created', ada({ user_id: 'auth0|other', name: 'Other' })));
  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}`);
  await page.getByRole('link', { name: 'All events of this user' }).click();
  await expect(page).toHaveURL(/subject=/);
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(2);
});
