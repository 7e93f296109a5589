import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openForTest, receiptOf } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { FollowFeed } from '@/lib/server/jobs/standing/follow-feed';
import { SettleFeed } from '@/lib/server/jobs/standing/settle-feed';
import { runWork } from '@/lib/server/testing/run-work';
import { simulateTenant, type SimulatedTenant } from '@/lib/server/testing/simulated-tenant';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();

interface World {
  tenant: SimulatedTenant;
  store: Store;
  /** Follows the feed until the returned function is called, or the test ends. */
  follow: (over?: Partial<ConstructorParameters<typeof FollowFeed>[0]>) => () => Promise<void>;
  /** Emits events and returns their ids. */
  emit: (count?: number) => Promise<string[]>;
  sse: (settings: object) => Promise<unknown>;
}

async function world(): Promise<World> {
  const tenant = await simulateTenant();
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const sse = (settings: object) => tenant.control('PATCH', '/config', { sse: settings });
  await sse({ heartbeatMs: 200 });
  return {
    tenant,
    store,
    sse,
    follow: (over = {}) => {
      const feed = new FollowFeed({ store, management: tenant.management, leads: () => true, ...over });
      const runner = runWork(store, feed, new SettleFeed(store));
      const stop = () => runner.stop();
      onTestFinished(stop);
      return stop;
    },
    emit: async (count = 1) => {
      const { ids } = await tenant.control<{ ids: string[] }>('POST', '/events', { type: 'user.created', count });
      return ids;
    },
  };
}

const patience = { timeout: 30_000, interval: 50 };

/** Until the feed is followed: what is emitted from then on is told. */
const followed = ({ store }: World) =>
  vi.waitFor(async () => expect((await store.feedState()).readThroughMs).not.toBeNull(), patience);

/** How often the feed was connected to. */
const connections = async ({ tenant }: World) =>
  (await tenant.control<{ calls: unknown[] }>('GET', '/calls?path=/api/v2/events')).calls.length;

/** Ids in the log in the order of arrival, with how often each arrived. */
async function log(store: Store): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let before: number | undefined; ;) {
    const { items } = await store.listEvents({}, { limit: 100, ...(before === undefined ? {} : { before }) });
    for (const { id, receiptCount } of items) counts[id] = receiptCount;
    if (items.length < 100) return counts;
    before = items.at(-1)?.seq;
  }
}

const once = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));

const recorded = ({ store }: World, ids: readonly string[]) =>
  vi.waitFor(async () => expect(await log(store)).toEqual(once(ids)), patience);

