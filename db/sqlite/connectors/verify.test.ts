import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { type FindingAct } from '@/lib/connectors/finding';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { settleFindings } from '@/lib/server/jobs/finding-deeds';
import { createVerify } from '@/lib/server/jobs/job-deeds';
import { previewVerify } from '@/lib/server/jobs/verify-preview';
import { type Store } from '@/lib/store';
import { adaUser, openContactWorld, recordUser } from './testing/contact-world';
import { runJobs } from './testing/run-jobs';

const newFile = temporaryFiles();
const actor = 'operator@example.test';
const soon = { timeout: 30_000, interval: 30 };
const ada = 'auth0|ada';
const eve = 'auth0|eve';

let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() =>
  hubspot.reset([{ id: '42', properties: { email: 'ada@example.test' } }], { limits: { perTenSeconds: 10_000 } }),
);
afterAll(() => hubspot.stop());

/** A world in which Ada's contact is 42, and Eve's was made by us. */
async function withTwo() {
  const world = await openContactWorld(newFile(), hubspot);
  const id = await world.connect();
  const engine = world.run();
  await recordUser(world.store, 'evt_1', adaUser, { type: 'user.created' });
  await recordUser(
    world.store,
    'evt_2',
    { ...adaUser, email: 'eve@example.test', given_name: 'Eve' },
    { userId: eve, type: 'user.created' },
  );
  await world.lane(id, ada, { state: 'idle' });
  await world.lane(id, eve, { state: 'idle' });
  const link = async (userId: string) => (await world.store.lanesOfUser(userId))[0]?.link?.recordId ?? '';
  return { ...world, id, engine, madeId: await link(eve) };
}

/** Compares, and waits for the end. Returns the findings. */
async function compare(store: Store, connector: number) {
  const { job } = await createVerify({ store, actor, input: { connector }, key: null });
  await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'done' }), soon);
  const items = await store.listJobItems(job.id, { limit: 99 });
  return { job: job.id, items, found: items.map(({ result, facts }) => ({ result, ...facts })) };
}

const settle = (store: Store, id: number, act: FindingAct, of: { job: number; keys: readonly string[] }) =>
  settleFindings({ store, actor, id, act, job: of.job, keys: of.keys });

