import { afterEach, describe, expect, test, vi } from 'vitest';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../testing/tiny-tenant';
import { type Management } from './client';
import { getListedDelivery, listFailedDeliveries, requestRedelivery } from './deliveries';
import { type ManagementError } from './errors';
import { getStream } from './streams';

const stream = { id: 'est_1', name: 'mirror', status: 'enabled', subscriptions: [], destination: { type: 'webhook' } };
const callers = 50;

let tenant: TinyTenant | null = null;
afterEach(async () => {
  vi.useRealTimers();
  await tenant?.close();
  tenant = null;
});

/** A tenant that answers calls of the API, and gives tokens, as told; `isToken` of a request says which. */
async function world(
  answer: (ask: { authorization: string; isToken: boolean }) => TenantAnswer | undefined,
  timeoutMs?: number,
): Promise<TinyTenant> {
  const options = timeoutMs === undefined ? {} : { timeoutMs };
  tenant = await startTinyTenant(
    ({ path, authorization }) => answer({ authorization, isToken: path === '/oauth/token' }),
    options,
  );
  return tenant;
}

async function failureOf(promise: Promise<unknown>): Promise<ManagementError> {
  return promise.then(
    () => Promise.reject(new Error('It did not fail')),
    (error: unknown) => error as ManagementError,
  );
}

const atOnce = (management: Management) =>
  Promise.allSettled(Array.from({ length: callers }, () => getStream(management, 'est_1')));

describe('M6: a token that expires between check and use', () => {
  test('costs fifty callers at once one token request, and all of them have their answer', async () => {
    let valid = 'token-1';
    const { management, to } = await world(({ authorization, isToken }) => {
      if (isToken) return undefined;
      return authorization === `Bearer ${valid}` ? { body: stream } : { status: 401, body: {} };
    });
    await getStream(management, 'est_1');
    valid = 'token-2';
    const results = await atOnce(management);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(to(/oauth\/token/)).toHaveLength(2);
    // Once with the old token, once with the new one.
    expect(to(/event-streams/)).toHaveLength(1 + 2 * callers);
  });

  test('is replaced before it is used when its end is near, for fifty callers at once by one request', async () => {
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : { body: stream }));
    await getStream(management, 'est_1');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 - 59_000 });
    await atOnce(management);
    expect(to(/oauth\/token/)).toHaveLength(2);
    const used = to(/event-streams/).map(({ authorization }) => authorization);
    expect(used.slice(1).every((one) => one === 'Bearer token-2')).toBe(true);
  });
});

describe('M1: a 401', () => {
  test('costs fifty callers one fresh token where that is refused too, and then none until it may be another matter', async () => {
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : { status: 401, body: {} }));
    for (let round = 0; round < 3; round += 1) {
      const results = await atOnce(management);
      const kinds = results.map((one) => (one.status === 'rejected' ? (one.reason as ManagementError).kind : 'fine'));
      expect(new Set(kinds)).toEqual(new Set(['credentials']));
    }
    expect(to(/oauth\/token/)).toHaveLength(2);
    // Each caller tries twice while the first token may be what is wrong, and once from then on.
    expect(to(/event-streams/).length).toBeLessThanOrEqual(4 * callers);
  });

  test('of the token request itself is told to all fifty callers after one request', async () => {
    const { management, to } = await world(({ isToken }) => (isToken ? { status: 401, body: {} } : { body: stream }));
    await atOnce(management);
    await atOnce(management);
    expect(to(/oauth\/token/)).toHaveLength(1);
    expect(to(/event-streams/)).toHaveLength(0);
  });
});

describe('M2: a 403', () => {
  const body = { message: 'Insufficient scope, expected any of: update:event_deliveries' };

  test.each(['person', 'background'] as const)('names the scope and is not tried again (%s)', async (priority) => {
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : { status: 403, body }));
    const failure = await failureOf(requestRedelivery(management, { streamId: 'est_1', eventId: 'evt_1' }, priority));
    expect(failure).toMatchObject({ kind: 'missing_scope', scopes: ['update:event_deliveries'] });
    expect(to(/redeliver/)).toHaveLength(1);
    expect(to(/oauth\/token/)).toHaveLength(1);
  });
});

test('M3: a 404 means that Auth0 no longer lists the delivery, after one request', async () => {
  const { management, to } = await world(({ isToken }) => (isToken ? undefined : { status: 404, body: {} }));
  expect(await getListedDelivery(management, 'est_1', 'evt_1')).toBeNull();
  expect(to(/deliveries/)).toHaveLength(1);
});

