import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { previewBackfill } from '@/lib/server/jobs/backfill-preview';
import { type CrmStandIn, startCrm } from '@/lib/server/testing/crm-stand-in';
import { adaUser, recordUser } from './testing/contact-world';
import { openRestWorld } from './testing/rest-world';
import { provideSettings } from './testing/run-engine';

const newFile = temporaryFiles();

let crm: CrmStandIn;
beforeAll(async () => {
  crm = await startCrm();
});
afterAll(() => crm.stop());

async function openWorld(users: number) {
  await crm.reset([
    { id: 42, email: 'u0@example.test' },
    { id: 43, email: 'other@example.test', auth0_user_id: 'auth0|u1' },
  ]);
  const world = await openRestWorld(newFile(), crm);
  provideSettings({ CONNECTORS_ALLOW: new URL(crm.baseUrl).hostname });
  for (let n = 0; n < users; n += 1) {
    const object = { ...adaUser, email: `u${n}@example.test` };
    await recordUser(world.store, `evt_${n}`, object, { userId: `auth0|u${n}`, type: 'user.created' });
  }
  return world;
}

test('a backfill of a REST API says before what it would do: found one at a time, by user id and then by address, and nothing is written', async () => {
  const { store, connect, writes } = await openWorld(4);
  const id = await connect({ perSecond: 1_000 });
  expect(await previewBackfill(store, { connector: id, users: 'all' })).toMatchObject({
    ...{ total: 4, lookedUp: 4, reads: 7, perSecond: 1_000 },
    acts: [
      { act: 'create', count: 2 },
      { act: 'link', count: 2 },
    ],
  });
  expect(await crm.calls()).toHaveLength(7);
  expect(await writes()).toEqual([]);
});

test('where there are many users, or the pace is slow, some are looked up and the rest is taken to be like them', async () => {
  const { store, connect } = await openWorld(60);
  const id = await connect({ perSecond: 1_000, findUser: null });
  expect(await previewBackfill(store, { connector: id, users: 'all' })).toMatchObject({
    total: 60,
    lookedUp: 30,
    reads: 30,
  });
  expect((await crm.calls()).every(({ query }) => query.includes('email='))).toBe(true);
});

test('of a CRM that does not answer only the number of users is told', async () => {
  const { store, connect } = await openWorld(2);
  const id = await connect({ perSecond: 1_000 });
  await crm.trouble({ status: 503 });
  expect(await previewBackfill(store, { connector: id, users: 'all' })).toMatchObject({
    total: 2,
    acts: null,
    tookMs: null,
  });
});
