import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ago, failedAt, listedDelivery, withDeliveries } from '@/db/contract/delivery-samples';
import { record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { signOfCause } from '@/lib/concerns/sign';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { type RejectionCode } from '@/lib/rejections/rejection';
import { causeExplanation, explainAnswer } from '@/lib/server/deliveries/explain-answer';
import { probeStream } from '@/lib/server/deliveries/probe-deed';
import { managementIfConfigured } from '@/lib/server/management/client';
import { listStreams } from '@/lib/server/management/streams';
import { startTinyTenant, type TinyTenant } from '@/lib/server/testing/tiny-tenant';
import { sightOf } from '@/lib/streams/stream-history';
import { parseStream } from '@/lib/streams/stream';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();
const webhook = createServer((_request, response) => response.writeHead(401).end());
let tenant: TinyTenant;
let address = '';
let updatedAt = new Date(ago(86_400)).toISOString();

const streamOf = (endpoint: string) => ({
  id: 'est_a',
  name: 'Users',
  status: 'enabled',
  created_at: new Date(ago(2 * 86_400)).toISOString(),
  updated_at: updatedAt,
  destination: { type: 'webhook', configuration: { webhook_endpoint: endpoint } },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => void webhook.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhook`;
  tenant = await startTinyTenant(({ path }) =>
    path.endsWith('/event-streams') ? { body: { eventStreams: [streamOf(address)] } } : undefined,
  );
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

beforeEach(() => {
  updatedAt = new Date(ago(86_400)).toISOString();
  managementIfConfigured()?.streams.expire();
});

afterAll(async () => {
  managementIfConfigured()?.close();
  await tenant.close();
  webhook.close();
  vi.unstubAllEnvs();
});

const failing = (count: number, errorMessage: string, seconds = 600): ListedDelivery[] =>
  Array.from({ length: count }, (_, n) =>
    listedDelivery(`evt_${n}`, { attempts: [failedAt(ago(seconds - n), errorMessage)] }),
  );

const open = (listed: ListedDelivery[]) => withDeliveries(() => openStore(`file:${newFile()}`), listed);

const reject = (store: Store, code: RejectionCode, seconds: number, userAgent = 'Go-http-client/1.1') =>
  store.recordRejection({
    receivedAtMs: ago(seconds),
    status: 401,
    code,
    reason: 'The presented credential is wrong',
    path: null,
    remoteAddress: null,
    userAgent,
    bytes: 0,
    body: null,
  });

/** The event streams are at hand: an explanation waits a moment only for a tenant that a busy machine holds up, and then says less. */
async function streamsAtHand(): Promise<void> {
  const management = managementIfConfigured();
  if (management === null) throw new Error('The Management API is configured');
  await listStreams(management);
}

async function explainCause(store: Store, cause: string, delivery?: string) {
  await streamsAtHand();
  return explainAnswer(store, {
    cause,
    stream: [],
    zone: 'UTC',
    ...(delivery !== undefined && { delivery: { streamId: 'est_a', eventId: delivery } }),
  });
}

const unauthorized = '401 - {"error":"Unauthorized"}';
const cutShort = 'Post "https://gauge.test/webhook-with-a-long-n ...';

describe('an explanation', () => {
  it('joins what Auth0 lists with the rejections and the edits on record here', async () => {
    updatedAt = new Date(ago(660)).toISOString();
    const store = await open(failing(3, unauthorized));
    await reject(store, 'wrong_credential', 598);
    const answer = await explainCause(store, 'http-401');
    expect(answer).toMatchObject({ kind: 'wrong_secret', confidence: 'certain', count: 3, timeZone: 'UTC' });
    expect(answer.paragraph).toContain('The first failure came 1 min later.');
    expect(answer.shown.rows.map(({ kind }) => kind)).toEqual(['sent', 'rejection', 'failed']);
    expect(answer.probe).toEqual({ streamId: 'est_a', address });
  });

  it('is not certain of a wrong credential by a request of another time', async () => {
    const store = await open(failing(3, unauthorized));
    await reject(store, 'wrong_credential', 300);
    expect(await explainCause(store, 'http-401')).toMatchObject({ kind: 'wrong_secret', confidence: 'likely' });
    await reject(store, 'wrong_credential', 610);
    const answer = await explainCause(store, 'http-401');
    expect(answer.confidence).toBe('certain');
    expect(answer.evidence.map(({ text }) => text)).toContain('1 request with a wrong credential');
  });

  it('sees a wrong credential under the name of our own probe, and leaves the probe itself aside', async () => {
    const store = await open(failing(1, unauthorized));
    await reject(store, 'no_credential', 600, 'Streamgauge-probe');
    expect((await explainCause(store, 'http-401')).shown.rows.map(({ kind }) => kind)).toEqual(['sent', 'failed']);
    await reject(store, 'wrong_credential', 600, 'Streamgauge-probe');
    const { confidence, shown } = await explainCause(store, 'http-401');
    expect([confidence, shown.rows.map(({ kind }) => kind)]).toEqual(['certain', ['sent', 'rejection', 'failed']]);
  });

  it('names who edited the event stream here', async () => {
    const edited = ago(660);
    updatedAt = new Date(edited).toISOString();
    const store = await open(failing(1, unauthorized));
    const before = parseStream(streamOf('https://elsewhere.test/hook'));
    const after = parseStream(streamOf(address));
    if (before === null || after === null) throw new Error('The samples are no event streams');
    const look = { isComplete: false, sinceMs: null };
    await store.noteStreams({ ...look, sights: [sightOf(before)], atMs: edited - 1_000, by: null });
    await store.noteStreams({ ...look, sights: [sightOf(after)], atMs: edited, by: 'ada@example.test' });
    expect((await explainCause(store, 'http-401')).paragraph).toContain('by ada@example.test');
  });

  it('finds the hole in the signs of life that the failures fall into', async () => {
    const store = await open(failing(2, cutShort));
    await store.beat({ atMs: ago(700), aliveSinceMs: ago(900) });
    await store.beat({ atMs: ago(500), aliveSinceMs: ago(500) });
    expect(await explainCause(store, 'connect')).toMatchObject({ kind: 'app_down', confidence: 'certain' });
    const before = await open(failing(2, cutShort, 1_200));
    await before.beat({ atMs: ago(700), aliveSinceMs: ago(900) });
    await before.beat({ atMs: ago(500), aliveSinceMs: ago(500) });
    expect(await explainCause(before, 'connect')).toMatchObject({ kind: 'not_reached', confidence: 'likely' });
  });

  it('names the alert about its cause while one is not closed', async () => {
    const store = await open(failing(1, unauthorized));
    expect((await explainCause(store, 'http-401')).alert).toBeNull();
    const sign = {
      key: signOfCause('http-401'),
      rule: 'failures',
      topic: 'failed',
      tone: 'bad',
      title: '401: 1 delivery failed',
      detail: '',
      act: { label: 'Explain', href: '/deliveries' },
      level: null,
      streamId: null,
    } as const;
    const other = { ...sign, key: signOfCause('http-500') };
    await store.saveAlerts(
      [other, sign].map((one) => ({ kind: 'open', sign: one, notify: true })),
      ago(1),
    );
    const { alert } = await explainCause(store, 'http-401');
    const [, mine] = await store.openAlerts(5);
    expect(alert).toEqual({ id: mine?.id, state: 'open' });
    expect(mine?.key).toBe('failures http-401');
  });

  it('of one delivery sees its own receipt', async () => {
    const store = await open(failing(2, cutShort));
    await record(store, { id: 'evt_1', stream: 'est_a' }, ago(598));
    await streamsAtHand();
    const one = await explainAnswer(store, {
      stream: [],
      zone: 'UTC',
      delivery: { streamId: 'est_a', eventId: 'evt_1' },
    });
    expect(one).toMatchObject({ kind: 'answer_lost', count: 1, newer: null, older: null });
    expect(one.shown.rows.some(({ kind }) => kind === 'receipt')).toBe(true);
  });

  it('of a cause does not take the deliveries that were read for all of them', async () => {
    const store = await open(failing(2, cutShort));
    for (const id of ['evt_0', 'evt_1']) await record(store, { id, stream: 'est_a' }, ago(601));
    const [group] = await store.deliveryCauses({});
    if (group === undefined) throw new Error('No cause is open');
    const told = async (limit: number) => {
      const { items } = await store.listDeliveries({}, { limit });
      await streamsAtHand();
      const { kind, confidence, arrivals } = await causeExplanation(store, group, items);
      return [kind, confidence, arrivals];
    };
    expect(await told(2)).toEqual(['answer_lost', 'certain', 'All have arrived here.']);
    expect(await told(1)).toEqual(['answer_lost', 'likely', '1 of the newest 1 have arrived here.']);
  });

  it('walks through the deliveries of its cause, and keeps telling of all of them', async () => {
    const store = await open(failing(3, unauthorized));
    const newest = await explainCause(store, 'http-401');
    expect(newest).toMatchObject({ newer: null, older: 'est_a/evt_1', shown: { delivery: { eventId: 'evt_2' } } });
    const middle = await explainCause(store, 'http-401', 'evt_1');
    expect(middle).toMatchObject({ newer: 'est_a/evt_2', older: 'est_a/evt_0', headline: newest.headline, count: 3 });
  });

  it('of what is not there is a 404', async () => {
    const store = await open(failing(1, unauthorized));
    await expect(explainCause(store, 'http-500')).rejects.toMatchObject({ status: 404 });
    await expect(explainCause(store, 'http-401', 'evt_none')).rejects.toMatchObject({ status: 404 });
  });
});

describe('a probe', () => {
  const deed = async (streamId: string) => {
    const store = await open([]);
    const management = managementIfConfigured();
    if (management === null) throw new Error('The Management API is configured');
    const probing = probeStream({ store, management, actor: 'ada@example.test', streamId });
    return { store, probing };
  };

  it('asks the address of an event stream that Auth0 lists, on record, and not twice within a moment', async () => {
    const { store, probing } = await deed('est_a');
    expect(await probing).toMatchObject({ isHealthy: true, pointsHere: true, address });
    expect((await store.listAudit({ limit: 5 })).items).toMatchObject([
      { actor: 'ada@example.test', action: 'address_probed', target: 'est_a' },
    ]);
    const again = await deed('est_a');
    await expect(again.probing).rejects.toMatchObject({ status: 429 });
    expect((await again.store.listAudit({ limit: 5 })).items).toEqual([]);
  });

  it('asks nothing that is no address of an event stream', async () => {
    const { store, probing } = await deed('est_none');
    await expect(probing).rejects.toMatchObject({ kind: 'not_found' });
    expect((await store.listAudit({ limit: 5 })).items).toEqual([]);
  });
});
