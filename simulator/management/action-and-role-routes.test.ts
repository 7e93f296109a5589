import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr } from '../ground/json.ts';
import { ACTION_IDS } from '../seeds/action-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';

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
