import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { type BackfillUsers } from '@/lib/connectors/connector';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { previewBackfill } from '@/lib/server/jobs/backfill-preview';
import { actOnJob, createBackfill } from '@/lib/server/jobs/job-deeds';
import { type Store } from '@/lib/store';
import { adaUser, openContactWorld, recordUser } from './testing/contact-world';
import { runEngine } from './testing/run-engine';
import { jobsOf, runJobs } from './testing/run-jobs';

const newFile = temporaryFiles();
const actor = 'operator@example.test';
const soon = { timeout: 60_000, interval: 50 };

let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset([], { limits: { perTenSeconds: 10_000 } }));
afterAll(() => hubspot.stop());

const emailOf = (n: number) => `u${n}@example.test`;

async function recordUsers(store: Store, count: number) {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      recordUser(store, `evt_${n}`, { ...adaUser, email: emailOf(n) }, { userId: `auth0|u${n}`, type: 'user.created' }),
    ),
  );
}

const start = async (store: Store, connector: number, users: BackfillUsers = 'all') =>
  (await createBackfill({ store, actor, input: { connector, users }, key: null })).job;

/** A store that answers nothing any more once its process is dead. */
function mortal(store: Store): { store: Store; kill: () => void } {
  const life = { isOver: false };
  const dead = () => Promise.reject(new Error('killed'));
  const handler: ProxyHandler<Store> = {
    get: (of, name, receiver) => {
      const own: unknown = Reflect.get(of, name, receiver);
      const isAsked = typeof own === 'function' && name !== 'nowMs' && name !== 'subscribe';
      return life.isOver && isAsked ? dead : own;
    },
  };
  return { store: new Proxy(store, handler), kill: () => void (life.isOver = true) };
}

const withUserId = async () =>
  (await hubspot.contacts()).filter(({ properties }) => (properties.auth0_user_id ?? '') !== '');

describe('a backfill of contacts', () => {
  test('story 19: of 500 users 20 have a contact; a process that is killed in the middle leaves 500 contacts, no more', async () => {
    const existing = Array.from({ length: 20 }, (_, n) => ({ id: String(100 + n), properties: { email: emailOf(n) } }));
    await hubspot.reset(existing, { limits: { perTenSeconds: 10_000 } });
    const { store, connect } = await openContactWorld(newFile(), hubspot);
    await recordUsers(store, 500);
    const id = await connect();
    const input = { connector: id, users: 'all' } as const;
    expect(await previewBackfill(store, input)).toMatchObject({
      ...{ total: 500, lookedUp: 500, reads: 10, perSecond: 8, tookMs: 187_500 },
      acts: [
        { act: 'create', count: 480 },
        { act: 'link', count: 20 },
      ],
    });
    expect((await hubspot.calls()).every(({ path }) => path.endsWith('/batch/read'))).toBe(true);
    const job = await start(store, id);
    expect(await start(store, id)).toMatchObject({ id: job.id });
    const first = mortal(store);
    const engine = runEngine(first.store);
    const jobs = runJobs(first.store);
    await vi.waitFor(async () => expect((await withUserId()).length).toBeGreaterThan(150), soon);
    first.kill();
    await Promise.all([engine.stop(), jobs.stop()]);
    expect((await withUserId()).length).toBeLessThan(500);
    runEngine(store);
    runJobs(store);
    const done = { state: 'done', counts: { total: 500, done: 500, failed: 0, inStep: 500 } };
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject(done), soon);
    const contacts = await withUserId();
    expect(new Set(contacts.map(({ properties }) => properties.auth0_user_id)).size).toBe(500);
    expect(await hubspot.contacts()).toHaveLength(500);
    expect(await store.laneCounts(id)).toMatchObject({ idle: 500, waiting: 0 });
  }, 120_000);

  test('wakes nobody more while it is paused, goes on when it is resumed, and leaves the rest when it is cancelled', async () => {
    const { store, connect } = await openContactWorld(newFile(), hubspot);
    await recordUsers(store, 1_300);
    const id = await connect();
    const job = await start(store, id);
    const counts = async () => (await store.getJob(job.id))?.counts;
    const jobs = jobsOf(store);
    const turns = async (until: (woken: number) => boolean) => {
      for (let turn = 0; turn < 20 && !until((await counts())?.woken ?? 0); turn += 1) {
        await jobs.turn(new AbortController().signal);
      }
    };
    await turns((woken) => woken > 0);
    await actOnJob({ store, actor, id: job.id, act: 'pause' });
    await turns(() => false);
    expect(await counts()).toMatchObject({ total: 1_300, woken: 500, waiting: 800 });
    await actOnJob({ store, actor, id: job.id, act: 'resume' });
    await turns((woken) => woken > 500);
    await actOnJob({ store, actor, id: job.id, act: 'cancel' });
    await turns(() => false);
    expect(await store.getJob(job.id)).toMatchObject({ state: 'cancelled' });
    expect(await counts()).toMatchObject({ woken: 1_000, notTried: 300, waiting: 0 });
    expect(await store.laneCounts(id)).toMatchObject({ waiting: 1_000 });
  });

  test('waits for a connector that is paused, says so, and ends when it is deleted', async () => {
    const { store, connect } = await openContactWorld(newFile(), hubspot);
    await recordUsers(store, 3);
    const id = await connect();
    await store.switchConnector(id, 'paused', { actor, atMs: 1 });
    const job = await start(store, id);
    runJobs(store);
    const note = 'The connector is paused: nobody is woken until it runs again.';
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'running', note }), soon);
    expect(await store.laneCounts(id)).toMatchObject({ waiting: 0 });
    await store.deleteConnector(id, { actor, atMs: 2 });
    const failed = { state: 'failed', reason: 'The connector was deleted.', counts: { notTried: 3 } };
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject(failed), soon);
  }, 30_000);

  test('says of each user what came of it, and tries again only those that it is asked to', async () => {
    const { store, connect } = await openContactWorld(newFile(), hubspot);
    const user = (name: string, over: object) =>
      recordUser(store, `evt_${name}`, { ...adaUser, ...over }, { userId: `auth0|${name}`, type: 'user.created' });
    await hubspot.control('POST', 'contacts', { contacts: [{ id: '7', properties: { email: 'bob@example.test' } }] });
    await user('ada', { email: 'ada@example.test' });
    await user('bob', { email: 'bob@example.test', email_verified: false });
    await user('phone', { email: '' });
    const id = await connect();
    expect((await previewBackfill(store, { connector: id, users: 'all' })).acts).toEqual([
      { act: 'create', count: 1 },
      { act: 'ask', count: 1 },
      { act: 'no_email', count: 1 },
    ]);
    const job = await start(store, id);
    runEngine(store);
    runJobs(store);
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'done' }), soon);
    const items = await store.listJobItems(job.id, { limit: 9 });
    expect(items.map(({ key, result, reason }) => [key, result, reason])).toEqual([
      ['auth0|ada', 'in_step', null],
      ['auth0|bob', 'review', '7 has the user’s address, which is not verified.'],
      ['auth0|phone', 'parked', 'has no address'],
    ]);
    await hubspot.reset([], { limits: { perTenSeconds: 10_000 } });
    const second = await start(store, id, 'review');
    await vi.waitFor(async () => expect(await store.getJob(second.id)).toMatchObject({ state: 'done' }), soon);
    expect(await store.getJob(second.id)).toMatchObject({ counts: { total: 1, done: 1 } });
    expect((await hubspot.contacts()).map(({ properties }) => properties.email)).toEqual(['bob@example.test']);
  }, 60_000);
});
