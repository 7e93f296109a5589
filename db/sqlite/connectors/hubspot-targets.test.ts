import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { temporaryFiles } from '@/db/testing/temporary';
import { hubspotBudget } from '@/lib/server/connectors/hubspot/hubspot-budget';
import { hubspotTargets, makeProperties } from '@/lib/server/connectors/hubspot/hubspot-targets';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { hourMs, minuteMs } from '@/lib/spans';
import { openContactWorld } from './testing/contact-world';

const newFile = temporaryFiles();
let hubspot: HubspotStandIn;

beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset([]));
afterAll(() => hubspot.stop());

const propertyReads = async () =>
  (await hubspot.calls()).filter(({ method, path }) => method === 'GET' && path.includes('/properties/')).length;

it('reads the properties once an hour, or when a person wants it, and says when that was', async () => {
  const { store, connect } = await openContactWorld(newFile(), hubspot);
  const id = await connect();
  const first = await hubspotTargets({ store, id, isFresh: true });
  expect(first.properties.find(({ name }) => name === 'firstname')).toMatchObject({
    type: 'string',
    isReadOnly: false,
  });
  const reads = await propertyReads();
  expect(await hubspotTargets({ store, id, isFresh: false })).toEqual(first);
  expect(await propertyReads()).toBe(reads);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs });
  expect((await hubspotTargets({ store, id, isFresh: false })).readAtMs).toBeGreaterThan(first.readAtMs);
  await hubspotTargets({ store, id, isFresh: true });
  expect(await propertyReads()).toBe(reads + 2);
});

it('makes what is missing on record, after which the list tells it', async () => {
  const { store, connect } = await openContactWorld(newFile(), hubspot);
  const id = await connect();
  const named = async () => (await hubspotTargets({ store, id, isFresh: false })).properties.map(({ name }) => name);
  await hubspotTargets({ store, id, isFresh: true });
  const answer = await makeProperties({ store, id, actor: 'mara@example.test' });
  expect(answer.hubspot?.missing).toEqual([]);
  expect(await named()).toEqual(expect.arrayContaining(['auth0_user_id', 'auth0_status']));
  const { items } = await store.listAudit({ limit: 10 });
  expect(items).toContainEqual(
    expect.objectContaining({
      action: 'connector_properties_made',
      actor: 'mara@example.test',
      target: `connector/${id}`,
    }),
  );
});

it('says what HubSpot answered where it does not tell its properties', async () => {
  const { store, connect } = await openContactWorld(newFile(), hubspot);
  const id = await connect();
  await hubspot.trouble({ status: 403 }, { match: { path: '*properties*' } });
  await expect(hubspotTargets({ store, id, isFresh: true })).rejects.toThrow('HubSpot did not do it');
});

it('tells how much of the account’s day is used and when it ends, asking HubSpot once a minute at most', async () => {
  await hubspot.reset([], { limits: { perTenSeconds: 10_000, perDay: 650_000 } });
  const { store, connect } = await openContactWorld(newFile(), hubspot);
  const id = await connect();
  const first = await hubspotBudget({ store, id });
  expect(first).toMatchObject({ limit: 650_000 });
  expect(first.used).toBeGreaterThan(0);
  expect(first.resetsAtMs).toBeGreaterThan(store.nowMs());
  const asked = async () => (await hubspot.calls()).filter(({ path }) => path.includes('api-usage')).length;
  expect(await hubspotBudget({ store, id })).toEqual(first);
  expect(await asked()).toBe(1);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minuteMs });
  expect((await hubspotBudget({ store, id })).used).toBeGreaterThan(first.used);
  expect(await asked()).toBe(2);
  await hubspot.trouble({ status: 403 });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minuteMs });
  await expect(hubspotBudget({ store, id })).rejects.toThrow('could not be asked');
});
