import { readFileSync } from 'node:fs';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { connectHubspot, contacts, hubspotEnv } from './hubspot-acts.ts';
import { type Tenant } from './tenant.ts';

const kills = 30;

/**
 * Kills that take the whole server. What it had in hand is free again when its leases have ended, after a minute, so they are few, and
 * each comes before a round that waits for one write only: that of a user whom nobody has in hand.
 */
const wholeKills = [5, 14];

test.use({ appEnv: hubspotEnv });

interface LaneCounts {
  idle: number;
  waiting: number;
  running: number;
  retrying: number;
  review: number;
  parked: number;
}

interface ConnectorFacts {
  eventsBehind: number;
  lanes: LaneCounts;
}

/** Kills the process of the pages, which carries changes on; its parent starts another. */
function killPages({ running: { pid } }: App): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}

/** People who sign up, change and leave. The first ones stay, so that there is somebody to change. */
async function live(tenant: Tenant, round: number, people: string[]): Promise<void> {
  const act = (body: object) => tenant.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', body);
  const email = `person${round}@example.test`;
  const { changes } = await act({ do: 'create', email, given_name: `P${round}`, family_name: 'One' });
  const id = changes[0]?.object.user_id;
  if (id === undefined) throw new Error('The simulator made nobody');
  people.push(id);
  for (const [index, user_id] of people.slice(-4).entries()) {
    await act({ do: 'update', user_id, patch: { family_name: `Name${round}x${index}` } });
  }
}

/** Writes that the stand-in has taken. */
async function writesTaken(tenant: Tenant): Promise<number> {
  const { calls } = await tenant.control<{ calls: unknown[] }>('GET', '/hubspot/calls?writes=true');
  return calls.length;
}

const usersHere = (admin: ApiClient) =>
  admin.get<{ items: { userId: string; profile?: Record<string, unknown> }[] }>('/api/users');

test('kill -9 at thirty moments under load: each user has one contact in the end, equal to the mirror', async ({
  app,
  tenant,
}) => {
  test.setTimeout(600_000);
  const admin = await apiAs(app, tenant, 'admin');
  const id = await connectHubspot(admin);
  // Slow enough that a kill meets requests under way.
  await tenant.control('PATCH', '/hubspot/config', { latencyMs: 40, limits: { perTenSeconds: 1_000 } });
  const people: string[] = [];
  for (let round = 0; round < kills; round += 1) {
    const before = await writesTaken(tenant);
    await live(tenant, round, people);
    await expect
      .poll(() => writesTaken(tenant), { timeout: 60_000, intervals: [10] })
      .toBeGreaterThan(before + (round % 3));
    if (wholeKills.includes(round)) {
      await app.stop('SIGKILL');
      await app.start();
    } else killPages(app);
  }
  const atRest = async () => {
    const { eventsBehind, lanes } = await admin.get<ConnectorFacts>(`/api/connectors/${id}`);
    return eventsBehind + lanes.waiting + lanes.running + lanes.retrying;
  };
  const resting = async () => atRest().catch(() => -1);
  // A push that a kill has left is due again when its lease has ended.
  await expect.poll(resting, { timeout: 180_000 }).toBe(0);
  const { lanes } = await admin.get<ConnectorFacts>(`/api/connectors/${id}`);
  expect(lanes.review + lanes.parked).toBe(0);
  const there = await contacts(tenant);
  const byUser = new Map<string, Record<string, string>[]>();
  for (const { properties } of there) {
    const user = properties.auth0_user_id;
    if (user !== undefined && user !== '') byUser.set(user, [...(byUser.get(user) ?? []), properties]);
  }
  expect([...byUser.values()].filter((of) => of.length !== 1)).toEqual([]);
  const { items } = await usersHere(admin);
  expect(new Set(items.map(({ userId }) => userId))).toEqual(new Set(byUser.keys()));
  for (const userId of people) {
    const { profile } = await admin.get<{ profile: Record<string, string> }>(
      `/api/users/${encodeURIComponent(userId)}`,
    );
    const { email, given_name, family_name } = profile;
    expect(byUser.get(userId)?.[0]).toMatchObject({ email, firstname: given_name, lastname: family_name });
  }
});
