import { webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

const canary = 'canary-5f2c9a';

const attacks = [
  '<script>window.hit=1</script>',
  '"><img src=x onerror=window.hit=1>',
  '<svg/onload=window.hit=1>',
  '</script><script>window.hit=1</script>',
  'javascript:window.hit=1',
  '${window.hit=1}{{window.hit=1}}',
  '<style>*{display:none}</style>',
  '\u202Egnp.exe\u202C\u200B\uFEFF',
  '\u0000\u0007\u001b[31m',
  '__proto__',
  'x'.repeat(3000),
];

/** A profile that carries an attack in every value and in keys. */
function hostileProfile(index: number, attack: string) {
  return ada({
    user_id: `auth0|hostile${index}`,
    email: `${attack}@example.test`,
    name: attack,
    nickname: attack,
    picture: `javascript:${attack}`,
    user_metadata: { [attack]: attack, nested: [attack, { [attack]: null }] },
    identities: [{ provider: attack, connection: attack, user_id: index, isSocial: false }],
  });
}

test('no payload runs, breaks a page or violates the content policy, on any screen', async ({ page, app }) => {
  test.setTimeout(360_000);
  const ids: string[] = [];
  for (const [index, attack] of attacks.entries()) {
    for (const type of ['user.created', 'user.updated', attack]) {
      const body = event(type, hostileProfile(index, attack), { seconds: index, streamId: attack });
      if ((await app.post(body)).status === 204) ids.push(body.id);
    }
  }
  expect(ids).toHaveLength(attacks.length * 3);
  await signIn(page, app, 'admin');
  const complaints: string[] = [];
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => complaints.push('a dialog')));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text());
  });
  const screens = [
    '/',
    '/events',
    '/users',
    '/users?deleted=include',
    ...ids.filter((_, index) => index % 3 !== 1).map((id) => `/events/${id}?tab=payload`),
  ];
  screens.push(...attacks.map((_, index) => `/users/${encodeURIComponent(`auth0|hostile${index}`)}?tab=profile`));
  for (const screen of screens) {
    const response = await page.goto(app.url + screen);
    expect(response?.status(), screen).toBe(200);
    await expect(page.getByRole('main')).toBeVisible();
    expect(await page.evaluate(() => 'hit' in window), screen).toBe(false);
  }
  expect(complaints).toEqual([]);
});

test('the log carries ids and never a body, a token, an address or a header value', async ({ app }) => {
  const headers = { authorization: `Bearer ${webhookToken}`, 'x-canary': canary, 'user-agent': canary };
  await app.post(event('user.created', ada({ name: canary, email: `${canary}@example.test` })), headers);
  await app.post(`{"id":"${canary}"`, headers);
  await app.post(event('user.created', { name: `${canary}\n{"level":50,"forged":true}` }), headers);
  await app.post(event('user.created', ada()), { authorization: `Bearer ${canary}` });
  await fetch(`${app.url}/api/events?type=${canary}`, { headers: { cookie: `__session=${canary}` } });
  await app.stop('SIGTERM');
  expect(app.output).toContain('Streamgauge is ready');
  expect(app.output).not.toContain(canary);
  expect(app.output).not.toContain('forged');
  expect(app.output).not.toContain(webhookToken);
});