describe('M4: a 429', () => {
  const inSeconds = (seconds: number) => String(Date.now() / 1_000 + seconds);

  test.each([
    ['retry-after', () => ({ 'retry-after': '1' }), 1_000],
    ['x-ratelimit-reset', () => ({ 'x-ratelimit-reset': inSeconds(1) }), 1_000],
    ['neither', () => ({}), 2_000],
  ])('with %s is waited out as told, and a little longer', async (_name, headers, waitMs) => {
    const askedAtMs: number[] = [];
    let isLimited = true;
    const { management } = await world(({ isToken }) => {
      if (isToken) return undefined;
      askedAtMs.push(Date.now());
      if (!isLimited) return { body: { deliveries: [] } };
      isLimited = false;
      return { status: 429, headers: headers() };
    });
    await listFailedDeliveries(management, 'est_1').then(() => undefined);
    const [first = 0, second = 0] = askedAtMs;
    expect(askedAtMs).toHaveLength(2);
    // Clocks and timers round by a few milliseconds; the jitter is a quarter of a second at most.
    expect(second - first).toBeGreaterThanOrEqual(waitMs - 20);
    expect(second - first).toBeLessThan(waitMs + 1_500);
  });

  test('that one caller got holds back every other, and none of them asks meanwhile', async () => {
    const { management, to } = await world(({ isToken }) =>
      isToken ? undefined : { status: 429, headers: { 'retry-after': '30' } },
    );
    const stop = new AbortController();
    const first = management.budget.take('background', stop.signal).then((done) => done());
    await first;
    await failureOf(getStream(management, 'est_1'));
    const waiting = Promise.allSettled(
      Array.from({ length: callers }, () => management.budget.take('background', stop.signal)),
    );
    const people = await atOnce(management);
    expect(people.every((one) => one.status === 'rejected')).toBe(true);
    stop.abort();
    expect((await waiting).every(({ status }) => status === 'rejected')).toBe(true);
    expect(to(/event-streams/)).toHaveLength(1);
  });
});

describe('M5: trouble at Auth0', () => {
  const timeoutMs = 600;
  const list = { deliveries: [{ id: 'evt_1', event_type: 'user.created', status: 'failed', attempts: [] }] };
  const troubles: [string, TenantAnswer][] = [
    ['500', { status: 500, body: {} }],
    ['503', { status: 503, body: { message: 'down' } }],
    ['no answer', { hang: true }],
    ['a reset connection', { cut: 'before' }],
    ['a connection that breaks within the body', { cut: 'within', body: list }],
    ['a body that takes a minute', { drip: true, body: ' '.repeat(1_200) }],
    [
      'an HTML page with 200',
      { body: '<!doctype html><title>Sorry</title>', headers: { 'content-type': 'text/html' } },
    ],
    ['an HTML page with 502', { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } }],
    ['JSON that is cut off', { body: JSON.stringify(list).slice(0, 40) }],
    ['JSON of something else', { body: '"fine"' }],
  ];
  const reads: ((management: Management) => Promise<unknown>)[] = [
    (management) => listFailedDeliveries(management, 'est_1'),
    (management) => getListedDelivery(management, 'est_1', 'evt_1'),
  ];
  // The body of an answer is judged by who reads it, and no second one would read otherwise.
  const triesOf = (name: string) => (name === 'JSON of something else' ? 1 : 3);

  test.each(troubles)('%s is given up in time after three tries, with an error that says so', async (name, answer) => {
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : answer), timeoutMs);
    for (const [count, read] of reads.entries()) {
      const startedAtMs = Date.now();
      expect(await failureOf(read(management))).toMatchObject({ kind: 'unavailable' });
      expect(Date.now() - startedAtMs).toBeLessThan(3 * timeoutMs + 2_000);
      expect(to(/event-streams/)).toHaveLength((count + 1) * triesOf(name));
    }
  });

  test.each(troubles.filter(([name]) => triesOf(name) === 3))(
    '%s that passes is seen by nobody',
    async (_name, answer) => {
      let isOver = false;
      const { management, to } = await world(({ isToken }) => {
        if (isToken) return undefined;
        if (isOver) return { body: list };
        isOver = true;
        return answer;
      }, timeoutMs);
      expect((await listFailedDeliveries(management, 'est_1')).deliveries).toHaveLength(1);
      expect(to(/event-streams/)).toHaveLength(2);
    },
  );

  test('that is told at once is tried three times for a person too, and a time-out only once', async () => {
    let answer: TenantAnswer = { status: 503 };
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : answer), 1_600);
    await failureOf(getStream(management, 'est_1'));
    expect(to(/event-streams/)).toHaveLength(3);
    answer = { hang: true };
    expect(await failureOf(getStream(management, 'est_1'))).toMatchObject({ kind: 'unavailable' });
    expect(to(/event-streams/)).toHaveLength(4);
  });

  test.each(troubles.slice(0, 6))('%s makes no second request of a redelivery', async (_name, answer) => {
    const { management, to } = await world(({ isToken }) => (isToken ? undefined : answer), timeoutMs);
    const ask = requestRedelivery(management, { streamId: 'est_1', eventId: 'evt_1' }, 'background');
    const { mayHaveArrived, kind } = await failureOf(ask);
    expect(kind).toBe('unavailable');
    // A status is an answer; without one Auth0 may have taken the request.
    expect(mayHaveArrived).toBe(answer.status === undefined);
    expect(to(/redeliver/)).toHaveLength(1);
  });

  test('in the token request is one request, given up in time, and no token is asked for with each call', async () => {
    const { management, to } = await world(
      ({ isToken }) => (isToken ? { drip: true, body: ' '.repeat(99) } : {}),
      timeoutMs,
    );
    await atOnce(management);
    expect((await failureOf(getStream(management, 'est_1'))).kind).toBe('unavailable');
    expect(to(/oauth\/token/)).toHaveLength(1);
  });
});
