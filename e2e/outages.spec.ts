import { apiAs } from './api.ts';
import { App, webhookToken } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { inTime } from './in-time.ts';
import { type Tenant } from './tenant.ts';

interface Call {
  at: string;
  method: string;
  path: string;
  status: number;
}

/** Lets the users of the tenant do things until it is told to stop. */
class Traffic {
  #isOver = false;
  readonly #acting: Promise<void>;
  /** Changes that made an event. */
  changes = 0;

  constructor(tenant: Tenant, everyMs: number) {
    this.#acting = this.#act(tenant, everyMs);
  }

  async #act(tenant: Tenant, everyMs: number): Promise<void> {
    while (!this.#isOver) {
      const acted = await tenant
        .control<{ changes: unknown[] }>('POST', '/users', { do: 'random' })
        .catch(() => ({ changes: [] }));
      this.changes += acted.changes.length;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#acting;
  }
}

const callsOf = async (tenant: Tenant, query: string) =>
  (await tenant.control<{ calls: Call[] }>('GET', `/calls${query}`)).calls;

const eventsOf = async (app: App, tenant: Tenant) =>
  (await (await apiAs(app, tenant, 'viewer')).get<{ events: number }>('/api/nav')).events;

/** Everything that the mirror of a server holds, in one order. */
async function mirrorOf(app: App, tenant: Tenant): Promise<unknown[]> {
  const client = await apiAs(app, tenant, 'viewer');
  const { items } = await client.get<{ items: { userId: string }[] }>('/api/users?deleted=include&limit=200');
  const users = await Promise.all(
    items.map(({ userId }) => client.get<{ user: object }>(`/api/users/${encodeURIComponent(userId)}`)),
  );
  return users
    .map(({ user }) => JSON.stringify({ ...user, seq: 0 }))
    .toSorted()
    .map((text): unknown => JSON.parse(text));
}

test.describe('a restart', () => {
  test.use({ seed: 'empty' });

  test('P3: within six seconds leaves no failed delivery, because Auth0 tries again', async ({ app, tenant }) => {
    test.setTimeout(120_000);
    // A quarter of Auth0's own pace, which tries again after 1, 2 and 4 s: a busy machine starts a server slowly.
    await tenant.control('PATCH', '/config', { speed: 0.25 });
    await tenant.control('POST', '/users', { do: 'create', email: 'first@example.test' });
    const traffic = new Traffic(tenant, 150);
    const restart = async () => {
      await app.stop('SIGKILL');
      await app.start();
    };
    await inTime(app, 6_000, restart);
    await traffic.stop();
    const client = await apiAs(app, tenant, 'viewer');
    const arrived = async () => (await client.get<{ events: number }>('/api/nav')).events;
    await expect.poll(arrived, { timeout: 60_000 }).toBe(traffic.changes + 1);
    await client.request('POST', '/api/deliveries/refresh');
    expect((await client.get<{ matching: { value: number } }>('/api/deliveries')).matching.value).toBe(0);
  });
});

