import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isStoreUnavailable, type Store } from '@/lib/store';
import { record, recordMany } from '../contract/world';
import { openDatabase } from './engine/open';
import { sqliteStore } from './sqlite-store';
import { startProcess } from '../testing/start-process';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

async function openBoth(): Promise<{ file: string; sql: Database; store: Store }> {
  const file = newFile();
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  return { file, sql, store };
}

/** Holds the write lock from another process until the test ends or the time is over. */
async function lockElsewhere(file: string, heldMs: number) {
  const holder = startProcess('hold-lock.ts', file, String(heldMs));
  onTestFinished(async () => {
    holder.kill('SIGKILL');
    await holder.ended;
  });
  await holder.hasWritten(1);
  return holder;
}

/** The longest time that the event loop did not turn, in milliseconds, while `work` ran. */
async function longestPause(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work.catch(() => undefined);
  clearInterval(timer);
  return Math.max(longest, performance.now() - last);
}

/** Whether `work` settles before a timer of `ms` that is started now: a machine that stands still holds up both. */
function settlesBefore(ms: number, work: Promise<unknown>): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, sleep(ms, false)]);
}

describe('while another process holds the write lock', () => {
  it('waits out one second, storing everything, with the event loop free and reads answered', async () => {
    const { file, store } = await openBoth();
    await record(store, { id: 'evt_0' });
    const holder = await lockElsewhere(file, 1_000);
    const startedAt = performance.now();
    const stored = Promise.all([
      record(store, { id: 'evt_1' }),
      record(store, { id: 'evt_2' }),
      store.recordAudit({ atMs: 1, actor: 'ada', action: 'sign_in', target: null, detail: {} }),
      store.checkWritable(),
    ]);
    const pause = longestPause(stored);
    expect(await store.getEvent('evt_0')).not.toBeNull();
    expect(holder.lines).toEqual(['locked']);
    await stored;
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(500);
    // Waiting inside SQLite would be one long pause.
    expect(await pause).toBeLessThan(0.7 * tookMs);
    expect((await store.counts(0)).events).toBe(3);
  });

  it('gives up after two seconds with nothing stored, and recovers by itself', { timeout: 60_000 }, async () => {
    const { file, store } = await openBoth();
    const holder = await lockElsewhere(file, 60_000);
    const startedAt = performance.now();
    const refused = Promise.allSettled([
      record(store, { id: 'evt_1' }),
      ...Array.from({ length: 400 }, (_, n) => record(store, { id: `evt_more_${n}` })),
      store.checkWritable(),
    ]);
    expect(await settlesBefore(3_500, refused)).toBe(true);
    const results = await refused;
    const tookMs = performance.now() - startedAt;
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(results.every((result) => result.status === 'rejected' && isStoreUnavailable(result.reason))).toBe(true);
    expect(tookMs).toBeGreaterThan(1_900);
    holder.kill('SIGKILL');
    await holder.ended;
    expect(await record(store, { id: 'evt_1' })).toMatchObject({ result: 'new' });
    await store.checkWritable();
    expect((await store.getEvent('evt_1'))?.receiptCount).toBe(1);
  });

  it('gives each receipt its own two seconds, also one that joins a waiting queue', { timeout: 60_000 }, async () => {
    const { file, store } = await openBoth();
    await lockElsewhere(file, 60_000);
    const waited = async () => {
      const startedAt = performance.now();
      const inTime = await settlesBefore(3_500, record(store, {}));
      return { inTime, ms: performance.now() - startedAt };
    };
    const first = waited();
    await sleep(1_000);
    for (const { inTime, ms } of [await waited(), await first]) {
      expect(ms).toBeGreaterThan(1_900);
      expect(inTime).toBe(true);
    }
  });

  it('refuses at once what no longer fits the queue', { timeout: 60_000 }, async () => {
    const { file, store } = await openBoth();
    await lockElsewhere(file, 60_000);
    const settled = Promise.allSettled(Array.from({ length: 10_000 }, () => record(store, { id: 'evt_1' })));
    const startedAt = performance.now();
    await expect(record(store, { id: 'evt_1' })).rejects.toThrow(/Too many/);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
  });
});

describe('a full database', () => {
  it('stores nothing of a receipt it cannot finish, keeps answering reads, and recovers when there is room', async () => {
    const { sql, store } = await openBoth();
    await recordMany(store, 20, (n) => [{ id: `evt_${n}` }]);
    sql.pragma(`max_page_count = ${Number(sql.pragma('page_count', { simple: true })) + 1}`);
    const large = (n: number) =>
      record(store, { id: `evt_large_${n}`, at: 100 + n, object: { name: 'x'.repeat(9_000) } });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => large(n)));
    expect(results.every((result) => result.status === 'rejected' && isStoreUnavailable(result.reason))).toBe(true);
    expect(sql.inTransaction).toBe(false);
    const { items, total } = await store.listEvents({}, { limit: 50 });
    expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => `evt_${19 - n}`));
    expect(total.value).toBe(20);
    expect((await store.getUser('auth0|ada'))?.version).toBe(1);
    sql.pragma('max_page_count = 1000000');
    expect(await large(0)).toMatchObject({ result: 'new', outcome: 'applied' });
    expect(await store.getEvent('evt_large_0')).toMatchObject({ receiptCount: 1 });
    expect(sql.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('a read-only database', () => {
  it('refuses every write as unavailable, keeps answering reads, and recovers', async () => {
    const { sql, store } = await openBoth();
    await record(store, { id: 'evt_1' });
    sql.pragma('query_only = ON');
    await expect(record(store, { id: 'evt_2' })).rejects.toSatisfy(isStoreUnavailable);
    await expect(store.checkWritable()).rejects.toSatisfy(isStoreUnavailable);
    expect((await store.listEvents({}, { limit: 5 })).items).toHaveLength(1);
    sql.pragma('query_only = OFF');
    await store.checkWritable();
    expect(await record(store, { id: 'evt_2' })).toMatchObject({ result: 'new' });
  });
});
