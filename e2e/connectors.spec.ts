import { type Page } from '@playwright/test';
import { apiAs } from './api.ts';
import { connect, connectorEnv, main, tab, useUpTries } from './connector-acts.ts';
import { expect, signIn, test } from './fixtures.ts';
import { HookReceiver, isSignedBy } from './hook-receiver.ts';
import { inTime } from './in-time.ts';
import { ada, adaId, event } from './sample-events.ts';

test.use({ appEnv: connectorEnv });

let receiver: HookReceiver;
test.beforeEach(async () => {
  receiver = await HookReceiver.listen();
});
test.afterEach(() => receiver.close());

/** The secret that the page tells, and no other text of that form. */
async function toldSecret(page: Page): Promise<string> {
  const told = main(page).locator('code', { hasText: /^whsec_/ });
  await expect(told).toHaveCount(1);
  return (await told.textContent()) ?? '';
}

test('a newcomer connects a webhook: a test message arrives, and after the start each event does, signed', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'admin');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Connectors' }).click();
  await expect(main(page)).toContainText('Nothing is carried on yet');
  await page.getByRole('link', { name: 'Connect a webhook' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Billing events');
  await page.getByRole('textbox', { name: 'Address' }).fill('billing.example.com');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  const address = page.getByRole('textbox', { name: 'Address' });
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toBeFocused();
  await expect(main(page).getByRole('alert')).toHaveText('Must be an http or https address');
  await address.fill(receiver.url);
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expect(page).toHaveURL(/\/connectors\/1$/);
  const secret = await toldSecret(page);
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await expect(main(page).getByRole('status')).toContainText('taken');
  await expect(main(page).getByRole('status')).toContainText('answered 204');
  expect(receiver.posts.map((post) => isSignedBy(secret, post))).toEqual([true]);
  // Nothing of it is lost but what was told once.
  await page.reload();
  await expect(main(page)).toContainText('It was shown once');
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(main(page)).toContainText('running');
  await tenant.control('POST', '/users', { do: 'create', email: 'lin@example.test', name: 'Lin' });
  await inTime(app, 2_000, () => expect.poll(() => receiver.events().length, { intervals: [50] }).toBe(1));
  const [sent] = receiver.events();
  expect(sent?.type).toBe('user.created');
  expect(sent?.post.headers['webhook-id']).toBe(`msg_${sent?.id}`);
  expect(sent !== undefined && isSignedBy(secret, sent.post)).toBe(true);
  // The screen follows by itself.
  const calls = page.getByRole('table', { name: 'Last calls' });
  await expect(calls.getByRole('row')).toHaveCount(2);
  await expect(calls).toContainText('taken');
  await calls.getByRole('link', { name: 'user.created' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${sent?.id}$`));
});

test('story 18: 500, 500, then 204 with the secret replaced meanwhile: one id, three requests, the order kept', async ({
  page,
  app,
  tenant,
}) => {
  const { id, secret } = await connect(await apiAs(app, tenant, 'admin'), receiver);
  receiver.answer(204, 500, 500);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=users`);
  const first = event('user.created', ada());
  const second = event('user.updated', ada({ name: 'Ada L.' }, 10), { seconds: 10 });
  await app.post(first);
  await app.post(second);
  // The second try is the connector's own, after five seconds; the third would take half a minute.
  await expect.poll(() => receiver.posts.length).toBe(2);
  await expect(main(page)).toContainText('retrying');
  await tab(page, 'Settings').click();
  await page.getByRole('button', { name: 'Replace the secret…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace the secret' }).click();
  const replaced = await toldSecret(page);
  expect(replaced).not.toBe(secret);
  await tab(page, 'Users').click();
  await page.getByRole('button', { name: `Retry now: ${adaId}` }).click();
  await expect.poll(() => receiver.posts.length).toBe(4);
  expect(receiver.events().map((sent) => sent.id)).toEqual([first.id, first.id, first.id, second.id]);
  const tries = receiver.posts.slice(0, 3);
  expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  const times = tries.map(({ headers }) => Number(headers['webhook-timestamp']));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(tries.map((post) => [isSignedBy(secret, post), isSignedBy(replaced, post)])).toEqual([
    [true, false],
    [true, false],
    [true, true],
  ]);
  await expect(main(page)).toContainText('in step');
  // Once the old secret is gone, only the new one signs.
  await tab(page, 'Settings').click();
  await page.getByRole('button', { name: 'Remove the old secret…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the old secret' }).click();
  await expect(page.getByRole('button', { name: 'Remove the old secret…' })).toHaveCount(0);
  await app.post(event('user.updated', ada({ name: 'Ada K.' }, 20), { seconds: 20 }));
  await expect.poll(() => receiver.posts.length).toBe(5);
  const last = receiver.posts.slice(-1);
  expect(last.map((post) => [isSignedBy(secret, post), isSignedBy(replaced, post)])).toEqual([[false, true]]);
});

test('story 16: what arrives during a pause waits, through a restart too, and then goes in order per user', async ({
  page,
  app,
  tenant,
}) => {
  const { id } = await connect(await apiAs(app, tenant, 'admin'), receiver);
  await signIn(page, app, 'operator', `/connectors/${id}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(main(page)).toContainText('paused since');
  const users = ['auth0|a', 'auth0|b', 'auth0|c', 'auth0|d'];
  const sent = users.flatMap((user) =>
    [0, 10, 20].map((seconds) =>
      event(seconds === 0 ? 'user.created' : 'user.updated', ada({ user_id: user, name: `N${seconds}` }, seconds), {
        seconds,
      }),
    ),
  );
  for (const one of sent) await app.post(one);
  const behind = main(page).locator('dl > div', { hasText: 'Events behind' });
  await expect(behind).toContainText('12');
  await app.stop();
  await app.start();
  await page.reload();
  await expect(main(page)).toContainText('paused since');
  await expect(behind).toContainText('12');
  expect(receiver.posts).toEqual([]);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => receiver.posts.length).toBe(12);
  await expect(behind).toContainText('0');
  for (const user of users) {
    const idsOf = (all: readonly { id: string }[]) => all.map((one) => one.id);
    const arrived = receiver.events().filter(({ subject }) => subject === user);
    expect(idsOf(arrived)).toEqual(idsOf(sent.filter(({ data }) => data.object.user_id === user)));
  }
});

test('a receiver that answers 410 holds the connector; once resumed the same event arrives', async ({
  page,
  app,
  tenant,
}) => {
  const { id } = await connect(await apiAs(app, tenant, 'admin'), receiver);
  receiver.answer(410);
  await signIn(page, app, 'admin', '/connectors');
  await app.post(event('user.created', ada()));
  const row = page.getByRole('table', { name: 'Connectors' }).getByRole('row', { name: /Billing events/ });
  await expect(row).toContainText('held');
  const needs = page.getByRole('list', { name: 'Needs attention' });
  await expect(needs).toContainText('Billing events is held: the receiver answered 410 Gone');
  await needs.getByRole('link', { name: /^Open/ }).click();
  await expect(page).toHaveURL(`${app.url}/connectors/${id}`);
  await expect(main(page).getByRole('alert')).toContainText('the receiver answered 410 Gone');
  await expect(page.getByRole('link', { name: 'Open settings' })).toBeVisible();
  receiver.answer(204);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => receiver.posts.length).toBe(2);
  expect(new Set(receiver.events().map((sent) => sent.id)).size).toBe(1);
  await expect(main(page).getByRole('alert')).toHaveCount(0);
  await tab(page, 'Calls').click();
  await expect(page.getByRole('table', { name: 'Calls' }).getByRole('row')).toHaveText([
    /Time/,
    /taken.*204/,
    /refused.*410/,
  ]);
  await page.getByRole('button', { name: /^Answer to evt_/ }).click();
  const answer = page.getByRole('dialog', { name: /^Answer of/ });
  await expect(answer).toContainText('answered 410: Nothing to be done for …@… here');
});

test('an operator skips an event that keeps failing: it is never sent, and the next of the same user is', async ({
  page,
  app,
  tenant,
}) => {
  const { id } = await connect(await apiAs(app, tenant, 'admin'), receiver);
  receiver.answer(422);
  const first = event('user.created', ada());
  const second = event('user.updated', ada({ name: 'Ada L.' }, 10), { seconds: 10 });
  await app.post(first);
  await app.post(second);
  await app.post(event('user.created', ada({ user_id: 'auth0|other' })));
  await expect.poll(() => receiver.posts.length).toBeGreaterThanOrEqual(2);
  await app.stop();
  useUpTries(app);
  receiver.answer(204);
  const before = receiver.posts.length;
  await app.start();
  await signIn(page, app, 'operator', '/connectors');
  await page.getByRole('link', { name: '2 reviews' }).click();
  await expect(page).toHaveURL(/tab=reviews/);
  await expect(page.getByRole('region', { name: 'keeps failing' }).getByRole('listitem')).toHaveCount(2);
  await page.goto(`${app.url}/connectors/${id}?tab=users&state=review`);
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.getByRole('textbox', { name: 'Beginning of a user id' }).fill(adaId.slice(0, 12));
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/q=auth0/);
  await expect(table).toContainText('answered 422');
  await page.getByRole('button', { name: `Skip the event of ${adaId}…` }).click();
  const dialog = page.getByRole('dialog', { name: 'Skip this event?' });
  await expect(dialog).toContainText('will never be sent');
  await dialog.getByRole('button', { name: 'Skip the event' }).click();
  await expect.poll(() => receiver.posts.length).toBe(before + 1);
  expect(receiver.events().at(-1)?.id).toBe(second.id);
  // Who needs nobody any more leaves the list of reviews.
  await expect(main(page)).toContainText('No user matches 2 filters');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Retry now: auth0|other' }).click();
  await expect.poll(() => receiver.posts.length).toBe(before + 2);
  await page.getByRole('link', { name: `Calls of ${adaId}` }).click();
  await expect(page).toHaveURL(/tab=calls&user=/);
  await page.goto(`${app.url}/connectors/${id}?tab=calls&result=skipped`);
  await expect(page.getByRole('table', { name: 'Calls' })).toContainText('Passed over by operator@example.test');
});

test('the page of a user tells where each connector stands, and leads to the lane', async ({ page, app, tenant }) => {
  const { id } = await connect(await apiAs(app, tenant, 'admin'), receiver);
  receiver.answer(422);
  await app.post(event('user.created', ada()));
  await signIn(page, app, 'viewer', `/users/${encodeURIComponent(adaId)}?tab=connectors`);
  const list = page.getByRole('tabpanel', { name: /^Connectors/ }).getByRole('list', { name: 'Connectors' });
  await expect(list).toContainText('waiting since');
  await expect(list).toContainText('answered 422');
  receiver.answer(204);
  const operator = await apiAs(app, tenant, 'operator');
  await operator.request('POST', `/api/connectors/${id}/lanes/${encodeURIComponent(adaId)}`, { body: { act: 'push' } });
  await expect(list).toContainText('in step as of');
  await list.getByRole('link', { name: 'Billing events' }).click();
  await expect(page).toHaveURL(new RegExp(`/connectors/${id}\\?tab=users&q=`));
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('row')).toHaveCount(2);
});

test('a connector carries on chosen types alone, and goes when its name is typed', async ({ page, app, tenant }) => {
  const admin = await apiAs(app, tenant, 'admin');
  const { id } = await connect(admin, receiver);
  await signIn(page, app, 'admin', `/connectors/${id}?tab=settings`);
  await page.getByRole('radio', { name: 'Chosen types' }).click();
  await page.getByRole('checkbox', { name: 'user.created' }).click();
  await page.getByRole('checkbox', { name: 'user.deleted' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await app.post(event('user.created', ada()));
  await app.post(event('user.updated', ada({ name: 'Ada L.' }, 10), { seconds: 10 }));
  await expect.poll(() => receiver.events().map(({ type }) => type)).toEqual(['user.updated']);
  await page.getByRole('button', { name: 'Delete the connector…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Billing events?' });
  const confirm = dialog.getByRole('button', { name: 'Delete the connector' });
  await dialog.getByRole('textbox').fill('billing events');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('Billing events');
  await confirm.click();
  await expect(page).toHaveURL(`${app.url}/connectors`);
  await expect(main(page)).toContainText('Nothing is carried on yet');
  expect((await admin.request('GET', `/api/connectors/${id}`)).status).toBe(404);
});
