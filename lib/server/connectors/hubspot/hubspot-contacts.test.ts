import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type HubspotStandIn, startHubspot } from '../../testing/hubspot-stand-in';
import { batchRead, readContacts, searchContacts } from './hubspot-contacts';

let hubspot: HubspotStandIn;

const contacts = [
  {
    id: '42',
    properties: {
      email: 'ada@old.test',
      firstname: 'Ada',
      lastname: 'Lovelace',
      company: 'Engines',
      auth0_user_id: 'auth0|ada',
    },
  },
  { id: '77', properties: { email: 'grace@x.test', lastname: 'Hopper' } },
  { id: '78', properties: { firstname: 'Nobody' } },
  { id: '79', properties: { email: 'gone@x.test' }, archived: true },
];

beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset(contacts, { searchLagMs: 0, limits: { searchPerSecond: 100 } }));
afterAll(() => hubspot.stop());

const found = async (question: string) => {
  const result = await searchContacts(hubspot.parts(), question);
  return result.kind === 'done' ? result.value.map(({ id }) => id) : result;
};

it('shows contacts that a person is to choose from, and leaves out what is not there', async () => {
  const result = await readContacts(hubspot.parts(), ['42', '78', '42', '7', '79', 'no number']);
  const time = expect.any(Number) as number;
  expect(result).toEqual({
    kind: 'done',
    value: [
      {
        ...{ id: '42', name: 'Ada Lovelace', email: 'ada@old.test', company: 'Engines', userId: 'auth0|ada' },
        ...{ createdAtMs: time, changedAtMs: time },
      },
      { id: '78', name: 'Nobody', email: null, company: null, userId: null, createdAtMs: time, changedAtMs: time },
    ],
  });
  expect(await hubspot.calls()).toHaveLength(1);
});

it('asks for nobody without asking', async () => {
  expect(await readContacts(hubspot.parts(), [])).toEqual({ kind: 'done', value: [] });
  expect(await found('  ')).toEqual([]);
  expect(await hubspot.calls()).toEqual([]);
});

it('reads more than one batch takes', async () => {
  const many = Array.from({ length: 250 }, (_, at) => ({
    id: String(1_000 + at),
    properties: { firstname: `P${at}` },
  }));
  await hubspot.control('POST', 'contacts', { contacts: many });
  const ids = many.map(({ id }) => id);
  const result = await batchRead(hubspot.parts(), ids, { targets: ['firstname'] });
  expect(result.kind === 'done' && result.value.map(({ id }) => id)).toEqual(ids);
  expect(await hubspot.calls()).toHaveLength(3);
});

it('finds by name, address and id, at most ten', async () => {
  expect(await found('lovelace')).toEqual(['42']);
  expect(await found('GRACE@x.test')).toEqual(['77']);
  expect(await found(' 42 ')).toEqual(['42']);
  expect(await found('nothing like it')).toEqual([]);
  const many = Array.from({ length: 15 }, (_, at) => ({ properties: { firstname: 'Same', email: `s${at}@x.test` } }));
  await hubspot.control('POST', 'contacts', { contacts: many });
  expect(await found('Same')).toHaveLength(10);
  // A search takes 3,000 characters in all.
  expect(await found('x'.repeat(5_000))).toEqual([]);
});

it('finds an id and an address that the search does not know yet', async () => {
  await hubspot.control('PATCH', 'config', { searchLagMs: 60_000 });
  await hubspot.control('POST', 'contacts', { id: '90', properties: { email: 'new@x.test', lastname: 'New' } });
  expect(await found('New')).toEqual([]);
  expect([await found('new@x.test'), await found('90')]).toEqual([['90'], ['90']]);
});

it.each([
  [{ status: 429, policyName: 'SECONDLY' }, { judgement: { kind: 'quiet' } }],
  [{ truncate: true }, { judgement: { kind: 'failed', isOutage: true } }],
  [{ html: true }, { judgement: { kind: 'failed', isOutage: true } }],
  [{ lost: true }, { judgement: { kind: 'failed', isAnswered: false } }],
])('tells what %j means', async (respond, told) => {
  await hubspot.trouble(respond, { times: 2 });
  expect(await found('Ada')).toMatchObject({ kind: 'stopped', ...told });
  expect(await readContacts(hubspot.parts(), ['42'])).toMatchObject({ kind: 'stopped', ...told });
});
