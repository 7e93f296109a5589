import Database from 'better-sqlite3';
import { apiAs } from './api.ts';
import { expect, people, signIn, test } from './fixtures.ts';
import { exchange } from './exchange.ts';

const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };

test.describe('with a roles claim', () => {
  test.use({ appEnv: { ACCESS_ROLES_CLAIM: 'https://streamgauge.dev/roles' } });

  test('every head stays below 3 kB and all cookies below 2 kB, with 140 groups in the token too', async ({
    app,
    tenant,
  }) => {
    for (const who of ['claims', 'groups'] as const) {
      const person = await apiAs(app, tenant, who);
      expect(await person.get('/api/me')).toMatchObject({ grantedBy: 'ACCESS_ROLES_CLAIM' });
      expect(person.cookie.length, who).toBeLessThan(2_048);
      for (const path of [
        '/',
        '/events',
        '/users',
        '/streams',
        '/deliveries',
        '/sign-in',
        '/api/me',
        '/nothing-here',
      ]) {
        const answer = await exchange(app.url + path, { headers: { ...navigation, cookie: person.cookie } });
        expect(answer.headBytes, `${path} as ${who}`).toBeLessThan(3_072);
      }
      const long = `/auth/login?returnTo=${encodeURIComponent(`/events?type=${'user.created,'.repeat(100)}`)}`;
      const login = await exchange(app.url + long, { headers: { ...navigation, cookie: person.cookie } });
      expect(login.headBytes, who).toBeLessThan(3_072);
    }
  });

  test('sign-ins that are given up do not add up, whatever page each asked for', async ({ page, app, context }) => {
    for (let turn = 0; turn < 8; turn += 1) {
      await page.goto(`${app.url}/auth/login?returnTo=${encodeURIComponent(`/events?type=${'a'.repeat(turn * 90)}`)}`);
    }
    const ours = (await context.cookies(app.url)).filter(({ name }) => name.startsWith(`sg${new URL(app.url).port}_`));
    expect(ours.reduce((sum, { name, value }) => sum + name.length + value.length + 3, 0)).toBeLessThanOrEqual(2_048);
    await signIn(page, app, 'groups', '/users');
    await expect(page).toHaveURL(`${app.url}/users`);
  });
});

test('cookies of other applications that swell the head to 40 kB lock nobody out of signing out', async ({
  app,
  tenant,
}) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const foreign = Array.from({ length: 10 }, (_, index) => `other${index}=${'x'.repeat(4_000)}`).join('; ');
  const headers = { cookie: `${foreign}; ${viewer.cookie}`, origin: app.url, 'sec-fetch-site': 'same-origin' };
  const answer = await exchange(`${app.url}/auth/logout`, { method: 'POST', headers });
  expect(answer.status).toBe(303);
  expect((await viewer.request('GET', '/api/me')).status).toBe(401);
});

test('cookies of another application of the same library are neither read nor deleted', async ({
  app,
  page,
  context,
}) => {
  const foreign = ['__session', '__session__0', '__txn_abc', 'appSession', 'appSession.0', '__FC_0'];
  await context.addCookies(foreign.map((name) => ({ name, value: 'theirs', url: app.url })));
  await signIn(page, app, 'viewer', '/events');
  await page.goto(`${app.url}/users`);
  await page.getByRole('button', { name: /Vera Nyman/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
  const left = await context.cookies(app.url);
  const theirs = left.filter(({ value }) => value === 'theirs').map(({ name }) => name);
  expect(theirs.sort()).toEqual([...foreign].sort());
  expect(left.some(({ name }) => name.endsWith('_session') && name.startsWith('sg'))).toBe(false);
});

test('a kept session cookie opens nothing after sign-out, nor after a restart', async ({ app, tenant }) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const other = await apiAs(app, tenant, 'viewer');
  await viewer.request('POST', '/auth/logout');
  expect((await viewer.request('GET', '/api/events')).status).toBe(401);
  const page = await exchange(`${app.url}/events`, { headers: { ...navigation, cookie: viewer.cookie } });
  expect(page.status).toBe(307);
  expect(page.headers['set-cookie']).toBeUndefined();
  await app.stop();
  await app.start();
  expect((await viewer.request('GET', '/api/events')).status).toBe(401);
  expect((await other.request('GET', '/api/events')).status).toBe(200);
});

test('signing out works while nothing can be written, and while Auth0 is away', async ({ app, tenant }) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const operator = await apiAs(app, tenant, 'operator');
  const database = new Database(app.database);
  database.exec('BEGIN EXCLUSIVE');
  try {
    expect((await viewer.request('POST', '/auth/logout')).status).toBe(303);
  } finally {
    database.exec('ROLLBACK');
    database.close();
  }
  expect((await viewer.request('GET', '/api/events')).status).toBe(401);
  await tenant.dispose();
  await app.stop();
  await app.start();
  const answer = await operator.request('POST', '/auth/logout');
  expect(answer.status).toBe(303);
  expect(new URL(answer.headers.get('location') ?? '', app.url).pathname).toBe('/sign-in');
  expect((await operator.request('GET', '/api/events')).status).toBe(401);
});

