import { type Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

/** Browsers offer the clipboard to https and localhost only; over plain http `navigator.clipboard` is not there. */
const withoutClipboard = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));

test('over plain http texts are copied too, and the button says so', async ({ page, app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const created = event('user.created', ada());
  await app.post(created);
  await withoutClipboard(page);
  await signIn(page, app, 'viewer', `/events/${created.id}`);
  await page.getByRole('button', { name: 'Copy event id' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied event id' })).toBeAttached();
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'Copy as JSON' }).click();
  await expect(page.getByText('Copied as JSON', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Copy event id' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied event id' })).toBeAttached();
  await page.goto(`${app.url}/events`);
  const search = page.getByRole('textbox', { name: 'Search events' });
  await search.focus();
  await page.keyboard.press('Control+V');
  await expect(search).toHaveValue(created.id);
});

test('where the browser allows no copying, the page says what to do instead', async ({ page, app }) => {
  const created = event('user.created', ada());
  await app.post(created);
  await withoutClipboard(page);
  await page.addInitScript(() => Object.defineProperty(document, 'execCommand', { value: () => false }));
  await signIn(page, app, 'viewer', `/events/${created.id}`);
  await page.getByRole('button', { name: 'Copy event id' }).first().click();
  await expect(page.getByText('Not copied', { exact: true })).toBeVisible();
  await expect(page.getByText('Select the text and copy it by hand.').first()).toBeVisible();
});
