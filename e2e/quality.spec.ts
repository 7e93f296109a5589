import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { type App, webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, adaId, event } from './sample-events.ts';
import { sticksOut } from './sideways.ts';
import { streams } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

test.use({ seed: 'stories', appEnv: { WEBHOOK_HEADER: 'x-gauge-key: e2e-header-secret' } });

const first = event('user.created', ada(), { id: 'evt_first0000000000000001' });

/** Someone whose identity has the longest names. */
const longId = 'auth0|66f0c1d2e3a4b5c6d7e8f901a2b3';
const longNamed = ada({
  user_id: longId,
  email: 'augusta.ada.king.noel.byron@countess.lovelace.example.test',
  identities: [
    {
      connection: 'Username-Password-Authentication',
      isSocial: false,
      provider: 'auth0',
      user_id: longId.slice(6),
      profileData: { email: 'augusta.ada.king.noel.byron@countess.lovelace.example.test' },
    },
  ],
});

const screens = [
  '/',
  '/?setup',
  '/events',
  '/events?type=user.deleted',
  `/events/${first.id}`,
  `/events/${first.id}?tab=payload`,
  `/events/${first.id}?tab=request`,
  '/deliveries',
  '/deliveries?view=list',
  '/streams',
  `/streams/${streams.webhook.id}`,
  `/streams/${streams.webhook.id}?tab=ledger`,
  '/users',
  `/users/${encodeURIComponent(adaId)}`,
  `/users/${encodeURIComponent(longId)}?tab=identities`,
  '/connectors',
  '/connectors/new',
  '/jobs',
  '/alerts?view=all',
  '/settings/alerts',
  '/jobs/1',
  '/?rejections',
  '/events/evt_unknown',
];

/** Looked at on the phone alone. */
const furtherScreens = [
  `/events/${first.id}?tab=changes`,
  `/events/${first.id}?tab=receipts`,
  '/events?from=2026-01-01&to=2100-01-01&test=hide&outcome=applied',
  `/streams/${streams.webhook.id}?tab=configuration`,
  `/users/${encodeURIComponent(longId)}?tab=profile`,
];

async function fillStore(app: App): Promise<void> {
  await app.post(event('user.created', longNamed));
  await app.post(first, { authorization: `Bearer ${webhookToken}`, 'x-gauge-key': 'wrong' });
  await app.post(first);
  await app.post(event('user.updated', ada({ name: 'Ada L.' }, 10), { seconds: 10 }));
  await app.post(event('user.updated', ada({ name: 'Ada B.' }, 5), { seconds: 5 }));
  await app.post(event('user.created', ada({ user_id: 'auth0|t' }), { test: true }));
  await app.post(
    event('organization.member.role.assigned', { organization: { id: 'org_1' }, user: { user_id: adaId } }),
  );
  await app.post({ ...event('user.updated', ada()), time: 'unreadable' });
}

/** A job that has ended, so that nothing on the screens moves. */
async function finishJob(app: App, tenant: Tenant): Promise<void> {
  const operator = await apiAs(app, tenant, 'operator');
  await expect
    .poll(async () => (await operator.get<{ items: unknown[] }>('/api/deliveries?type=user.updated')).items.length)
    .toBe(2);
  const body = { kind: 'redeliver', input: { filter: { type: ['user.updated'] } } };
  await operator.request('POST', '/api/jobs', { body });
  await expect.poll(async () => (await operator.get<{ state: string }>('/api/jobs/1')).state).toBe('done');
}

async function open(page: Page, app: App, screen: string): Promise<void> {
  await page.goto(app.url + screen);
  await expect(page.locator('main')).toBeVisible();
  // A dialog opens only in the browser, and loads then.
  if (screen.includes('?rejections'))
    await expect(page.getByRole('table', { name: 'Rejected requests' }).getByRole('row')).toHaveCount(2);
}

/** Everything the browser complains about from now on. A page that answers 404 on purpose is no complaint. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    const isOwn404 = message.text().includes('404') && page.url().includes('evt_unknown');
    if (message.type() === 'error' && !isOwn404) complaints.push(`${page.url()}: ${message.text()}`);
  });
  return complaints;
}

/** Sum of unexpected layout shifts, as the browser measures them. */
const layoutShift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            if ('value' in entry && typeof entry.value === 'number') sum += entry.value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );

for (const theme of ['light', 'dark'] as const) {
  test(`in ${theme}, no screen has a serious accessibility finding, a console error or a layout jump`, async ({
    page,
    app,
    tenant,
  }) => {
    // Twenty screens with a full accessibility check each: a machine shared with other work takes minutes.
    test.setTimeout(480_000);
    await fillStore(app);
    await finishJob(app, tenant);
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, app, 'admin');
    const complaints = complaintsOf(page);
    for (const screen of screens) {
      await open(page, app, screen);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      expect(await layoutShift(page), screen).toBeLessThan(0.02);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
      expect(told, screen).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test('at 390 px nothing on any screen is too wide for it, and the tab bar leads to each', async ({
  page,
  app,
  tenant,
}) => {
  test.setTimeout(180_000);
  await fillStore(app);
  await finishJob(app, tenant);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, app, 'admin');
  for (const screen of [...screens, ...furtherScreens]) {
    await open(page, app, screen);
    await expect(page.locator('[aria-busy=true], .skeleton').filter({ visible: true })).toHaveCount(0);
    expect.soft(await sticksOut(page), screen).toEqual([]);
  }
  await page.goto(app.url);
  for (const [name, path] of [
    ['Events', '/events'],
    ['Failed', '/deliveries'],
    ['Users', '/users'],
    ['Overview', '/'],
  ] as const) {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(name) })
      .filter({ visible: true })
      .first()
      .click();
    await expect(page).toHaveURL(app.url + path);
  }
});

test("switching to UTC changes the times and stays after a reload; the zone shown is the browser's own before", async ({
  page,
  app,
}) => {
  await fillStore(app);
  await signIn(page, app, 'viewer', `/events/${first.id}`);
  const zone = page.getByRole('banner').getByText('Europe/Paris');
  await expect(zone).toBeVisible();
  await expect(page.getByRole('main')).toContainText('10:00:00');
  await page
    .getByRole('radio', { name: 'UTC' })
    .or(page.getByRole('button', { name: 'UTC' }))
    .first()
    .click();
  await expect(page.getByRole('main')).toContainText('09:00:00');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('09:00:00');
});

test('every answer carries the headers that keep browsers strict, and every page a fresh nonce', async ({ app }) => {
  const nonces = new Set<string>();
  for (const path of ['/sign-in', '/events', '/api/events', '/nothing-here']) {
    const { headers } = await fetch(app.url + path, { redirect: 'manual' });
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('referrer-policy'), path).toBe('same-origin');
    expect(headers.get('cache-control'), path).toContain('no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("object-src 'none'");
    // No script runs in an answer of the API.
    if (path.startsWith('/api/')) expect(policy).not.toContain('nonce');
    else nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
  }
  expect(nonces.size).toBe(3);
  expect(nonces.has('')).toBe(false);
});
