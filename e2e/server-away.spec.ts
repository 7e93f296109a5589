import { type Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const away = (page: Page) => page.getByRole('alert').filter({ hasText: 'The server does not answer.' });

/** Marks the document, so that a reload shows. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameDocument: true }));
const isMarked = (page: Page) => page.evaluate(() => 'sameDocument' in window);

test('a link that is followed while the server is down leads to its page once the server is back', async ({
  page,
  app,
}) => {
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('user.created');
  await mark(page);
  await app.stop('SIGKILL');
  await main(page).getByRole('link', { name: 'Users' }).click();
  await expect(away(page)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('user.created');
  await app.start();
  await expect(page.getByRole('table', { name: 'Users' })).toContainText('ada@example.test');
  await expect(page).toHaveURL(`${app.url}/users`);
  await expect(away(page)).toBeHidden();
  expect(await isMarked(page)).toBe(true);
});

test('a proxy that answers for a server that is away takes no tab either', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('user.created');
  await mark(page);
  let answered = 0;
  await page.route(
    (url) => url.origin === app.url,
    (route) => {
      answered += 1;
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' });
    },
  );
  await main(page).getByRole('link', { name: 'Users' }).click();
  await expect(away(page)).toBeVisible();
  await expect(page.getByText('502 Bad Gateway')).toHaveCount(0);
  expect(answered).toBeGreaterThan(0);
  await page.unrouteAll();
  await expect(page.getByRole('table', { name: 'Users' })).toContainText('ada@example.test');
  expect(await isMarked(page)).toBe(true);
});
