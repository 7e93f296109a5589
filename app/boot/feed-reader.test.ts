import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openForTest, record } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type FeedStep } from '@/lib/ledger/feed';
import { FeedReader } from '@/lib/server/ledger/feed-reader';
import { simulateTenant, type SimulatedTenant } from '@/lib/server/testing/simulated-tenant';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();

interface World {
  tenant: SimulatedTenant;
  store: Store;
  /** Reads once, as if the time had come. */
  read: (of?: Partial<Store>) => Promise<number>;
  /** Emits events and returns their ids. */
  emit: (count?: number) => Promise<string[]>;
  sse: (settings: object) => Promise<unknown>;
  /** Ids of what the feed told and is not here, in order. */
  missing: () => Promise<string[]>;
}

async function world(): Promise<World> {
  const tenant = await simulateTenant();
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const sse = (settings: object) => tenant.control('PATCH', '/config', { sse: settings });
  await sse({ heartbeatMs: 100 });
  const never = new AbortController().signal;
  return {
    tenant,
    store,
    sse,
    read: (of = {}) =>
      new FeedReader({ store: { ...store, ...of }, management: tenant.management, everyMs: 1, forMs: 5_000 }).turn(
        never,
      ),
    emit: async (count = 1) => {
      const { ids } = await tenant.control<{ ids: string[] }>('POST', '/events', { type: 'user.created', count });
      return ids;
    },
    missing: async () => {
      const toMs = Date.now() + 60_000;
      const spans = [{ fromMs: 0, toMs, types: ['user.created'] }];
      const query = { streamId: 'est_a', spans, fromMs: 0, toMs, combination: 'never_delivered' as const };
      return (await store.listLedger(query, { after: 0, limit: 10_000 })).map(({ eventId }) => eventId);
    },
  };
}

const trouble = async (store: Store) => (await store.feedState()).trouble;

