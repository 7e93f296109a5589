import AxeBuilder from '@axe-core/playwright';
import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { streams } from './streams-of-tenant.ts';

const streamId = streams.webhook.id;
const limits = { inARow: 3, total: 5 };

// Auth0's limits, small enough for a test: both sides are told.
test.use({ appEnv: { FAILURES_IN_A_ROW_LIMIT: String(limits.inARow), FAILURES_TOTAL_LIMIT: String(limits.total) } });

interface State {
  streams: { id: string; failed: number; status: string }[];
}

test('P5: an event stream that Auth0 disabled is led back, and enabled only once fewer have failed than Auth0 allows', async ({
  page,
  app,
  tenant,
}) => {
  const state = async () => (await tenant.control<State>('GET', '/state')).streams.find(({ id }) => id === streamId);
  await tenant.control('PATCH', '/config', { limits, flushOnEnable: false });
  await tenant.control('POST', '/stream', { tricks: { broken: { status: 500, body: '{"error":"boom"}' } } });
  await tenant.control('POST', '/events', { type: 'user.created', count: 6, stream: streamId });
  await expect.poll(async () => (await state())?.status).toBe('disabled');
  await expect.poll(async () => (await state())?.failed).toBe(6);
  await signIn(page, app, 'operator', '/deliveries');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('main')).toContainText('6 failed in 1 event stream');

  const operator = await apiAs(app, tenant, 'operator');
  const alerts = async () => (await operator.get<{ items: { rule: string; streamId: string }[] }>('/api/alerts')).items;
  await expect.poll(alerts).toContainEqual(expect.objectContaining({ rule: 'stream_disabled', streamId }));

  await page.goto(`${app.url}/streams/${streamId}`);
  const banner = page.getByRole('alert').filter({ hasText: 'Auth0 has disabled this event stream' });
  await banner.getByRole('link', { name: 'Guide me back' }).click();
  const way = page.getByRole('region', { name: 'The way back' });
  await way.getByRole('button', { name: 'Check the address' }).click();
  await expect(way).toContainText('POST without a credential → 401, as it should');
  await expect(way.getByRole('button', { name: /^Check the public address.*done/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await way.getByRole('button', { name: /^Bring the failed deliveries/ }).click();
  await expect(way).toContainText('6 of 5 failed deliveries. Auth0 enables the event stream once there are fewer');
  await way.getByRole('button', { name: /^Enable the event stream/ }).click();
  await expect(way.getByRole('button', { name: 'Enable', exact: true })).toBeDisabled();
  const refused = await operator.request('PATCH', `/api/streams/${streamId}`, { body: { status: 'enabled' } });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect((await state())?.status).toBe('disabled');

  // The target is whole again: the failures are redelivered while the event stream is still disabled.
  await tenant.control('POST', '/stream', { tricks: { broken: false } });
  await operator.request('POST', '/api/jobs', {
    body: { kind: 'redeliver', input: { filter: { stream: [streamId] } } },
  });
  await expect.poll(async () => (await state())?.failed, { timeout: 60_000 }).toBe(0);
  await expect(way.getByRole('button', { name: /^Bring the failed deliveries.*done/ })).toBeVisible();

  // It goes on where it was: the step is in the address, and what is so is read anew.
  await page.reload();
  await expect(page).toHaveURL(/[?&]back=enable/);
  await way.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(way.getByRole('button', { name: /^Enable the event stream.*done/ })).toBeVisible();
  expect((await state())?.status).toBe('enabled');

  await way.getByRole('button', { name: /^Send a test event and/ }).click();
  await way.getByRole('button', { name: 'Send a test event', exact: true }).click();
  await expect(way.getByRole('list', { name: 'Test event' })).toContainText('Arrived here, done');
  await expect(way.getByRole('button', { name: /^Send a test event and.*done/ })).toBeVisible();
  await way.getByRole('button', { name: /^See what was missed/ }).click();
  await expect(way).toContainText(/Disabled from .* until .*, for \d+ s\. Auth0 kept no event of that time/);

  await way.getByRole('link', { name: 'Open the ledger' }).click();
  await expect(page.getByRole('tab', { name: 'Ledger' })).toHaveAttribute('aria-selected', 'true');
  await expect(way).toBeVisible();

  const admin = await apiAs(app, tenant, 'admin');
  const { items } = await admin.get<{ items: { action: string; actor: string; target: string }[] }>('/api/audit');
  const acts = items.filter(({ target }) => target === streamId).map(({ action, actor }) => `${action} ${actor}`);
  expect(acts.filter((act) => act === 'stream_enabled operator@example.test').length).toBeGreaterThan(0);
});
