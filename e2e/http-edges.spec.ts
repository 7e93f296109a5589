import { once } from 'node:events';
import { connect } from 'node:net';
import { apiAs } from './api.ts';
import { exchange } from './exchange.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

const securityHeaders = ['x-content-type-options', 'referrer-policy', 'x-frame-options', 'content-security-policy'];

test('an address that cannot be decoded is a 400 that says so, with the usual security headers', async ({ app }) => {
  const targets = ['/api/users/%', '/api/users/%zz', '/users/%e0%a4%a', '/events/%ff', '/%', '/sign-in%', '/_next/%'];
  for (const target of targets) {
    const answer = await exchange(app.url + target);
    expect(answer.status, target).toBe(400);
    expect(answer.headers['content-type'], target).toBe('application/problem+json');
    expect(JSON.parse(answer.body), target).toMatchObject({ status: 400, title: 'Bad address' });
    for (const name of securityHeaders) expect(answer.headers[name], `${target} ${name}`).toBeDefined();
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  }
  const page = await exchange(`${app.url}/users/%`, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(400);
  expect(page.body).toContain('<h1>Bad address</h1>');
  expect(page.body).toContain('<a href="/">');
  const options = await exchange(app.url, { method: 'OPTIONS', path: '*' });
  expect(options.status).toBe(400);
  expect(options.headers['content-type']).toBe('application/problem+json');
});

test('a fragment, the absolute form and a very long address are answered like any other', async ({ app }) => {
  const asked = await exchange(app.url, { path: '/api/events/a#%zz' });
  expect(asked.status).toBe(401);
  const absolute = await exchange(app.url, { path: `${app.url}/api/me` });
  expect(absolute.status).toBe(401);
  const long = await exchange(app.url, { path: `/events?q=${'x'.repeat(20_000)}`, maxHeaderSize: 65_536 });
  expect(long.status).toBe(307);
  expect(long.headers.location).toContain('/sign-in?');
});

test('a client of HTTP/1.0 that names no host is answered', async ({ app }) => {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.write('GET /sign-in HTTP/1.0\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(head.toString()).toMatch(/^HTTP\/1\.1 200 /);
});

test('no spelling of an address is answered 500', async ({ app, tenant }) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const paths = [
    '/api/users/%00',
    '/users/%00',
    '/events/%00',
    '/%2f%2fevil.example',
    '/api/events/%2e%2e',
    '/api/live/%20',
  ];
  for (const method of ['GET', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND']) {
    for (const path of [...paths, '/', '/events', '/api/events', '/healthz', '/sign-in']) {
      const answer = await exchange(app.url, { method, path, headers: { cookie: viewer.cookie } });
      expect(answer.status, `${method} ${path}`).toBeLessThan(500);
    }
  }
});

test.describe('with an https address', () => {
  test.use({ appEnv: { APP_BASE_URL: 'https://gauge.example.com' } });

  test('answers keep browsers on https, and cookies are bound to the host', async ({ app }) => {
    for (const path of ['/sign-in', '/api/events', '/icon.svg', '/healthz', '/users/%']) {
      const answer = await exchange(app.url + path);
      expect(answer.headers['strict-transport-security'], path).toBe('max-age=31536000');
    }
    const login = await exchange(`${app.url}/auth/login`);
    expect(login.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-sg_txn_[\w-]+=\S+; Path=\/; .*Secure; HttpOnly; SameSite=lax$/),
    ]);
  });
});

test('users and events whose ids are dots have pages, reached by their links', async ({ page, app }) => {
  for (const [index, id] of ['.', '..', '~', '~.'].entries()) {
    const user = ada({ user_id: id, email: `dots${index}@example.test`, name: `Dots ${index}` });
    await app.post({ ...event('user.created', user), id });
  }
  await signIn(page, app, 'viewer', '/users');
  for (const index of [0, 1, 2, 3]) {
    await page.goto(`${app.url}/users`);
    await page.getByRole('link', { name: new RegExp(`Dots ${index}`) }).click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(`Dots ${index}`) })).toBeVisible();
  }
  const dots = await page.goto(`${app.url}/events/~..`);
  expect(dots?.status()).toBe(200);
  await expect(page.getByRole('link', { name: 'Open user' })).toHaveAttribute('href', '/users/~..');
});

test('one person holds at most 20 live streams, which takes no place from another', async ({ app, tenant }) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const operator = await apiAs(app, tenant, 'operator');
  const streams = await Promise.all(Array.from({ length: 20 }, () => viewer.request('GET', '/api/live')));
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  const refused = await viewer.request('GET', '/api/live');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(await refused.json()).toMatchObject({ title: 'Too many live connections' });
  const other = await operator.request('GET', '/api/live');
  expect(other.status).toBe(200);
  await other.body?.cancel();
  await streams[0]?.body?.cancel();
  await expect
    .poll(async () => {
      const again = await viewer.request('GET', '/api/live');
      await again.body?.cancel();
      return again.status;
    })
    .toBe(200);
  for (const { body } of streams.slice(1)) await body?.cancel();
});

test('no page breaks its own content security policy', async ({ page, app }) => {
  await app.post(event('user.created', ada()));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`CSP ${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text());
  });
  await signIn(page, app, 'admin', '/events');
  for (const path of ['/', '/events', '/users', '/streams', '/deliveries', '/sign-out']) {
    await page.goto(app.url + path, { waitUntil: 'networkidle' });
  }
  expect(violations).toEqual([]);
});
