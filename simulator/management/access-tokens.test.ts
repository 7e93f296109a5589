import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOf, objectOr, textOf } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { M2M_CLIENT } from './access-tokens.ts';

const STREAM = `event-streams/${STREAM_IDS.webhook}`;

let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'stories', webhookUrl: 'http://localhost:9/webhook' });
  api = await createApiClient(simulator.url);
});

beforeEach(() => api.control('POST', 'reset', {}));

afterAll(() => simulator.stop());

const token = (fields: Record<string, string>, form = true) =>
  fetch(`${simulator.url}/oauth/token`, {
    method: 'POST',
    ...(form
      ? { body: new URLSearchParams(fields) }
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }),
  });

const credentials = () => ({
  grant_type: 'client_credentials',
  client_id: M2M_CLIENT.id,
  client_secret: M2M_CLIENT.secret,
  audience: `${simulator.url}/api/v2/`,
});

describe('client credentials', () => {
  it.each([true, false])('give an RS256 token for a day with the granted scopes (form: %s)', async (form) => {
    const answer = objectOr(await (await token(credentials(), form)).json());
    const scope = textOf(answer.scope) ?? '';
    const jwt = textOf(answer.access_token) ?? '';
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
    expect(scope.split(' ')).toContain('update:event_deliveries');
    const claims = decodeJwt(jwt);
    expect(claims).toMatchObject({ iss: `${simulator.url}/`, aud: `${simulator.url}/api/v2/`, scope });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(86_400);
    expect(decodeProtectedHeader(jwt).alg).toBe('RS256');
  });

  it('take the https audience that official clients ask for', async () => {
    const audience = `${simulator.url.replace('http:', 'https:')}/api/v2/`;
    expect((await token({ ...credentials(), audience })).status).toBe(200);
  });

  it.each([
    [{ client_secret: 'wrong' }, 401],
    [{ client_id: 'nobody' }, 401],
    [{ audience: 'https://elsewhere.example/' }, 403],
  ])('refuse %j in the shape of OAuth', async (wrong, status) => {
    const answer = await token({ ...credentials(), ...wrong });
    expect(answer.status).toBe(status);
    expect(Object.keys(objectOr(await answer.json()))).toEqual(['error', 'error_description']);
  });
});

describe('access', () => {
  const get = (authorization?: string) =>
    fetch(`${simulator.url}/api/v2/event-streams`, { headers: authorization === undefined ? {} : { authorization } });

  it.each([
    [undefined, 'Missing authentication'],
    ['Basic abc', 'Bad HTTP authentication header format'],
    ['Bearer nonsense', 'Invalid token'],
  ])('with %s is 401', async (authorization, message) => {
    const answer = await get(authorization);
    expect(await answer.json()).toEqual({ statusCode: 401, error: 'Unauthorized', message });
  });

  it('ends for every token when they are revoked, and a new token works', async () => {
    await api.control('POST', 'token/revoke');
    expect((await api.call('GET', 'event-streams')).status).toBe(401);
    api = await createApiClient(simulator.url);
    expect((await api.call('GET', 'event-streams')).status).toBe(200);
  });

  it('names the scopes that would do when none is granted', async () => {
    await api.control('PATCH', 'config', { scopes: ['read:users'] });
    expect((await api.call('POST', `${STREAM}/redeliver`, {})).json).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message: 'Insufficient scope, expected any of: update:event_deliveries',
      errorCode: 'insufficient_scope',
    });
    expect((await api.call('GET', `${STREAM}/deliveries`)).json.message).toBe(
      'Insufficient scope, expected any of: read:event_streams,read:event_deliveries',
    );
    expect((await api.call('GET', 'users')).status).toBe(200);
  });

  it('lists failures with read:event_streams alone but opens none of them', async () => {
    await api.control('PATCH', 'config', { scopes: ['read:event_streams'] });
    const [first] = listOf((await api.call('GET', `${STREAM}/deliveries`)).json.deliveries) ?? [];
    expect((await api.call('GET', `${STREAM}/deliveries/${String(Reflect.get(Object(first), 'id'))}`)).status).toBe(
      403,
    );
  });

  it('tells how much of the rate limit is left and answers 429 beyond it', async () => {
    await api.control('PATCH', 'config', { rateLimit: { burst: 2, perSecond: 0.001 } });
    const [first, , third] = [
      await api.call('GET', 'event-streams'),
      await api.call('GET', 'event-streams'),
      await api.call('GET', 'event-streams'),
    ];
    expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['2', '1']);
    expect(third.json).toMatchObject({ statusCode: 429, error: 'Too Many Requests', errorCode: 'too_many_requests' });
    expect(Number(third.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
  });
});
