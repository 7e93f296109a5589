import { App } from './app.ts';
import { freePort } from '../scripts/free-port.ts';
import { Program } from './program.ts';
import { expect, test } from './fixtures.ts';

test('npm start serves on PORT and passes SIGTERM on to the server', async ({ app }) => {
  await app.stop();
  const port = await freePort();
  const env = { ...app.settings, PORT: String(port), HOST: 'localhost' };
  const { npm_execpath: npm } = process.env;
  if (npm === undefined) throw new Error('Run the browser tests with npm run e2e');
  const program = new Program([npm, 'start'], env);
  await program.answers(`http://localhost:${port}/readyz`);
  await program.end('SIGTERM');
  const isGone = () =>
    fetch(`http://localhost:${port}/healthz`).then(
      () => false,
      () => true,
    );
  // npm itself leaves at once, the server when it has finished.
  await expect.poll(isGone).toBe(true);
});

test('with wrong settings the server says all that is wrong, without values, and ends', async ({ tenant }) => {
  const settings = { ACCESS_ADMINS: 'canary-not-an-address', AUTH0_SECRET: 'canary-short', APP_BASE_URL: '' };
  const failure = await App.create(tenant.url, { overrides: settings }).then(
    () => null,
    (error: unknown) => String(error),
  );
  expect(failure).toContain('APP_BASE_URL is missing');
  expect(failure).toContain('AUTH0_SECRET is too short');
  expect(failure).toContain('ACCESS_ADMINS');
  expect(failure).not.toContain('canary-short');
});

test('with Auth0 unreachable the webhook stores events and the server is ready', async ({ tenant }) => {
  await tenant.dispose();
  const app = await App.create(tenant.url);
  try {
    const body = {
      id: 'evt_alone',
      type: 'user.created',
      time: '2026-11-20T09:00:00Z',
      data: { object: { user_id: 'auth0|a' } },
    };
    expect((await app.post(body)).status).toBe(204);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  } finally {
    await app.dispose();
  }
});