describe('the reader of the event feed', () => {
  test('tells what is emitted from its first read on, each event once, over restarts', async () => {
    const of = await world();
    await of.emit(2);
    await of.read();
    const before = await of.missing();
    const first = await of.emit(3);
    await of.read();
    await of.read();
    const second = await of.emit(2);
    await of.read();
    expect((await of.missing()).slice(before.length)).toEqual([...first, ...second]);
    expect(await of.store.feedState()).toMatchObject({ trouble: null });
  });

  test('reads many in steps, and ends once all are told', async () => {
    const of = await world();
    await of.read();
    const ids = await of.emit(1_500);
    const steps = vi.fn((step: FeedStep) => of.store.saveFeedStep(step));
    await of.read({ saveFeedStep: steps });
    expect(await of.missing()).toEqual(ids);
    expect(steps.mock.calls.length).toBeGreaterThan(5);
    const { readThroughMs } = await of.store.feedState();
    expect(Date.now() - (readThroughMs ?? 0)).toBeLessThan(10_000);
  });

  test('killed between telling and saving it loses and repeats nothing', async () => {
    const of = await world();
    await of.read();
    const ids = await of.emit(500);
    let saved = 0;
    const failing = (...parameters: Parameters<Store['saveFeedStep']>) => {
      saved += 1;
      return saved === 2 ? Promise.reject(new Error('killed')) : of.store.saveFeedStep(...parameters);
    };
    await expect(of.read({ saveFeedStep: failing })).rejects.toThrow('killed');
    expect((await of.missing()).length).toBeLessThan(500);
    await of.read();
    expect(await of.missing()).toEqual(ids);
  });

  test('two at once tell each event once', async () => {
    const of = await world();
    await of.read();
    const ids = await of.emit(600);
    await Promise.allSettled([of.read(), of.read()]);
    await of.read();
    expect(await of.missing()).toEqual(ids);
  });

  test('connects again when Auth0 ends the connection, within one read', async () => {
    const of = await world();
    await of.read();
    const ids = await of.emit(3);
    await of.sse({ heartbeatMs: 700, rotateMs: 100 });
    const reading = of.read();
    setTimeout(() => void of.sse({ heartbeatMs: 100, rotateMs: 60_000 }), 600);
    await reading;
    expect(await of.missing()).toEqual(ids);
    expect(await trouble(of.store)).toBeNull();
  });

  test('goes on from a time where its place is forgotten, and keeps the hole', async () => {
    const of = await world();
    await of.read();
    const { readThroughMs } = await of.store.feedState();
    await of.sse({ keep: 2 });
    const ids = await of.emit(2_000);
    await of.read();
    const told = await of.missing();
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(ids.slice(-told.length));
    expect(await of.store.feedHoles(0, Date.now())).toMatchObject([{ fromMs: readThroughMs }]);
    expect(await trouble(of.store)).toBeNull();
    // From there on as ever.
    const next = await of.emit(1);
    await of.read();
    expect((await of.missing()).slice(-1)).toEqual(next);
  });

  test('says that the feed is in use by others, and reads it once they have gone', async () => {
    const of = await world();
    await of.read();
    const ids = await of.emit(1);
    await of.sse({ connections: 1 });
    const other = new AbortController();
    onTestFinished(() => other.abort());
    await of.tenant.management.open('events', {}, other.signal);
    await of.read();
    expect(await trouble(of.store)).toMatchObject({ kind: 'in_use' });
    expect(await of.missing()).toEqual([]);
    other.abort();
    await vi.waitFor(
      async () => {
        await of.read();
        expect(await of.missing()).toEqual(ids);
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(await trouble(of.store)).toBeNull();
  });

  test('names the scope that is missing, and reads once it is granted and a person wants it', async () => {
    const of = await world();
    await of.tenant.control('PATCH', '/config', { scopes: ['read:event_streams'] });
    await of.read();
    const refused = await trouble(of.store);
    expect(refused?.kind).toBe('scope');
    expect(refused?.text).toContain('read:events');
    await of.tenant.control('PATCH', '/config', { scopes: ['read:event_streams', 'read:events'] });
    await of.store.wantFeedRead({ actor: 'ada', atMs: Date.now() });
    await of.read();
    expect(await of.store.feedState()).toMatchObject({ trouble: null, wantedAtMs: null });
  });

  test.each([
    [{ status: 404 }, 'plan'],
    [{ status: 403, body: { statusCode: 403, message: 'Please upgrade your subscription to use it' } }, 'plan'],
    [{ status: 429, headers: { 'retry-after': '1' } }, 'rate_limited'],
    [{ status: 500 }, 'unavailable'],
    [{ drop: true }, 'unavailable'],
  ])('of the answer %j says %s', async (respond, kind) => {
    const of = await world();
    await of.tenant.control('POST', '/troubles', { match: { pathPattern: '/api/v2/events*' }, respond });
    await of.read();
    expect(await trouble(of.store)).toMatchObject({ kind });
  });

  test('is not moved by what arrives, and lets go of the copy of what has', async () => {
    const of = await world();
    await of.read();
    const [id = ''] = await of.emit(1);
    const { cursor } = await of.store.feedState();
    await record(of.store, { id, type: 'user.created' });
    expect(await of.store.feedState()).toMatchObject({ cursor });
    await of.read();
    expect(await of.missing()).toEqual([]);
    expect(await of.store.feedCopies([id])).toEqual({});
  });

  test('waits for its time, unless a person wants it', async () => {
    const of = await world();
    const reader = new FeedReader({ store: of.store, management: of.tenant.management, forMs: 5_000 });
    const { signal } = new AbortController();
    await reader.turn(signal);
    await of.emit(1);
    expect(await reader.turn(signal)).toBeGreaterThan(200_000);
    expect(await of.missing()).toEqual([]);
    await of.store.wantFeedRead({ actor: 'ada', atMs: Date.now() });
    await reader.turn(signal);
    expect(await of.missing()).toHaveLength(1);
  });

  test('stops at once when the process does', async () => {
    const of = await world();
    await of.sse({ heartbeatMs: 60_000 });
    const stop = new AbortController();
    const reader = new FeedReader({ store: of.store, management: of.tenant.management, forMs: 60_000 });
    const reading = reader.turn(stop.signal);
    setTimeout(() => stop.abort(), 300);
    await reading;
    expect((await of.store.feedState()).triedAtMs).toBeNull();
  });
});
