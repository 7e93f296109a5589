import { apiAs } from './api.ts';
import { expect, people, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

test('story 1: someone signed out comes to the sign-in page and, after it, to the very address asked for', async ({
  page,
  app,
}) => {
  await app.post(event('user.created', ada({ email: 'canary@example.test' })));
  const response = await page.goto(`${app.url}/events?type=user.deleted`);
  expect(response?.status()).toBe(200);
  expect(await page.content()).not.toContain('canary');
  await expect(page.getByRole('button').or(page.getByRole('link'))).toHaveCount(1);
  await signIn(page, app, 'admin', '/events?type=user.deleted');
  await expect(page).toHaveURL(`${app.url}/events?type=user.deleted`);
  await expect(page.getByRole('button', { name: 'Remove filter Type' }).first()).toBeVisible();
});

test('story 2: the API and the live stream answer 401 JSON, never a page', async ({ app }) => {
  for (const path of ['/api/events', '/api/users', '/api/deliveries', '/api/streams', '/api/nav', '/api/live']) {
    const response = await fetch(app.url + path, { redirect: 'manual' });
    expect(response.status, path).toBe(401);
    expect(response.headers.get('cache-control'), path).toContain('no-store');
    expect(await response.json(), path).toMatchObject({ status: 401, title: 'Not signed in' });
  }
});

test('story 3: someone without a role sees who they are and what to set, and one audit row tells of it', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'guest');
  await expect(page.getByRole('heading', { name: 'You do not have access' })).toBeVisible();
  await expect(page.getByText('guest@example.test').first()).toBeVisible();
  await expect(page.getByText('ACCESS_ADMINS=guest@example.test')).toBeVisible();
  for (const path of ['/', '/events', '/deliveries', '/streams', '/users']) {
    const response = await page.goto(app.url + path);
    expect(response?.status(), path).toBe(403);
    await expect(page.getByRole('navigation')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${app.url}/sign-in**`);
  await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string; actor: string }[] }>('/api/audit');
  const denied = items.filter((entry) => entry.action === 'sign_in_denied');
  expect(denied).toMatchObject([{ actor: 'guest@example.test' }]);
});

test('an unverified address opens nothing, whatever list it is on', async ({ app, tenant }) => {
  const unverified = await apiAs(app, tenant, 'unverified');
  expect((await unverified.request('GET', '/api/events')).status).toBe(403);
});

test.describe('with a roles claim configured', () => {
  test.use({
    appEnv: { ACCESS_ROLES_CLAIM: 'https://streamgauge.dev/roles', ACCESS_ADMINS: 'unverified@example.test' },
  });

  test('the claim of the ID token grants its role, and no other', async ({ app, tenant }) => {
    const claims = await apiAs(app, tenant, 'claims');
    expect(await claims.get('/api/me')).toMatchObject({ role: 'operator', grantedBy: 'ACCESS_ROLES_CLAIM' });
    expect((await claims.request('GET', '/api/audit')).status).toBe(403);
    expect((await (await apiAs(app, tenant, 'admin')).request('GET', '/api/me')).status).toBe(403);
  });
});

test.describe('with nothing configured', () => {
  test.use({ appEnv: { ACCESS_ADMINS: '', ACCESS_OPERATORS: '', ACCESS_VIEWERS: '' } });

  test('nobody enters, and the page says that no rule exists', async ({ page, app }) => {
    await signIn(page, app, 'admin');
    await expect(page.getByText('No one has a role yet, because no rule is configured.')).toBeVisible();
  });
});

test('a signed-out session cannot be brought back by its old pages or by Back', async ({ page, app }) => {
  await signIn(page, app, 'admin', '/events');
  await page.goto(`${app.url}/auth/logout`);
  await page.waitForURL(`${app.url}/**`);
  await page.goBack();
  await page.goto(`${app.url}/events`);
  await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toBeVisible();
});

test('a tab whose session ended says so, and follows again by itself when the person has signed in elsewhere', async ({
  page,
  app,
  context,
}) => {
  await signIn(page, app, 'viewer', '/events');
  const table = page.getByRole('table', { name: 'Events' });
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  const session = await context.cookies();
  await context.clearCookies();
  // The open stream still tells of it, and the list asks again.
  await app.post(event('user.created', ada({ user_id: 'auth0|meanwhile', name: 'Mean While' })));
  const dialog = page.getByRole('dialog', { name: 'Session expired' });
  await expect(dialog).toBeVisible();
  // In the header too.
  await expect(page.getByText('Session expired', { exact: true })).toHaveCount(2);
  await expect(page.getByText('Reconnecting…')).toHaveCount(0);
  await context.addCookies(session);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await expect(table).toContainText('Mean While');
  await app.post(event('user.created', ada({ user_id: 'auth0|later', name: 'Later On' })));
  await expect(table).toContainText('Later On');
});

test('a return address outside the application is not followed', async ({ page, app }) => {
  for (const evil of ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example']) {
    await page.goto(`${app.url}/sign-in?returnTo=${encodeURIComponent(evil)}`);
    const href = await page.getByRole('link', { name: 'Continue with Auth0' }).getAttribute('href');
    expect(href).toBe('/auth/login?returnTo=%2F');
  }
});

test('what an Action says when it denies a sign-in is shown, and the page asked for is kept', async ({ page, app }) => {
  await page.goto(`${app.url}/users`);
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await page.getByRole('button', { name: people.denied }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Auth0' });
  await expect(alert).toContainText('Auth0 refused the sign-in.');
  await expect(alert).toContainText('Please verify your e-mail address first');
  await expect(alert).not.toContainText('callback');
  await expect(page.getByRole('link', { name: 'Continue with Auth0' })).toHaveAttribute(
    'href',
    '/auth/login?returnTo=%2Fusers',
  );
  await expect.poll(() => app.output).toContain('"code":"access_denied"');
  expect(app.output).not.toContain('Please verify');
});

test('a link cannot put words into the mouth of the sign-in page', async ({ page, app }) => {
  await page.goto(`${app.url}/auth/callback?error=access_denied&error_description=Call+555-0100&state=forged`);
  await expect(page.getByRole('alert').first()).toContainText('took too long');
  await page.goto(`${app.url}/sign-in?error=access_denied&error_description=Call+555-0100`);
  await expect(page.getByRole('alert').first()).toContainText('Auth0 refused the sign-in.');
  expect(await page.content()).not.toContain('>Call 555-0100');
});

test('coming back to the sign-in page or to the call-back while signed in goes on', async ({ page, app }) => {
  let callback = '';
  page.on('request', (request) => {
    if (request.url().includes('/auth/callback')) callback = request.url();
  });
  await signIn(page, app, 'viewer', '/events');
  await page.goto(`${app.url}/sign-in?returnTo=/users`);
  await expect(page).toHaveURL(`${app.url}/users`);
  expect(callback).not.toBe('');
  await page.goto(callback);
  await expect(page).toHaveURL(`${app.url}/`);
  await expect(page.getByRole('button', { name: people.viewer })).toBeVisible();
});

test('a person whose address is not verified is told that, not to set a role', async ({ page, app }) => {
  await signIn(page, app, 'unverified');
  await expect(page.getByText('This address is not verified at Auth0')).toBeVisible();
  await expect(page.getByText('ACCESS_ADMINS')).toHaveCount(0);
});

test('nothing that the sign-in pages ask for is missing, here and at the simulated tenant', async ({ page, app }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${app.url}/sign-in`, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await expect(page.getByRole('button', { name: people.viewer })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(missing).toEqual([]);
});
