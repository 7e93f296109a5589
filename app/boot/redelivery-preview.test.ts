import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ago, failedAt, listedDelivery, poll } from '@/db/contract/delivery-samples';
import { openForTest, record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { actOnJob } from '@/lib/server/jobs/job-deeds';
import { previewRedelivery } from '@/lib/server/jobs/redelivery-preview';
import { startTinyTenant, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { type Store } from '@/lib/store';
import {
  actor,
  ended,
  failures as fiveHundreds,
  patience,
  streamId,
  unauthorised as refusedAt,
  world as jobWorld,
} from './testing/filtered-redelivery';
import { stubSettings, webhookUrl } from './testing/stub-settings';

stubSettings();

const newFile = temporaryFiles();
const stream = {
  id: 'est_a',
  name: 'Users',
  status: 'enabled',
  updated_at: new Date(ago(86_400)).toISOString(),
  destination: { type: 'webhook', configuration: { webhook_endpoint: webhookUrl } },
};

let tenant: TinyTenant;

beforeAll(async () => {
  tenant = await startTinyTenant(({ path }) =>
    path.endsWith('/event-streams') ? { body: { eventStreams: [stream] } } : undefined,
  );
});

afterAll(() => tenant.close());

const unauthorised = '401 - {"error":"Unauthorized"}';

/** Deliveries that failed a moment ago, one second of event time apart. */
const failures = (first: number, count: number, errorMessage?: string): ListedDelivery[] =>
  Array.from({ length: count }, (_, n) =>
    listedDelivery(`evt_${first + n}`, {
      eventTimeMs: ago(5_000 - first - n),
      attempts: [failedAt(ago(0), errorMessage)],
    }),
  );

async function world(listed: ListedDelivery[]): Promise<{ store: Store; management: TinyTenant['management'] }> {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  await store.syncDeliveries(poll(listed));
  return { store, management: tenant.management };
}

const refuse = (store: Store) =>
  store.recordRejection({
    receivedAtMs: ago(0),
    status: 401,
    code: 'wrong_credential',
    reason: 'The presented credential is wrong',
    path: null,
    remoteAddress: null,
    userAgent: 'Go-http-client/1.1',
    bytes: 0,
    body: null,
  });

describe('the preview of a bulk redelivery', () => {
  test('says what would be refused again, by a secret that is wrong still, and leaves it out when told', async () => {
    const of = await world([...failures(0, 3, unauthorised), ...failures(3, 40)]);
    await refuse(of.store);
    const { refusedAgain, eligible } = await previewRedelivery(of, { filter: { cause: 'http-401' } });
    expect(refusedAgain).toMatchObject([{ streamId: 'est_a', cause: 'http-401', count: 3, why: 'wrong_secret' }]);
    expect(eligible).toBe(3);
    const leaveOut = [{ streamId: 'est_a', cause: 'http-401' }];
    const rest = await previewRedelivery(of, { filter: {}, leaveOut });
    expect(rest).toMatchObject({ total: 43, eligible: 40 });
    expect(rest.notEligible).toEqual([{ key: 'left_out', name: 'left out, because its cause is not fixed', count: 3 }]);
    expect(rest.byCause.map(({ key }) => key)).toEqual(['http-500']);
    expect(rest.command).not.toContain('evt_0,');
  });

  test('claims it no more once an event of the event stream has arrived', async () => {
    const of = await world(failures(0, 3, unauthorised));
    await refuse(of.store);
    await record(of.store, { id: 'evt_new', stream: 'est_a' }, Date.now() + 1_000);
    expect((await previewRedelivery(of, { filter: {} })).refusedAgain).toEqual([]);
  });

  test('plans the requests, and names the same events to the Auth0 CLI', async () => {
    const of = await world(failures(0, 260));
    const { plan, command, askingMs, perSecond, total } = await previewRedelivery(of, { filter: {} });
    expect(plan).toMatchObject({ first: 1, slices: [200, 59], singles: 0 });
    expect(total).toBe(260);
    expect([askingMs, perSecond]).toEqual([null, null]);
    expect(command?.match(/evt_\d+/g)).toHaveLength(260);
  });

  test('plans no filter where something else would go along', async () => {
    const of = await world([...failures(0, 20), ...failures(20, 1, '404 - {}'), ...failures(21, 20)]);
    const { plan } = await previewRedelivery(of, { filter: { cause: 'http-500' } });
    expect(plan).toMatchObject({ first: 1, slices: [20, 19], singles: 0 });
    const some = Array.from({ length: 8 }, (_, n) => ({ streamId: 'est_a', eventId: `evt_${2 * n}` }));
    expect((await previewRedelivery(of, { ids: some })).plan).toMatchObject({ first: 1, slices: [], singles: 7 });
  });

  test('of nothing has no plan and no command', async () => {
    const of = await world([]);
    expect(await previewRedelivery(of, { filter: {} })).toMatchObject({ total: 0, plan: null, command: null });
  });
});

test('a job skips what was left out, and its retry does not take it along', async () => {
  const left = ['evt_x', 'evt_y'].map((id) => listedDelivery(id, { attempts: [refusedAt(ago(60))] }));
  const of = await jobWorld([...fiveHundreds(3), ...left]);
  await of.start({ filter: {}, leaveOut: [{ streamId, cause: 'http-401' }] });
  of.run();
  expect((await ended(of))?.counts).toMatchObject({ total: 5, recovered: 3, skipped: 2, notTried: 0 });
  const skipped = await of.store.listJobItems(1, { results: ['skipped'], limit: 10 });
  expect(skipped.map(({ reason }) => reason)).toEqual(Array(2).fill('left out, because its cause is not fixed'));
  const retry = await actOnJob({ store: of.store, actor, id: 1, act: 'retry' });
  const again = () => of.store.getJob(retry?.job.id ?? 0);
  await vi.waitFor(async () => expect(await again()).toMatchObject({ state: 'done', counts: { total: 0 } }), patience);
  expect([...of.tenant.taken.keys()].toSorted()).toEqual(['evt_0', 'evt_1', 'evt_2']);
});

test('what waits in another job is named in the preview, and a second job leaves it to the first', async () => {
  const of = await jobWorld(fiveHundreds(4), () => 'silence');
  const first = await of.start({ filter: {} });
  of.run();
  const waiting = () => of.store.listJobItems(first.id, { results: ['waiting'], limit: 10 });
  await vi.waitFor(
    async () => expect([await waiting(), of.tenant.taken.size]).toMatchObject([{ length: 3 }, 1]),
    patience,
  );
  const { eligible, notEligible, plan } = await previewRedelivery(of, { filter: {} });
  expect([eligible, plan]).toEqual([0, null]);
  expect(notEligible).toContainEqual({ key: 'already in job 1', name: 'already in job 1', count: 3 });
  const second = await of.start({ filter: {} });
  const skipped = () => of.store.listJobItems(second.id, { results: ['skipped'], limit: 10 });
  const reasons = async () => (await skipped()).map(({ reason }) => reason);
  await vi.waitFor(async () => expect(await reasons()).toHaveLength(4), patience);
  expect((await reasons()).filter((reason) => reason === 'already in job 1')).toHaveLength(3);
});