describe('the event feed, followed', () => {
  test('is recorded like the webhook, marked as feed, and told to the ledger by the same reading', async () => {
    const of = await world();
    of.follow();
    await followed(of);
    const ids = await of.emit(3);
    await recorded(of, ids);
    const stored = await of.store.getEvent(ids[0] ?? '');
    expect(stored?.outcome).toBe('applied');
    expect(stored?.receipts).toMatchObject([{ envelope: 'feed', credential: { kind: 'feed' }, streamId: null }]);
    expect(await of.store.getUser(stored?.subjectId ?? '')).not.toBeNull();
    const toMs = Date.now() + 60_000;
    const query = { streamId: 'est_a', spans: [{ fromMs: 0, toMs, types: ['user.created'] }], fromMs: 0, toMs };
    const { emitted, slots } = await of.store.tallyLedger({ ...query, startMs: 0, bucketMs: toMs });
    expect({ emitted, slots }).toEqual({ emitted: [3], slots: [] });
  });

  test('makes one event with two receipts of what the webhook brings too, and knows its event stream by that', async () => {
    const of = await world();
    of.follow();
    await followed(of);
    const [first = ''] = await of.emit(1);
    await recorded(of, [first]);
    const copy = JSON.parse((await of.store.getEvent(first))?.body ?? '{}') as object;
    const arrived = receiptOf(JSON.stringify({ ...copy, a0stream: 'est_a' }));
    expect(await of.store.recordReceipt(arrived)).toMatchObject({ result: 'duplicate' });
    expect(await of.store.getEvent(first)).toMatchObject({ receiptCount: 2, streamId: 'est_a' });
    expect((await of.store.listEvents({ streamIds: ['est_a'] }, { limit: 5 })).items.map(({ id }) => id)).toEqual([
      first,
    ]);
  });

  test('goes on over rotations, each event once', async () => {
    const of = await world();
    await of.sse({ rotateMs: 1_500 });
    of.follow();
    await followed(of);
    const ids: string[] = [];
    while ((await connections(of)) < 4) {
      ids.push(...(await of.emit(5)));
      await recorded(of, ids);
    }
    expect((await of.store.feedState()).trouble).toBeNull();
  });

  test('goes on from its place after a stop, and what was emitted meanwhile is recorded', async () => {
    const of = await world();
    const stop = of.follow();
    await followed(of);
    const before = await of.emit(2);
    await recorded(of, before);
    await stop();
    const meanwhile = await of.emit(300);
    of.follow();
    await recorded(of, [...before, ...meanwhile]);
  });

  test('broken off between telling and saving it loses and repeats nothing', async () => {
    const of = await world();
    let saves = 0;
    const store: Store = {
      ...of.store,
      saveFeedStep: (step) => {
        saves += 1;
        return saves % 3 === 0 ? Promise.reject(new Error('broken off')) : of.store.saveFeedStep(step);
      },
    };
    of.follow({ store });
    await followed(of);
    const ids = await of.emit(700);
    await recorded(of, ids);
  });

  test('followed by two at once, each event is recorded once', async () => {
    const of = await world();
    of.follow();
    of.follow();
    await followed(of);
    const ids = await of.emit(400);
    await recorded(of, ids);
  });

  test('a forgotten place is gone on from a time, the hole is kept, and nothing is recorded twice', async () => {
    const of = await world();
    const stop = of.follow();
    await followed(of);
    const before = await of.emit(2);
    await recorded(of, before);
    await stop();
    const { readThroughMs } = await of.store.feedState();
    await of.sse({ keep: 2 });
    const ids = await of.emit(2_000);
    of.follow();
    await vi.waitFor(async () => expect(await log(of.store)).toMatchObject(once(ids.slice(-1))), patience);
    const counts = await log(of.store);
    expect(new Set(Object.values(counts))).toEqual(new Set([1]));
    expect(Object.keys(counts).length).toBeLessThan(ids.length);
    expect(await of.store.feedHoles(0, Date.now())).toMatchObject([{ fromMs: readThroughMs }]);
  });

  test('says that the only connection is in use, and follows once it is free', async () => {
    const of = await world();
    await of.sse({ connections: 1 });
    const other = new AbortController();
    onTestFinished(() => other.abort());
    await of.tenant.management.open('events', {}, other.signal);
    of.follow();
    await vi.waitFor(
      async () => expect((await of.store.feedState()).trouble).toMatchObject({ kind: 'in_use' }),
      patience,
    );
    other.abort();
    await followed(of);
    await recorded(of, await of.emit(1));
    expect((await of.store.feedState()).trouble).toBeNull();
  });

  test('waits long for a scope, and not at all once a person wants it', async () => {
    const of = await world();
    await of.tenant.control('PATCH', '/config', { scopes: ['read:event_streams'] });
    of.follow();
    await vi.waitFor(
      async () => expect((await of.store.feedState()).trouble).toMatchObject({ kind: 'scope' }),
      patience,
    );
    await of.tenant.control('PATCH', '/config', { scopes: ['read:event_streams', 'read:events'] });
    await of.store.wantFeedRead({ actor: 'ada', atMs: Date.now() + 1 });
    await followed(of);
    expect(await of.store.feedState()).toMatchObject({ trouble: null, wantedAtMs: null });
  });

  test('leaves a connection that says nothing any more', async () => {
    const of = await world();
    await of.sse({ heartbeatMs: 600_000 });
    of.follow({ quietAfterMs: 300 });
    await vi.waitFor(async () => expect(await connections(of)).toBeGreaterThan(2), patience);
    await of.sse({ heartbeatMs: 100 });
    await followed(of);
    await recorded(of, await of.emit(1));
  });

  test('ends its connection when the lease is lost', async () => {
    const of = await world();
    let leads = true;
    const work = new FollowFeed({ store: of.store, management: of.tenant.management, leads: () => leads });
    const turn = work.turn(new AbortController().signal);
    await followed(of);
    leads = false;
    await turn;
    expect(work.lagMs).toBeNull();
  });
});
