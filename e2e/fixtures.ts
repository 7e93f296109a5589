import { type Page, test as base } from '@playwright/test';
import { App, type Entry } from './app.ts';
import { Tenant } from './tenant.ts';

export { expect } from '@playwright/test';

export interface World {
  tenant: Tenant;
  app: App;
}

export interface Options {
  entry: Entry;
  /** What the simulated tenant starts with. */
  seed: 'empty' | 'stories' | 'demo';
  /** Scopes that the tenant grants; null: all. */
  scopes: string[] | null;
  /** Settings of the server that differ from the usual ones. */
  appEnv: Record<string, string>;
}

/** The simulator's first webhook stream posts to this test's server with this test's secret. */
async function pointStreamsAt(tenant: Tenant, app: App, token: string): Promise<void> {
  await tenant.control('POST', '/stream', { url: `${app.url}/webhook`, token });
}

export const test = base.extend<Options & { world: World; tenant: Tenant; app: App }>({
  entry: ['server', { option: true }],
  seed: ['empty', { option: true }],
  scopes: [null, { option: true }],
  appEnv: [{}, { option: true }],
  world: async ({ entry, seed, scopes, appEnv }, use, testInfo) => {
    const tenant = await Tenant.create(seed);
    const app = await App.create(tenant.url, { overrides: appEnv, entry }, async (starting) => {
      await pointStreamsAt(tenant, starting, 'e2e-webhook-token-current');
      if (scopes !== null) await tenant.control('PATCH', '/config', { scopes });
    });
    try {
      await use({ tenant, app });
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('server log', { body: app.output });
    } finally {
      await app.dispose();
      await tenant.dispose();
    }
  },
  tenant: async ({ world }, use) => use(world.tenant),
  app: async ({ world }, use) => use(world.app),
});

export const people = {
  admin: /Mara Lindqvist/,
  operator: /Otto Berg/,
  viewer: /Vera Nyman/,
  guest: /Gus Holm/,
  unverified: /Uma Falk/,
  claims: /Clara Voss/,
  groups: /Greta Ek/,
  denied: /Dag Ros/,
} as const;

/** Signs in through the real pages, starting at `path`, and waits until that page is back. */
export async function signIn(page: Page, app: App, who: keyof typeof people, path = '/'): Promise<void> {
  await page.goto(app.url + path);
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await page.getByRole('button', { name: people[who] }).click();
  await page.waitForURL((url) => url.origin === app.url);
}