test('no other site can sign a person out', async ({ app, tenant, page }) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const wishes: [string, Record<string, string>][] = [
    ['GET', { 'sec-fetch-site': 'cross-site' }],
    ['GET', { 'sec-fetch-site': 'same-site' }],
    ['GET', {}],
    ['POST', { origin: 'https://evil.example' }],
    ['POST', { origin: 'null' }],
    ['POST', { 'sec-fetch-site': 'cross-site' }],
  ];
  for (const [method, headers] of wishes) {
    const answer = await viewer.request(method, '/auth/logout', { headers });
    expect(answer.headers.get('location'), JSON.stringify([method, headers])).toBe('/sign-out');
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  expect((await viewer.request('GET', '/api/me')).status).toBe(200);

  await signIn(page, app, 'viewer');
  // 127.0.0.1 is another site than localhost.
  await page.goto(app.url.replace('localhost', '127.0.0.1').concat('/sign-in'));
  await page.evaluate((target) => {
    window.location.href = target;
  }, `${app.url}/auth/logout`);
  await expect(page.getByRole('heading', { name: 'Sign out of Streamgauge?' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
});

test('after sign-out only an address of this application is returned to', async ({ app, tenant }) => {
  for (const [wanted, expected] of [
    ['/users', '/users'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
  ] as const) {
    const viewer = await apiAs(app, tenant, 'viewer');
    const answer = await viewer.request('POST', `/auth/logout?returnTo=${encodeURIComponent(wanted)}`);
    const target = new URL(answer.headers.get('location') ?? '').searchParams.get('post_logout_redirect_uri');
    expect(new URL(target ?? '').href).toBe(new URL(expected, app.url).href);
  }
});

test('a session cookie that cannot be read is no session, and signing in replaces it', async ({
  app,
  page,
  context,
}) => {
  const name = `sg${new URL(app.url).port}_session`;
  for (const value of ['x', 'a.b.c.d.e', `${Buffer.from('{"alg":"none"}').toString('base64url')}..x.y.z`]) {
    await context.addCookies([{ name, value, url: app.url }]);
    await page.goto(`${app.url}/events`);
    await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
  }
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('button', { name: people.viewer })).toBeVisible();
});

test('opening a page prolongs the session over plain http on a network too; a background request does not', async ({
  app,
  tenant,
}) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const set = async (headers: Record<string, string>) =>
    (await exchange(`${app.url}/events`, { headers: { ...headers, cookie: viewer.cookie } })).headers['set-cookie'];
  expect(await set({ accept: 'text/html,application/xhtml+xml' })).toHaveLength(1);
  expect(await set(navigation)).toHaveLength(1);
  expect(await set({ accept: '*/*', rsc: '1' })).toBeUndefined();
  expect(await set({ accept: 'text/html', 'sec-fetch-mode': 'cors' })).toBeUndefined();
});
