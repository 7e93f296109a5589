import { type Page } from '@playwright/test';
import { webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { ada, adaId, event } from './sample-events.ts';
import { streams } from './streams-of-tenant.ts';

/** Reads as an address where the override is obeyed. */
const turned = (word: string) => `${word} \u202Egro.elpmaxe@nimda`;
const marked = (word: string) => `${word} [U+202E]gro.elpmaxe@nimda`;

/** Every text, title and name on the page that holds a character which turns the direction of what follows. */
const obeyed = (page: Page) =>
  page.evaluate(() => {
    const turns = /\p{Bidi_Control}/u;
    const found = turns.test(document.title) ? [`title: ${document.title}`] : [];
    for (const element of document.querySelectorAll('body, body *:not(script, style, input)')) {
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.nodeValue);
      const told = ['title', 'aria-label', 'alt', 'placeholder', 'label'].map((name) => element.getAttribute(name));
      for (const text of [...own, ...told])
        if (text !== null && turns.test(text)) found.push(`${element.tagName}: ${text}`);
    }
    return found;
  });

test('no text from outside turns the words around it, on any screen', async ({ page, app, tenant }) => {
  const stream = `/streams/${streams.webhook.id}`;
  await tenant.manage('PATCH', `/event-streams/${streams.webhook.id}`, { name: turned('Users') });
  const failed = await tenant.control<{ ids: string[] }>('POST', '/deliveries', {
    error: `Post "https://${turned('a')}": refused`,
    attempts: [{ status: 'failed', error_message: turned('Post refused') }, { status: turned('odd') }],
  });
  const person = event(
    'user.created',
    ada({ name: turned('Ada'), nickname: turned('ada'), [turned('key')]: [turned('value')] }),
  );
  await app.post(person);
  await app.post(event(`user.${turned('odd')}`, ada(), { seconds: 5 }));
  await app.post(event('user.updated', { user_id: 7, why: turned('why') }, { seconds: 6 }));
  const astray = encodeURI(`/webhook/${turned('x')}`);
  const right = { authorization: `Bearer ${webhookToken}`, 'content-type': 'application/json' };
  await fetch(app.url + astray, { method: 'POST', headers: right, body: '{}' });
  await app.post('{}', {
    authorization: 'Bearer wrong',
    'user-agent': Buffer.from(turned('agent')).toString('latin1'),
  });

  await signIn(page, app, 'operator', '/streams');
  await expect(
    page.getByRole('table', { name: 'Event streams' }).getByRole('link', { name: marked('Users') }),
  ).toBeVisible();
  await page.goto(app.url + stream);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(marked('Users'));
  await expect(page.getByRole('heading', { level: 2, name: marked('Users') })).toBeVisible();

  const undelivered = `/events/${failed.ids[0] ?? ''}`;
  const screens = [
    '/',
    '/?setup',
    '/?rejections',
    '/streams',
    stream,
    `${stream}?tab=configuration`,
    '/events',
    '/users',
  ];
  const details = [
    `/events/${person.id}`,
    `/users/${encodeURIComponent(adaId)}`,
    `/users/${encodeURIComponent(adaId)}?tab=profile`,
  ];
  const tabs = ['payload', 'changes', 'receipts', 'request'].map((tab) => `/events/${person.id}?tab=${tab}`);
  for (const path of [...screens, ...details, ...tabs, '/deliveries', '/deliveries?view=list', undelivered]) {
    await page.goto(app.url + path);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(page.getByText(/\[U\+202E\]/).first(), path).toBeAttached();
    expect.soft(await obeyed(page), path).toEqual([]);
  }
});

test('what Auth0 says when it refuses turns no words either', async ({ page, app, tenant }) => {
  await tenant.control('POST', '/troubles', {
    match: { pathPattern: '*/event-streams*' },
    respond: { status: 403, body: { statusCode: 403, error: 'Forbidden', message: turned('Ask') } },
  });
  await signIn(page, app, 'operator', '/streams');
  for (const path of ['/streams', '/deliveries']) {
    await page.goto(app.url + path);
    await expect(page.getByText(marked('Ask')).first(), path).toBeVisible();
    expect.soft(await obeyed(page), path).toEqual([]);
  }
});

test('what an endpoint answered to a bulk redelivery, and the name of its event stream, turn no words', async ({
  page,
  app,
  tenant,
}) => {
  await tenant.manage('PATCH', `/event-streams/${streams.webhook.id}`, { name: turned('Users') });
  await tenant.control('POST', '/deliveries', { type: `user.${turned('odd')}`, error: 500 });
  await tenant.control('PATCH', '/config', { redelivery: { outcome: 'fail', status: 401, body: turned('again') } });
  await signIn(page, app, 'operator', '/deliveries');
  await page.getByRole('button', { name: 'Retry all 1…', exact: true }).click();
  const sheet = page.getByRole('complementary', { name: 'Confirm bulk redelivery' });
  await expect(sheet.getByText(marked('Users'))).toBeVisible();
  expect.soft(await obeyed(page), 'the sheet').toEqual([]);
  await sheet.getByRole('button', { name: 'Request 1 redelivery' }).click();
  await expect(page.getByRole('main')).toContainText('1 failed again');
  await expect(page.getByText(/again \[U\+202E\]/).first()).toBeVisible();
  expect.soft(await obeyed(page), 'the job').toEqual([]);
});
