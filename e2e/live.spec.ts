import { type BrowserContext, type Page } from '@playwright/test';
import { App } from './app.ts';
import { expect, people, signIn, test } from './fixtures.ts';
import { Line } from './frozen-line.ts';
import { ada, event } from './sample-events.ts';

const live = (page: Page) => page.getByRole('button', { name: /Live/ });
const rowOf = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);

/** Tabs of the browser that open live connections, in the order in which they do. */
function connectionsOf(context: BrowserContext): Page[] {
  const pages: Page[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') pages.push(request.frame().page());
  });
  return pages;
}

test('eight visible tabs share one connection, all follow, and another takes over when its tab closes', async ({
  app,
  context,
  page,
}) => {
  const connections = connectionsOf(context);
  await signIn(page, app, 'viewer', '/events');
  const tabs = [page, ...(await Promise.all(Array.from({ length: 7 }, () => context.newPage())))];
  for (const tab of tabs.slice(1)) await tab.goto(`${app.url}/events`);
  for (const tab of tabs) await expect(live(tab)).toBeVisible();
  await expect.poll(() => connections.length).toBe(1);

  const first = event('user.created', ada());
  expect((await app.post(first)).status).toBe(204);
  for (const tab of tabs) await expect(rowOf(tab, first.id)).toBeVisible();
  expect(connections).toHaveLength(1);

  const connected = connections[0];
  if (connected === undefined) throw new Error('No tab is connected');
  await connected.close();
  await expect.poll(() => connections.length).toBe(2);
  const second = event('user.updated', ada({ name: 'Ada B.' }, 5), { seconds: 5 });
  expect((await app.post(second)).status).toBe(204);
  for (const tab of tabs.filter((one) => one !== connected)) await expect(rowOf(tab, second.id)).toBeVisible();
  expect(connections).toHaveLength(2);
});

test('a tab opened in the background connects only when it is looked at', async ({ app, context, page }) => {
  await signIn(page, app, 'viewer', '/events');
  const hidden = await context.newPage();
  // Chromium without a window shows every tab; what the page asks is answered as in a background tab.
  await hidden.addInitScript(() => {
    let isHidden = true;
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
    Object.assign(globalThis, {
      show: () => {
        isHidden = false;
        document.dispatchEvent(new Event('visibilitychange'));
      },
    });
  });
  await page.close();
  const connections = connectionsOf(context);
  await hidden.goto(`${app.url}/events`);
  await expect(hidden.getByRole('heading', { name: 'Events' })).toBeVisible();
  await hidden.waitForLoadState('networkidle');
  expect(connections).toEqual([]);
  await hidden.evaluate(() => {
    const { show } = globalThis as unknown as { show: () => void };
    show();
  });
  await expect.poll(() => connections.length).toBe(1);
});

test('a browser that cannot share a connection asks for the numbers, holds no stream, and follows', async ({
  app,
  page,
}) => {
  // As on plain http with a name: Web Locks exist in secure contexts only.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const kinds: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') kinds.push(request.headers().accept);
  });
  await signIn(page, app, 'viewer', '/events');
  await expect(live(page)).toBeVisible();
  const first = event('user.created', ada());
  await app.post(first);
  await expect(rowOf(page, first.id)).toBeVisible();
  expect(new Set(kinds)).toEqual(new Set(['application/json']));
});

test('a connection that goes silent without closing is replaced within 45 s, and the page catches up', async ({
  tenant,
  page,
}) => {
  let port = 0;
  const line = await Line.open(() => port);
  const app = await App.create(tenant.url, { overrides: { APP_BASE_URL: line.url } });
  port = Number(new URL(app.url).port);
  try {
    await page.goto(`${line.url}/events`);
    await page.getByRole('link', { name: 'Continue with Auth0' }).click();
    await page.getByRole('button', { name: people.viewer }).click();
    await page.waitForURL((url) => url.origin === line.url);
    await expect(live(page)).toBeVisible();
    const first = event('user.created', ada());
    await app.post(first);
    await expect(rowOf(page, first.id)).toBeVisible();
    line.freeze();
    const second = event('user.updated', ada({ name: 'Ada B.' }, 5), { seconds: 5 });
    await app.post(second);
    await expect(rowOf(page, second.id)).toBeVisible({ timeout: 45_000 });
    await expect(live(page)).toBeVisible();
  } finally {
    await app.dispose();
    await line.close();
  }
});
