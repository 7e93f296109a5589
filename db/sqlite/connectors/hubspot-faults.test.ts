import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { type MappingRow, hubspotDefaults } from '@/lib/connectors/records/record-config';
import { createBackfill } from '@/lib/server/jobs/job-deeds';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { admin } from './testing/hook-world';
import { adaUser, openContactWorld, recordUser, waitUntil } from './testing/contact-world';
import { runJobs } from './testing/run-jobs';

const newFile = temporaryFiles();
const ada = 'auth0|ada';

let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset());
afterAll(() => hubspot.stop());

const only = async () => (await hubspot.contacts())[0]?.properties;

const row = (source: string, target: string): MappingRow => ({
  ...{ source, target, transforms: [], when: 'always', cleared: 'leave' },
});

describe('a user that the mirror does not have', () => {
  test('is not said to be pushed, makes no request, and is carried on once it is there', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await store.wakeUsers(id, [ada], { isRetrying: false });
    await lane(id, ada, { state: 'parked', reason: 'not_mirrored', pushedAtMs: null });
    expect(await hubspot.calls()).toEqual([]);
    await recordUser(store, 'evt_1', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle', reason: null });
    expect(await only()).toMatchObject({ auth0_user_id: ada });
  });
});

describe('what is kept of a refusal', () => {
  const canary = 'Canary-7f3a "Ünal"';

  test.each([
    ['one value', { status: 400, body: refusalOf([{ target: 'jobtitle', code: 'INVALID_OPTION' }]) }],
    ['the whole', { status: 400, body: { message: `Property values were not valid: ${canary}` } }],
    ['for now', { status: 500, body: { message: `Could not store ${canary.toUpperCase()}` } }],
  ])('of %s names what was refused and no value', async (_, respond) => {
    const { store, connect, run, laneOf } = await openContactWorld(newFile(), hubspot);
    const id = await connect({ mapping: [...hubspotDefaults.mapping, row('nickname', 'jobtitle')] });
    await hubspot.trouble(respond, { match: { method: 'POST' }, times: 9 });
    run();
    await recordUser(store, 'evt_1', { ...adaUser, nickname: canary }, { type: 'user.created' });
    await vi.waitFor(async () => expect((await laneOf(id, ada))?.error).toMatch(/…/), waitUntil);
    const calls = (await store.listCalls(id, {}, { limit: 9 })).items;
    const [first] = calls.filter(({ act }) => act === 'create').slice(-1);
    expect(first).toMatchObject({ status: respond.status });
    expect(first?.targets).toContain('jobtitle');
    const kept = JSON.stringify([{ ...(await laneOf(id, ada)), facts: null }, calls]);
    expect(kept).not.toMatch(/canary|7f3a|nal\b/i);
  });

  function refusalOf(problems: readonly { target: string; code: string }[]) {
    const errors = problems.map(({ target, code }) => ({
      ...{ message: `${canary} was not one of the allowed options`, code },
      context: { propertyName: [target] },
    }));
    return { status: 'error', category: 'VALIDATION_ERROR', message: `Bad: ${canary}`, errors };
  }
});

