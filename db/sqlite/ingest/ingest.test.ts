import { describe, expect, it, onTestFinished } from 'vitest';
import { type Store } from '@/lib/store';
import { ada, record, recordMany, type Sample } from '../../contract/world';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

async function openBoth() {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  onTestFinished(() => store.close());
  return { sql, store };
}

describe('a user row that the database refuses', () => {
  it('fails only the mirroring of its own event; neighbours, figures and repetitions are right', async () => {
    const { sql, store } = await openBoth();
    sql.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON users WHEN NEW.user_id = 'auth0|bad' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    const bad = { id: 'evt_bad', userId: 'auth0|bad' };
    const recorded = await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => record(store, { id: `evt_${n}`, at: n, object: { logins_count: n } })),
      record(store, bad),
      record(store, bad),
      record(store, { id: 'evt_late', at: -1, object: { nickname: 'a' } }),
    ]);
    expect(recorded.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 20 }, () => 'applied'),
      'error',
      'error',
      'late',
    ]);
    expect(recorded.slice(20, 22).map(({ result }) => result)).toEqual(['new', 'duplicate']);
    expect(recorded.map(({ eventSeq }) => eventSeq)).toEqual(
      recorded.map(({ eventSeq }) => eventSeq).toSorted((a, b) => a - b),
    );
    expect(await store.getEvent('evt_bad')).toMatchObject({ outcome: 'error', receiptCount: 2 });
    expect((await store.getEvent('evt_bad'))?.outcomeReason).toMatch(/no$/);
    expect(await store.getUser('auth0|bad')).toBeNull();
    expect(await store.getUser(ada)).toMatchObject({ nickname: 'a', loginsCount: 19, version: 21 });
    expect(await store.counts(0)).toMatchObject({ events: 22, liveUsers: 1 });
  });
});

it('a clock that was set back by years begins a stretch, and widens no range of a query', async () => {
  const { sql, store } = await openBoth();
  const now = Date.now();
  const widest = sql.prepare("SELECT total(value) FROM figures WHERE topic = 'max_regress_ms'").pluck();
  await record(store, { id: 'evt_ahead' }, now + 5 * 365 * 86_400_000);
  const { eventSeq } = await record(store, { id: 'evt_now' }, now);
  expect(widest.get()).toBe(0);
  expect(sql.prepare('SELECT first_seq FROM event_stretches').pluck().all()).toEqual([eventSeq]);
  await record(store, { id: 'evt_overtaken' }, now - 250);
  expect(widest.get()).toBe(250);
});

/** Milliseconds that one batch of late events of one user takes on a history of 2,000, a newer event after every fourth. */
async function lateBatchMs(count: number): Promise<{ ms: number; store: Store }> {
  const { store } = await openBoth();
  await recordMany(store, 2_000, (n) => [{ id: `evt_${n}`, at: n * 2, object: { logins_count: n } }]);
  const late = (n: number): Sample => ({ id: `evt_late_${n}`, at: n * 2 + 1, object: { nickname: `n${n}` } });
  const newer = (n: number): Sample => ({ id: `evt_new_${n}`, at: 5_000 + n, object: { logins_count: -n - 1 } });
  const samples = Array.from({ length: count }, (_, n) => (n % 4 === 3 ? [late(n), newer(n)] : [late(n)])).flat();
  const startedAt = performance.now();
  const recorded = await Promise.all(samples.map((sample) => record(store, sample)));
  const ms = performance.now() - startedAt;
  expect(recorded.map(({ outcome }) => outcome)).toEqual(
    samples.map(({ id }) => (id?.startsWith('evt_late') === true ? 'late' : 'applied')),
  );
  return { ms, store };
}

describe('late events', () => {
  it('cost one fold of the history for a batch of them, not one for each', { timeout: 60_000 }, async () => {
    const one = await lateBatchMs(1);
    const many = await lateBatchMs(200);
    expect(many.ms).toBeLessThan(Math.max(one.ms * 8, 1_000));
    expect(await many.store.getUser(ada)).toMatchObject({ nickname: 'n199', version: 2_250 });
    const among = await many.store.getEvent('evt_late_7');
    expect(among?.changes).toEqual([{ field: 'nickname', before: 'n6', after: 'n7' }]);
    expect(among?.rowChanged).toBe(true);
  });
});
