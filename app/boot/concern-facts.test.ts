import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ago, failedAt, listedDelivery, withDeliveries } from '@/db/contract/delivery-samples';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { managementIfConfigured } from '@/lib/server/management/client';
import { listStreams } from '@/lib/server/management/streams';
import { readConcernFacts } from '@/lib/server/overview/concern-facts';
import { startTinyTenant, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();
const address = 'https://gauge.test/webhook';
const streamsAgeMs = 60_000;
let tenant: TinyTenant;
let status = 'enabled';

beforeAll(async () => {
  // One clock for all tests: what is kept by the process is as old as it says.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  tenant = await startTinyTenant(({ path }) => {
    const configuration = { webhook_endpoint: address };
    const stream = { id: 'est_a', name: 'Users', status, destination: { type: 'webhook', configuration } };
    return path.endsWith('/event-streams') ? { body: { eventStreams: [stream] } } : undefined;
  });
  const settings = {
    APP_BASE_URL: 'https://gauge.test',
    AUTH0_DOMAIN: `http://${tenant.management.domain}`,
    AUTH0_CLIENT_ID: 'web',
    AUTH0_CLIENT_SECRET: 'secret-0123456789',
    AUTH0_SECRET: 'a'.repeat(64),
    AUTH0_MANAGEMENT_CLIENT_ID: 'gauge',
    AUTH0_MANAGEMENT_CLIENT_SECRET: 'secret-0123456789',
    WEBHOOK_TOKEN: 'token-0123456789',
    WEBHOOK_URL: address,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.useRealTimers();
  managementIfConfigured()?.close();
  await tenant.close();
  vi.unstubAllEnvs();
});

const failing = () =>
  withDeliveries(
    () => openStore(`file:${newFile()}`),
    [listedDelivery('evt_1', { attempts: [failedAt(ago(600), '401 - {"error":"Unauthorized"}')] })],
  );

const requests = () => tenant.to(/event-streams$/).length;
const facts = (store: Store) => readConcernFacts(store, Date.now(), { streamsAgeMs });
const later = (ms: number) => vi.advanceTimersByTime(ms);

it('asks Auth0 for its event streams as seldom as it is told, also to explain what has failed', async () => {
  const store = await failing();
  const first = await facts(store);
  expect(first.failed.causes).toMatchObject([{ title: '401 from gauge.test' }]);
  const before = requests();
  for (let turn = 1; turn <= 9; turn += 1) {
    later(6_000);
    expect((await facts(store)).failed.causes).toHaveLength(1);
  }
  expect(requests()).toBe(before);
  later(8_000);
  await facts(store);
  expect(requests()).toBe(before + 1);
});

it('takes what somebody else has read since, without a request of its own', async () => {
  const store = await failing();
  later(streamsAgeMs);
  expect((await facts(store)).streams.streams).toMatchObject([{ status: 'enabled' }]);
  status = 'disabled';
  const management = managementIfConfigured();
  if (management === null) throw new Error('There is no connection to the tenant');
  later(6_000);
  await listStreams(management, 'background');
  const before = requests();
  expect((await facts(store)).streams.streams).toMatchObject([{ status: 'disabled' }]);
  expect(requests()).toBe(before);
});