describe('a comparison of contacts', () => {
  test('story 20: finds an edited contact and a deleted one, and only reads', async () => {
    const { store, id, madeId, lane } = await withTwo();
    runJobs(store);
    await hubspot.control('PATCH', 'contacts/42', { properties: { firstname: 'Augusta', email: 'ADA@example.test ' } });
    await hubspot.control('POST', `contacts/${madeId}/archive`);
    const bob = { ...adaUser, email: 'bob@example.test' };
    await recordUser(store, 'evt_3', bob, { userId: 'auth0|bob', type: 'user.created' });
    await lane(id, 'auth0|bob', { state: 'idle' });
    const erasedId = (await store.lanesOfUser('auth0|bob'))[0]?.link?.recordId ?? '';
    await hubspot.control('POST', `contacts/${erasedId}/erase`);
    const before = (await hubspot.calls()).length;
    expect(await previewVerify(store, { connector: id })).toMatchObject({ total: 3 });
    const { items, found, job } = await compare(store, id);
    expect(found).toEqual(
      expect.arrayContaining([
        {
          ...{ result: 'different', userId: ada, recordId: '42' },
          fields: [{ target: 'firstname', ours: 'Ada', theirs: 'Augusta' }],
        },
        expect.objectContaining({ userId: eve, recordId: madeId, fields: [] }),
      ]),
    );
    expect(items.map(({ result }) => result).toSorted()).toEqual(['archived', 'different', 'missing']);
    const seen = (await hubspot.calls()).slice(before);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(({ method, path }) => method === 'GET' || path.endsWith('/batch/read'))).toBe(true);
    const counts = { total: 3, done: 3, failed: 0, different: 1, archived: 1, missing: 1 };
    expect(await store.getJob(job)).toMatchObject({ counts });
  });

  test('what a person accepts stands there without a call, until ours changes', async () => {
    const { store, id, engine, lane } = await withTwo();
    runJobs(store);
    await hubspot.control('PATCH', 'contacts/42', { properties: { firstname: 'Augusta' } });
    const { job, items } = await compare(store, id);
    const before = (await hubspot.calls()).length;
    const keys = items.map(({ key }) => key);
    expect(await settle(store, id, 'accept', { job, keys })).toEqual({ done: 1, left: 0, hasMore: false });
    expect(await settle(store, id, 'accept', { job, keys })).toEqual({ done: 0, left: 1, hasMore: false });
    expect((await hubspot.calls()).length).toBe(before);
    expect(await store.getJob(job)).toMatchObject({ counts: { different: 0, accepted: 1 } });
    expect((await compare(store, id)).found).toEqual([]);
    const contact = async () => (await hubspot.contacts()).find((one) => one.id === '42')?.properties;
    await recordUser(store, 'evt_3', { ...adaUser, family_name: 'King' }, { at: 5 });
    await vi.waitFor(async () => expect(await contact()).toMatchObject({ lastname: 'King' }), soon);
    expect(await contact()).toMatchObject({ firstname: 'Augusta' });
    await recordUser(store, 'evt_4', { ...adaUser, family_name: 'King', given_name: 'A.' }, { at: 6 });
    engine.wake();
    await vi.waitFor(async () => expect(await contact()).toMatchObject({ firstname: 'A.' }), soon);
    await lane(id, ada, { state: 'idle' });
  });

  test('pushes again what differs when a person says so, and asks about what is not there', async () => {
    const { store, id, madeId, lane, engine } = await withTwo();
    runJobs(store);
    await hubspot.control('PATCH', 'contacts/42', { properties: { firstname: 'Augusta' } });
    await hubspot.control('POST', `contacts/${madeId}/archive`);
    const { job, items } = await compare(store, id);
    expect((await settle(store, id, 'push', { job, keys: items.map(({ key }) => key) })).done).toBe(2);
    engine.wake();
    await lane(id, ada, { state: 'idle' });
    await lane(id, eve, { state: 'review', reason: 'record_archived' });
    expect((await hubspot.contacts()).find((one) => one.id === '42')?.properties).toMatchObject({ firstname: 'Ada' });
    expect((await compare(store, id)).found).toEqual([]);
  });

  test('finds records that carry an id without a link, and those of users that are gone', async () => {
    const { store, id, engine, lane } = await withTwo();
    runJobs(store);
    await store.decideLane(id, { key: ada, isEvent: false }, { act: 'unlink' }, { actor, atMs: Date.now() });
    const properties = { email: 'nobody@example.test', auth0_user_id: 'auth0|nobody' };
    await hubspot.control('POST', 'contacts', { contacts: [{ id: '900', properties }] });
    const { job, items } = await compare(store, id);
    expect(items.map(({ result, reason, key }) => [key, result, reason])).toEqual([
      ['unlinked 42', 'unlinked', 'It carries the id of a user who is linked to no record.'],
      ['extra 900', 'extra', 'It carries the id of a user that the mirror does not have.'],
    ]);
    const all = await settleFindings({ store, actor, id, job, act: 'link', kind: 'unlinked' });
    expect(all).toEqual({ done: 1, left: 0, hasMore: false });
    expect((await settleFindings({ store, actor, id, job, act: 'push', kind: 'extra' })).done).toBe(0);
    engine.wake();
    await lane(id, ada, { state: 'idle' });
    expect((await store.lanesOfUser(ada))[0]?.link).toMatchObject({ recordId: '42', role: 'writer' });
  });

  test('waits where the other side asks for a pause, and goes on where it stood', async () => {
    const { store, id } = await withTwo();
    await hubspot.trouble(
      { status: 429, policyName: 'TEN_SECONDLY_ROLLING' },
      { times: 1, match: { path: '*/batch/read' } },
    );
    const { job } = await createVerify({ store, actor, input: { connector: id }, key: null });
    runJobs(store);
    const note = 'The other side asked for a pause.';
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ note }), soon);
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'done' }), soon);
    expect(await store.getJob(job.id)).toMatchObject({ counts: { done: 2, different: 0 } });
  }, 40_000);
});
