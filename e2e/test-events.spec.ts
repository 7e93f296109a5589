import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { streams } from './streams-of-tenant.ts';

test('a test event with a payload of one’s own, and a burst of them, are followed until they arrive', async ({
  page,
  app,
  tenant,
}) => {
  await signIn(page, app, 'operator', `/streams/${streams.webhook.id}`);
  await page.getByRole('button', { name: 'Send test…' }).click();
  const panel = page.getByRole('region', { name: 'Send a test event' });
  await panel.getByRole('button', { name: 'Payload' }).click();
  const payload = panel.getByRole('textbox', { name: /^Payload of the test/ });
  const sample = JSON.parse(await payload.inputValue()) as { object: Record<string, unknown> };

  await payload.fill(JSON.stringify({ object: { ...sample.object, email_verified: 'no' } }, null, 2));
  const problems = panel.getByRole('list', { name: 'Problems of the payload' });
  await expect(problems.getByRole('listitem')).toHaveText(
    /Line \d+: data\.object\.email_verified It has to be true or false\./,
  );
  await expect(panel.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();

  await payload.fill(JSON.stringify({ object: { ...sample.object, name: 'Drill' } }, null, 2));
  await expect(problems.getByRole('listitem')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(panel.getByText('It is kept as a test and does not touch the mirror.')).toBeVisible();
  await panel.getByRole('textbox', { name: 'How many' }).fill('5');
  await panel.getByRole('button', { name: 'Send 5 test events' }).click();
  await expect(panel.getByRole('status')).toContainText('5 of 5 arrived');
  await expect(
    panel.getByRole('table', { name: 'Test events of the burst' }).getByText('test', { exact: true }),
  ).toHaveCount(5);

  const viewer = await apiAs(app, tenant, 'viewer');
  const { items } = await viewer.get<{ items: { subjectLabel: string }[] }>('/api/events?test=only');
  expect(items.map(({ subjectLabel }) => subjectLabel)).toEqual(Array(6).fill('Drill'));
});

test('an admin deploys the forwarding Action, and its event stream brings events here, after an outage too', async ({
  app,
  tenant,
}) => {
  const admin = await apiAs(app, tenant, 'admin');
  const made = await admin.request('POST', '/api/actions');
  expect(made.status).toBe(200);
  const { action } = (await made.json()) as { action: { id: string; deployedVersion: number } };
  expect(action.deployedVersion).toBe(1);
  await tenant.manage('POST', '/event-streams', {
    name: 'by the Action',
    subscriptions: [{ event_type: 'user.created' }],
    destination: { type: 'action', configuration: { action_id: action.id } },
  });
  // Without the other event stream, whatever arrives came by the Action.
  await tenant.control('POST', '/stream', { id: streams.webhook.id, status: 'disabled' });
  const arrived = async (email: string) => {
    const { items } = await admin.get<{ items: { subjectLabel: string }[] }>('/api/events');
    return items.filter(({ subjectLabel }) => subjectLabel === email).length;
  };
  await tenant.control('POST', '/users', { do: 'create', email: 'ida@example.test' });
  await expect.poll(() => arrived('ida@example.test')).toBe(1);

  // The server is down for some of the attempts, however long it takes to start: they lie 5, 10, 20 s and more apart.
  await tenant.control('PATCH', '/config', { speed: 0.2 });
  await app.stop('SIGKILL');
  await tenant.control('POST', '/users', { do: 'create', email: 'otto@example.test' });
  const calls = async () => {
    const { actions } = await tenant.control<{ actions: { id: string; calls: number }[] }>('GET', '/actions');
    return actions.find(({ id }) => id === action.id)?.calls ?? 0;
  };
  await expect.poll(calls).toBeGreaterThan(1);
  await app.start();
  await expect.poll(() => arrived('otto@example.test'), { timeout: 90_000 }).toBe(1);
});
