import { type Page } from '@playwright/test';
import { App } from './app.ts';
import { expect, people, test as base } from './fixtures.ts';
import { Nginx } from './nginx.ts';
import { ada, event } from './sample-events.ts';
import { Tenant } from './tenant.ts';

interface Proxied {
  app: App;
  nginx: Nginx;
}

const test = base.extend<{ proxied: Proxied }>({
  proxied: async ({}, use) => {
    const tenant = await Tenant.create('empty');
    const nginx = await Nginx.prepare();
    const overrides = { APP_BASE_URL: nginx.url, ACCESS_ROLES_CLAIM: 'https://streamgauge.dev/roles' };
    const app = await App.create(tenant.url, { overrides });
    try {
      await nginx.start(app.url);
      await use({ app, nginx });
    } finally {
      await nginx.dispose();
      await app.dispose();
      await tenant.dispose();
    }
  },
});

async function signInAt(page: Page, url: string, who: keyof typeof people): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await page.getByRole('button', { name: people[who] }).click();
  await page.waitForURL((target) => target.href.startsWith(url));
}

for (const who of ['viewer', 'groups'] as const) {
  test(`behind nginx as Debian installs it, ${who} signs in, sees every screen move, and signs out`, async ({
    page,
    proxied: { app, nginx },
  }) => {
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await signInAt(page, `${nginx.url}/events`, who);
    await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
    await app.post(event('user.created', ada()));
    await expect(page.getByRole('table', { name: 'Events' })).toContainText('user.created');
    for (const path of ['/', '/users', '/streams', '/deliveries']) {
      const answer = await page.goto(nginx.url + path);
      expect(answer?.status(), path).toBe(200);
    }
    expect(failed).toEqual([]);
    await page.getByRole('button', { name: people[who] }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
    // A request of the page that is being left may still ask: without a session it is refused, and nothing else fails.
    expect(failed.filter((answer) => !answer.startsWith('401 '))).toEqual([]);
  });
}

test('a sign-in that Auth0 denies is explained behind nginx too', async ({ page, proxied: { nginx } }) => {
  await page.goto(`${nginx.url}/users`);
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await page.getByRole('button', { name: people.denied }).click();
  await expect(page.getByRole('alert').first()).toContainText('Please verify your e-mail address first');
});