describe('a HubSpot connector meets faults of the catalogue', () => {
  test('C33: a mapping saved while a user is pushed is carried on for that user, too, when all are brought into step', async () => {
    const { store, connect, run, lane } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    runJobs(store);
    const user = { ...adaUser, nickname: 'Countess' };
    await recordUser(store, 'evt_1', user, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    // The push that is under way keeps to the mapping that it has begun with.
    await hubspot.trouble({ delayMs: 3_000 }, { match: { method: 'PATCH' }, times: 1 });
    await recordUser(store, 'evt_2', { ...user, family_name: 'King' }, { at: 1 });
    await lane(id, ada, { state: 'running' });
    const known = await store.getConnector(id);
    const config = { ...hubspotDefaults, mapping: [...hubspotDefaults.mapping, row('nickname', 'jobtitle')] };
    await store.changeConnector(
      id,
      { name: known?.name ?? '', config, ifVersion: known?.configVersion ?? 0, changed: ['mapping'] },
      admin,
    );
    const { job } = await createBackfill({ store, actor: 'a', input: { connector: id, users: 'all' }, key: null });
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ counts: { woken: 1 } }), waitUntil);
    await lane(id, ada, { state: 'running' });
    await vi.waitFor(async () => expect(await only()).toMatchObject({ jobtitle: 'Countess' }), waitUntil);
    expect(await only()).toMatchObject({ lastname: 'King' });
    await vi.waitFor(async () => expect(await store.getJob(job.id)).toMatchObject({ state: 'done' }), waitUntil);
    expect(await hubspot.contacts()).toHaveLength(1);
  }, 30_000);

  test('C2: 500 changes of one user in a burst are at most three pushes, and the last one is there', async () => {
    await hubspot.reset([], { latencyMs: 400, limits: { perTenSeconds: 10_000 } });
    const { store, connect, run, lane, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    run();
    await recordUser(store, 'evt_0', adaUser, { type: 'user.created' });
    await lane(id, ada, { state: 'idle' });
    const before = (await writes()).length;
    const changes = Array.from({ length: 500 }, (_, n) => n + 1);
    await Promise.all(
      changes.map((n) => recordUser(store, `evt_${n}`, { ...adaUser, family_name: `N${n}` }, { at: n })),
    );
    await lane(id, ada, { state: 'idle', doneSeq: 501 });
    expect(await only()).toMatchObject({ lastname: 'N500' });
    const names = (await writes()).slice(before).map(({ body }) => /N(\d+)/.exec(JSON.stringify(body))?.[1]);
    expect(names.length).toBeLessThanOrEqual(3);
    expect(names).toEqual(names.toSorted((one, other) => Number(one) - Number(other)));
  }, 30_000);

  test('C11: HubSpot that is down for hours is asked by one user at a time, and asks nobody when it is back', async () => {
    const { store, connect, run, pass } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    await hubspot.trouble({ status: 500 }, {});
    const engine = run();
    const people = Array.from({ length: 12 }, (_, n) => n);
    for (const n of people) {
      const over = { userId: `auth0|u${n}`, type: 'user.created' };
      await recordUser(store, `evt_${n}`, { ...adaUser, email: `u${n}@example.test` }, over);
    }
    const isQuiet = async () => expect(await store.getConnector(id)).toMatchObject({ quietReason: 'outage' });
    await vi.waitFor(isQuiet, waitUntil);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).running).toBe(0), waitUntil);
    const asked = (await hubspot.calls()).length;
    pass(11 * 60_000, engine);
    await vi.waitFor(async () => expect((await hubspot.calls()).length).toBe(asked + 1), waitUntil);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).running).toBe(0), waitUntil);
    expect((await store.laneCounts(id)).review).toBe(0);
    await hubspot.control('DELETE', 'troubles');
    pass(3 * 3_600_000, engine);
    await vi.waitFor(async () => expect((await store.laneCounts(id)).idle).toBe(12), waitUntil);
    expect(await hubspot.contacts()).toHaveLength(12);
  }, 40_000);

  test('story 16: paused over a restart, 40 users who change often are pushed once each when it is resumed', async () => {
    await hubspot.reset([], { limits: { perTenSeconds: 10_000 } });
    const { store, connect, run, writes } = await openContactWorld(newFile(), hubspot);
    const id = await connect();
    const first = run();
    await store.switchConnector(id, 'paused', admin);
    const events = Array.from({ length: 400 }, (_, n) => n);
    await Promise.all(
      events.map((n) => {
        const user = { ...adaUser, email: `u${n % 40}@example.test`, family_name: `N${n}` };
        return recordUser(store, `evt_${n}`, user, { userId: `auth0|u${n % 40}`, type: 'user.created', at: n });
      }),
    );
    await first.stop();
    const second = run();
    expect(await store.getConnector(id)).toMatchObject({ state: 'paused' });
    expect(await writes()).toEqual([]);
    await store.switchConnector(id, 'running', admin);
    second.wake();
    await vi.waitFor(async () => expect((await store.laneCounts(id)).idle).toBe(40), { timeout: 30_000, interval: 50 });
    expect((await writes()).length).toBeLessThanOrEqual(40);
    const names = (await hubspot.contacts()).map(({ properties }) => properties.lastname).toSorted();
    expect(names).toEqual(Array.from({ length: 40 }, (_, n) => `N${360 + n}`).toSorted());
  }, 60_000);
});
