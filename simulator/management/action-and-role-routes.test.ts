import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr } from '../ground/json.ts';
import { ACTION_IDS } from '../seeds/action-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { until } from '../testing/webhook-target.ts';

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(() => simulator.stop());

describe('Actions', () => {
  const list = async (query = '') => (await api.call('GET', `actions/actions${query}`)).json;
  const ids = (json: Record<string, unknown>) => (listOf(json.actions) ?? []).map((row) => objectOr(row).id);

  it('are listed by trigger and deployment, page by page', async () => {
    expect(await list()).toMatchObject({ total: 3, page: 0, per_page: 20 });
    expect(ids(await list('?triggerId=event-stream&deployed=true'))).toEqual([ACTION_IDS.crm]);
    expect(ids(await list('?deployed=false'))).toEqual([ACTION_IDS.draft]);
    expect(ids(await list('?page=1&per_page=2'))).toEqual([ACTION_IDS.login]);
    expect(ids(await list('?actionName=Send%20to%20CRM'))).toEqual([ACTION_IDS.crm]);
    expect(ids(await list('?installed=true'))).toEqual([]);
  });

  it('show the names of their secrets and never a value', async () => {
    const { json, text } = await api.call('GET', `actions/actions/${ACTION_IDS.crm}`);
    expect(json.secrets).toMatchObject([{ name: 'CRM_KEY' }]);
    expect(text).not.toContain('simulated-crm-key');
    expect(objectOr(json.deployed_version).number).toBe(1);
  });

  it.each(['?triggerId=on-sneeze', '?deployed=maybe', '?per_page=101', '?page=-1'])('refuse %s', async (query) => {
    expect((await list(query)).errorCode).toBe('invalid_query_string');
  });

  it('answer 404 for an unknown one in the recorded words', async () => {
    expect((await api.call('GET', 'actions/actions/none')).json).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'That action does not exist.',
    });
  });
});

describe('Actions made by the Management API', () => {
  const code = 'exports.onExecuteEventStream = async (event) => { console.log(event.secrets.A, event.secrets.B); };';
  const make = async (body: object = {}) =>
    (
      await api.call('POST', 'actions/actions', {
        name: 'Forward',
        supported_triggers: [{ id: 'event-stream', version: 'v1' }],
        code,
        ...body,
      })
    ).json;
  const statusOf = async (id: unknown) => (await api.call('GET', `actions/actions/${String(id)}`)).json.status;

  it('can be deployed once they are built, and not before', async () => {
    await api.control('PATCH', 'config', { actionBuildMs: 3_600_000 });
    const { id, status } = await make();
    expect([status, await statusOf(id)]).toEqual(['pending', 'building']);
    expect((await api.call('POST', `actions/actions/${String(id)}/deploy`)).json).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: "A draft must be in the 'built' state before it can be deployed.",
    });
    const bound = { type: 'action', configuration: { action_id: id } };
    expect((await api.call('POST', 'event-streams', { name: 'early', destination: bound })).status).toBe(400);
    await api.control('PATCH', 'config', { actionBuildMs: 0 });
    await api.call('PATCH', `actions/actions/${String(id)}`, { code });
    expect((await api.call('POST', `actions/actions/${String(id)}/deploy`)).status).toBe(200);
    expect((await api.call('POST', 'event-streams', { name: 'late', destination: bound })).status).toBe(201);
  });

  it('keep a secret that a change names without a value, and drop one that it does not name', async () => {
    await api.control('PATCH', 'config', { actionBuildMs: 0, speed: 100 });
    const { id } = await make({
      secrets: [
        { name: 'A', value: 'a' },
        { name: 'B', value: 'b' },
      ],
    });
    const path = `actions/actions/${String(id)}`;
    await api.call('PATCH', path, { secrets: [{ name: 'A' }] });
    await api.call('POST', `${path}/deploy`);
    const { json } = await api.call('POST', 'event-streams', {
      name: 'of it',
      destination: { type: 'action', configuration: { action_id: id } },
    });
    await api.call('POST', `event-streams/${String(json.id)}/test`, { event_type: 'user.created' });
    const logged = async () => (await api.control('GET', 'state')).text.includes('Forward: a undefined');
    await until(logged);
  });

  it.each([
    [{ name: undefined }, "'Missing required property: name'"],
    [{ supported_triggers: [] }, "'Array is too short (0), minimum 1' on property supported_triggers"],
    [{ supported_triggers: [{ id: 'on-sneeze' }] }, "'No enum match for: on-sneeze'"],
    [{ code: 7 }, "'Expected type string but found type integer' on property code"],
  ])('refuse %j in the words of Auth0', async (body, words) => {
    expect((await make(body)).message).toContain(words);
  });

  it('have one name each', async () => {
    await make();
    expect((await make()).statusCode).toBe(409);
  });

  it('stay while an event stream calls them, unless the deletion is forced; then its deliveries fail', async () => {
    const path = `actions/actions/${ACTION_IDS.crm}`;
    expect((await api.call('DELETE', path)).json).toMatchObject({
      statusCode: 409,
      message: 'Unable to delete an action bound to a trigger.',
    });
    expect((await api.call('DELETE', `${path}?force=true`)).status).toBe(204);
    await api.control('PATCH', 'config', { speed: 100 });
    await api.call('PATCH', `event-streams/${STREAM_IDS.action}`, { status: 'enabled' });
    await api.call('POST', `event-streams/${STREAM_IDS.action}/test`, { event_type: 'user.created' });
    await until(async () => {
      const { text } = await api.call('GET', `event-streams/${STREAM_IDS.action}/deliveries`);
      return text.includes('That action does not exist.');
    });
  });
});

describe('roles of a user', () => {
  const path = async () => {
    const [first] = listOf((await api.call('GET', 'users?include_totals=true')).json.users) ?? [];
    return `users/${encodeURIComponent(String(objectOr(first).user_id))}/roles`;
  };

  it('are listed plain or with totals, given and taken', async () => {
    const roles = await path();
    const [role] = listOf((await api.call('GET', `${roles}?include_totals=true&per_page=1`)).json.roles) ?? [];
    const id = objectOr(role).id;
    expect((await api.call('GET', roles)).text).toContain(String(id));
    expect((await api.call('DELETE', roles, { roles: [id] })).status).toBe(204);
    expect((await api.call('GET', roles)).text).not.toContain(String(id));
    expect((await api.call('POST', roles, { roles: [id] })).status).toBe(204);
    expect((await api.call('GET', roles)).text).toContain(String(id));
    expect((await api.call('POST', roles, { roles: ['rol_0000000000000000'] })).status).toBe(404);
    expect((await api.call('POST', roles, { roles: [] })).json.errorCode).toBe('invalid_body');
  });

  it('need all three scopes at once', async () => {
    const roles = await path();
    await api.control('PATCH', 'config', { scopes: ['read:users', 'read:roles'] });
    expect((await api.call('GET', roles)).json).toMatchObject({
      errorCode: 'insufficient_scope',
      message: 'Insufficient scope, expected all of: read:users,read:roles,read:role_members',
    });
  });

  it('of nobody are 404', async () => {
    expect((await api.call('GET', 'users/auth0%7Cnobody/roles')).json.errorCode).toBe('inexistent_user');
  });
});
