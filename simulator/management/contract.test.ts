import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hurriedClock } from '../ground/clock.ts';
import { createSender } from '../delivery/sender.ts';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import { defaultSettings } from '../ground/settings.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { Tenant } from '../world/tenant.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { checkAnswer } from '../testing/contract/check-answer.ts';
import { endpoints } from '../testing/contract/endpoints.ts';
import { eventType } from '../testing/contract/shared-shapes.ts';
import { managementRoutes } from './management-api.ts';

const settings = defaultSettings();
const tenant = new Tenant({ clock: hurriedClock(settings), settings, sender: createSender() });

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

afterAll(() => simulator.stop());

const PARAMETERS: Record<string, string> = {
  ':event_id': 'evt_0000000000000000000000',
  ':provider': 'email',
  ':user_id': 'x',
};
const UNKNOWN_IDS: Record<string, string> = {
  'event-streams': 'est_0000000000000000000000',
  jobs: 'job_0000000000000000',
};

/** The path of an endpoint with well-formed ids of things that are not there. */
const pathOf = (pattern: string) => {
  const [, first = '', ...rest] = pattern.split('/');
  const filled = rest.map((part) => (part === ':id' ? (UNKNOWN_IDS[first] ?? 'auth0|x') : (PARAMETERS[part] ?? part)));
  return [first, ...filled.map(encodeURIComponent)].join('/');
};

describe('the contract', () => {
  it('names exactly the endpoints that are served', () => {
    const served = managementRoutes(() => tenant).map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
    expect(served.toSorted()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('names exactly the event types that are known', () => {
    expect([...EVENT_TYPES].toSorted()).toEqual([...eventType.options].toSorted());
  });
});

describe.each(endpoints)('$method $path', ({ method, path: pattern }) => {
  const path = pathOf(pattern);

  it('is 401 without a token', async () => {
    await api.control('POST', 'reset', {});
    const answer = await fetch(`${simulator.url}/api/v2/${path}`, { method });
    const { status, headers } = answer;
    expect(status).toBe(401);
    checkAnswer({ method, path: `/${path}`, status, headers, text: await answer.text() });
  });

  it('is 403 without a scope', async () => {
    await api.control('PATCH', 'config', { scopes: [] });
    expect((await api.call(method, path)).json.errorCode).toBe('insufficient_scope');
  });

  it('is 429 once the rate limit is used up', async () => {
    await api.control('PATCH', 'config', { rateLimit: { burst: 1, perSecond: 0.0001 } });
    await api.unchecked('GET', 'nothing');
    expect((await api.call(method, path)).status).toBe(429);
  });
});

const BODIES: [ending: string, body: object][] = [
  ['/identities', { provider: 'email', user_id: 'x' }],
  ['/test', { event_type: 'user.created' }],
  ['/actions/:id', { name: 'x' }],
  ['/roles', { roles: ['rol_0000000000000000'] }],
];
const ofOne = endpoints.filter(({ path, refusals }) => path.includes(':id') && refusals.includes(404));

describe.each(ofOne)('$method $path', ({ method, path }) => {
  it('is 404 for an id that nothing has', async () => {
    await api.control('POST', 'reset', {});
    const [, body] = BODIES.find(([ending]) => path.endsWith(ending)) ?? [];
    expect((await api.call(method, pathOf(path), method === 'GET' ? undefined : body)).json.statusCode).toBe(404);
  });
});