test.describe('an outage that is longer than Auth0 tries', () => {
  test.use({ seed: 'empty', appEnv: { RECOVERY: 'automatic' } });

  test('P4: ten minutes are healed to the mirror of a server that was never away, at one request a second', async ({
    app,
    tenant,
  }) => {
    test.setTimeout(300_000);
    const control = await App.create(tenant.url, {});
    try {
      const configuration = {
        webhook_endpoint: `${control.url}/webhook`,
        webhook_authorization: { method: 'bearer', token: webhookToken },
      };
      await tenant.manage('POST', '/event-streams', {
        name: 'Control',
        subscriptions: ['user.created', 'user.updated', 'user.deleted'].map((event_type) => ({ event_type })),
        destination: { type: 'webhook', configuration },
        status: 'enabled',
      });
      for (const name of ['ada', 'bob', 'cy']) {
        await tenant.control('POST', '/users', { do: 'create', email: `${name}@example.test` });
      }
      // Thirty times as fast: twenty seconds are ten minutes of Auth0's.
      await tenant.control('PATCH', '/config', { speed: 30 });
      await app.stop('SIGKILL');
      const traffic = new Traffic(tenant, 900);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      await expect.poll(() => traffic.changes).toBeGreaterThan(10);
      await traffic.stop();
      await tenant.control('DELETE', '/calls');
      await app.start();
      const client = await apiAs(app, tenant, 'viewer');
      const job = () =>
        client.get<{ items: { state: string; createdBy: string; counts: Record<string, number> }[] }>('/api/jobs');
      await expect.poll(async () => (await job()).items[0]?.state, { timeout: 180_000 }).toBe('done');
      const [healed] = (await job()).items;
      expect(healed).toMatchObject({ createdBy: 'Streamgauge', counts: { failed: 0, notTried: 0 } });
      expect(healed?.counts.recovered).toBeGreaterThan(10);
      await expect
        .poll(async () => [await mirrorOf(app, tenant), await eventsOf(app, tenant)])
        .toEqual([await mirrorOf(control, tenant), await eventsOf(control, tenant)]);
      const requests = (await callsOf(tenant, '?method=POST&path=/redeliver/')).map(({ at }) => Date.parse(at));
      // One that a busy machine sends late is close to its successor, and to no other; one second is the mean of all.
      const gaps = (places: number) => requests.slice(places).map((atMs, index) => atMs - (requests[index] ?? 0));
      expect(Math.min(...gaps(2))).toBeGreaterThanOrEqual(950);
      const tookMs = (requests.at(-1) ?? 0) - (requests[0] ?? 0);
      expect(tookMs / (requests.length - 1)).toBeGreaterThanOrEqual(850);
      // Beside them nothing but the event streams is read, once a minute.
      const within = ({ at }: Call) => Date.parse(at) >= (requests[0] ?? 0) && Date.parse(at) <= (requests.at(-1) ?? 0);
      const all = (await callsOf(tenant, '?path=/api/v2/')).filter(within);
      expect(all.length - requests.length).toBeLessThanOrEqual(2 + tookMs / 60_000);
    } finally {
      await control.dispose();
    }
  });
});

test.describe('what failed during an outage', () => {
  test.use({ seed: 'empty' });

  test('is suggested for a retry on the overview, and nothing is requested without a person', async ({
    page,
    app,
    tenant,
  }) => {
    test.setTimeout(180_000);
    await tenant.control('PATCH', '/config', { speed: 60 });
    await tenant.control('POST', '/users', { do: 'create', email: 'first@example.test' });
    const viewer = await apiAs(app, tenant, 'viewer');
    await expect.poll(async () => (await viewer.get<{ events: number }>('/api/nav')).events).toBe(1);
    await app.stop('SIGKILL');
    await tenant.control('POST', '/users', { do: 'create', email: 'missed@example.test' });
    // What is shorter than seven seconds is no outage: Auth0's own retries bridge it.
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    await app.start();
    await signIn(page, app, 'operator');
    const row = page
      .getByRole('list', { name: 'Needs attention' })
      .getByRole('listitem')
      .filter({ hasText: 'while this app was down' });
    await expect(row).toContainText('1 delivery failed while this app was down', { timeout: 60_000 });
    for (const path of ['/events?last=1h', '/?range=1h']) {
      await page.goto(app.url + path);
      await expect(page.getByTitle(/^not running, \d\d:\d\d/).filter({ visible: true })).toHaveCount(1);
    }
    expect(await callsOf(tenant, '?method=POST&path=/redeliver/')).toEqual([]);
    await row.getByRole('link').click();
    await expect(page).toHaveURL(/\/deliveries\?state=failed&from=.*&to=/);
    await page.getByRole('button', { name: 'Retry all 1…', exact: true }).click();
    await page.getByRole('button', { name: 'Request 1 redelivery' }).click();
    await expect(page.getByRole('status').filter({ hasText: '1 recovered' })).toBeVisible({ timeout: 60_000 });
  });
});
