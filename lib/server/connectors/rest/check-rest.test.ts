import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RestConfig, restDefaults } from '../../../connectors/rest/rest-config';
import { type CrmStandIn, startCrm } from '../../testing/crm-stand-in';
import { addressGuard } from '../address-guard';
import { checkRest } from './check-rest';
import { readRecords, searchRecords } from './rest-records';

let crm: CrmStandIn;
beforeAll(async () => {
  crm = await startCrm();
});
beforeEach(() => crm.reset([{ email: 'grace@example.test' }]));
afterAll(() => crm.stop());

async function check(over: Partial<RestConfig> = {}, token = crm.token) {
  const config = { ...restDefaults, baseUrl: crm.baseUrl, ...over };
  const guard = addressGuard([{ host: new URL(crm.baseUrl).hostname }]);
  const { isReady, findings } = await checkRest({ config, token, guard, nowMs: Date.now });
  return { isReady, text: findings.map(({ tone, text }) => `${tone}: ${text}`).join('\n') };
}

const get = (path: string) => ({ method: 'GET' as const, path, body: null });

test('finds nobody for an address and a user id that nobody has, and writes nothing', async () => {
  const { isReady, text } = await check();
  expect(isReady).toBe(true);
  expect(text).toContain('ok: The CRM takes the credential.');
  expect(text).toContain('ok: Asked for an address that nobody has, the CRM finds nobody.');
  expect(text).toContain('ok: Asked for a user id that nobody has, the CRM finds nobody.');
  expect(text).toContain('warn: Writing is not tried.');
  const calls = await crm.calls();
  expect(calls.map(({ method, status }) => `${method} ${status}`)).toEqual(['GET 200', 'GET 200']);
});

test('tells a refused credential, and asks no more', async () => {
  const { isReady, text } = await check({}, 'another');
  expect(isReady).toBe(false);
  expect(text).toContain('bad: The CRM refused the credential: answered 401');
  expect(await crm.calls()).toHaveLength(1);
});

test('tells a filter that the CRM takes no notice of', async () => {
  const { isReady, text } = await check({ find: get('/contacts?mail={email}') });
  expect(isReady).toBe(false);
  expect(text).toContain('the CRM tells 1 record: it takes no notice of the filter');
});

test('tells that a path may be wrong', async () => {
  const { isReady, text } = await check({ find: get('/people?email={email}') });
  expect(isReady).toBe(true);
  expect(text).toContain('warn: Asked for an address that nobody has, the CRM answered 404');
});

test('tells where the list is missing', async () => {
  const { isReady, text } = await check({ answers: { ...restDefaults.answers, list: '/data' } });
  expect(isReady).toBe(false);
  expect(text).toContain('bad: The CRM answered 200, and no list at /data.');
});

test('asks nothing at an address that may not be asked', async () => {
  const { isReady, text } = await check({ baseUrl: 'http://192.0.2.1/crm' });
  expect(isReady).toBe(false);
  expect(text).toContain('CONNECTORS_ALLOW');
});

test('shows records to a person by id and by address, with the names that are mapped', async () => {
  await crm.reset([{ id: 7, email: 'ada@example.test', first_name: 'Ada', last_name: 'Lovelace' }]);
  const guard = addressGuard([{ host: new URL(crm.baseUrl).hostname }]);
  const parts = { config: { ...restDefaults, baseUrl: crm.baseUrl }, token: crm.token, guard, nowMs: Date.now };
  const ada = { id: '7', name: 'Ada Lovelace', email: 'ada@example.test' };
  expect(await readRecords(parts, ['7', '8'])).toMatchObject({ kind: 'done', value: [ada] });
  expect(await searchRecords(parts, ' ADA@example.test ')).toMatchObject({ value: [ada] });
  expect(await searchRecords(parts, 'Ada Lovelace')).toEqual({ kind: 'done', value: [] });
  expect(await searchRecords({ ...parts, token: 'x' }, '7')).toMatchObject({ kind: 'stopped' });
});

test('tells what the settings risk', async () => {
  const { text } = await check({ findUser: null, update: { method: 'PUT', path: '/contacts/{id}', body: '' } });
  expect(text).toContain('warn: Records cannot be found by auth0_user_id');
  expect(text).toContain('warn: An update sends what differs. A PUT');
});
