import { afterEach, describe, expect, test } from 'vitest';
import { type ManagementError } from './errors';
import { checkManagement } from './status';
import { getStream, listStreams } from './streams';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../testing/tiny-tenant';

const stream = { id: 'est_1', name: 'mirror', status: 'enabled', subscriptions: [], destination: { type: 'webhook' } };
const streams = { body: { eventStreams: [stream] } };

let tenant: TinyTenant | null = null;
afterEach(async () => {
  await tenant?.close();
  tenant = null;
});

async function world(answer: Parameters<typeof startTinyTenant>[0]): Promise<TinyTenant> {
  tenant = await startTinyTenant(answer);
  return tenant;
}

async function failureOf(promise: Promise<unknown>): Promise<ManagementError> {
  return promise.then(
    () => Promise.reject(new Error('It did not fail')),
    (error: unknown) => error as ManagementError,
  );
}

describe('the token', () => {
  test('fifty calls at once cost one token request, as a form with the API as audience', async () => {
    const { management, to } = await world(({ path }) => (path.startsWith('/api') ? { body: stream } : undefined));
    await Promise.all(Array.from({ length: 50 }, () => getStream(management, 'est_1')));
    const [request, ...more] = to(/oauth\/token/);
    expect(more).toEqual([]);
    const form = new URLSearchParams(request?.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('audience')).toMatch(/^http:\/\/localhost:\d+\/api\/v2\/$/);
  });

  test('a 401 drops the token and is tried once more with a fresh one', async () => {
    const { management, to } = await world(({ path, authorization }) => {
      if (!path.startsWith('/api')) return undefined;
      return authorization === 'Bearer token-1' ? { status: 401, body: {} } : { body: stream };
    });
    await expect(getStream(management, 'est_1')).resolves.toMatchObject({ name: 'mirror' });
    expect(to(/event-streams/).map((request) => request.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('wrong client credentials are named as such, and the secret is in no message', async () => {
    const { management } = await world(() => ({ status: 401, body: { error: 'access_denied' } }));
    const error = await failureOf(getStream(management, 'est_1'));
    expect(error.kind).toBe('credentials');
    expect(`${error.message}${error.stack ?? ''}${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  test('credentials that are refused are not presented again with every call, but when somebody checks again', async () => {
    const { management, to } = await world(({ path }) =>
      path.startsWith('/api') ? streams : { status: 401, body: {} },
    );
    for (let n = 0; n < 5; n += 1) expect((await failureOf(getStream(management, 'est_1'))).kind).toBe('credentials');
    expect(to(/oauth\/token/)).toHaveLength(1);
    await checkManagement(management, { fresh: true });
    expect(to(/oauth\/token/)).toHaveLength(2);
  });

  test('a token near its end is not used', async () => {
    const { management, to } = await world(({ path }) =>
      path.startsWith('/api') ? { body: stream } : { body: { access_token: 'short', expires_in: 59 } },
    );
    await getStream(management, 'est_1');
    await getStream(management, 'est_1');
    expect(to(/oauth\/token/)).toHaveLength(2);
  });
});

describe('errors', () => {
  const scope = 'Insufficient scope, expected any of: read:event_streams,read:event_deliveries';
  test.each<[string, TenantAnswer, Partial<ManagementError>]>([
    [
      '403 names the scope',
      { status: 403, body: { message: scope } },
      { kind: 'missing_scope', scopes: ['read:event_streams', 'read:event_deliveries'] },
    ],
    ['403 for the plan', { status: 403, body: { message: 'Please upgrade your subscription' } }, { kind: 'forbidden' }],
    ['404', { status: 404, body: { message: 'The requested stream does not exist.' } }, { kind: 'not_found' }],
    ['400 for a malformed id', { status: 400, body: { errorCode: 'invalid_uri' } }, { kind: 'not_found' }],
    ['409', { status: 409, body: {} }, { kind: 'conflict' }],
    [
      '429 with retry-after',
      { status: 429, headers: { 'retry-after': '3' } },
      { kind: 'rate_limited', retryAfterMs: 3_000 },
    ],
    ['500', { status: 500, body: {} }, { kind: 'unavailable', upstreamStatus: 500 }],
    ['502 with an HTML page', { status: 502, body: '<html>' }, { kind: 'unavailable' }],
    ['200 with cut JSON', { status: 200, body: '{"id":"est_' }, { kind: 'unavailable' }],
    ['200 with something else', { status: 200, body: [] }, { kind: 'unavailable' }],
  ])('%s', async (_name, answer, expected) => {
    const { management } = await world(({ path }) => (path.startsWith('/api') ? answer : undefined));
    expect(await failureOf(getStream(management, 'est_1'))).toMatchObject(expected);
  });

  test('a tenant that never answers is given up in time', async () => {
    tenant = await startTinyTenant(({ path }) => (path.startsWith('/api') ? { hang: true } : undefined), {
      timeoutMs: 1_000,
    });
    const { management } = tenant;
    expect((await failureOf(getStream(management, 'est_1'))).kind).toBe('unavailable');
  });

  test('a tenant that cannot be reached is unavailable', async () => {
    const gone = await world(() => undefined);
    await gone.close();
    const { createManagement } = await import('./client');
    const management = createManagement({
      domain: `http://${gone.management.domain}`,
      clientId: 'a',
      clientSecret: 'b',
    });
    expect((await failureOf(getStream(management, 'est_1'))).kind).toBe('unavailable');
  });

  test('after a 429 people are told at once how long to wait, without another request', async () => {
    const { management, to } = await world(({ path }) =>
      path.startsWith('/api') ? { status: 429, headers: { 'retry-after': '20' } } : undefined,
    );
    await failureOf(getStream(management, 'est_1'));
    const second = await failureOf(getStream(management, 'est_1'));
    expect(second.kind).toBe('rate_limited');
    expect(second.retryAfterMs).toBeGreaterThan(15_000);
    expect(to(/event-streams/)).toHaveLength(1);
  });
});

describe('listStreams', () => {
  test('callers share one look, which is kept for five seconds', async () => {
    const { management, to } = await world(({ path }) => (path.startsWith('/api') ? streams : undefined));
    await Promise.all(Array.from({ length: 10 }, () => listStreams(management)));
    await listStreams(management);
    expect(to(/event-streams/)).toHaveLength(1);
  });

  test('pages are followed and a repeated token ends the list', async () => {
    const { management, to } = await world(({ path, query }) => {
      if (!path.startsWith('/api')) return undefined;
      const id = query.get('from') === null ? 'est_1' : 'est_2';
      return { body: { eventStreams: [{ ...stream, id }], next: 'always' } };
    });
    const { streams: listed } = await listStreams(management);
    expect(listed.map(({ id }) => id)).toEqual(['est_1', 'est_2']);
    expect(to(/event-streams/)).toHaveLength(2);
  });

  test('while Auth0 is down the last list comes back with its age and the reason', async () => {
    let down = false;
    const { management } = await world(({ path }) =>
      path.startsWith('/api') ? (down ? { status: 503 } : streams) : undefined,
    );
    const first = await listStreams(management);
    down = true;
    management.streams.expire();
    const stale = await listStreams(management);
    expect(stale).toEqual({ ...first, failure: 'Auth0 answered with 503. Nothing was changed here.' });
  });

  test('a missing scope is thrown even when an old list is at hand: only a person can mend it', async () => {
    let granted = true;
    const { management } = await world(({ path }) => {
      if (!path.startsWith('/api')) return undefined;
      return granted
        ? streams
        : { status: 403, body: { message: 'Insufficient scope, expected any of: read:event_streams' } };
    });
    await listStreams(management);
    granted = false;
    management.streams.expire();
    expect(await failureOf(listStreams(management))).toMatchObject({
      kind: 'missing_scope',
      scopes: ['read:event_streams'],
    });
  });
});
