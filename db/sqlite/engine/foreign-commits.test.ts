import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { type Topic } from '@/lib/store';
import { listedDelivery, poll } from '../../contract/delivery-samples';
import { record } from '../../contract/world';
import { Notices } from '../../shared/notices';
import { temporaryFiles } from '../../testing/temporary';
import { sqliteStore } from '../sqlite-store';
import { ForeignCommits } from './foreign-commits';
import { openDatabase } from './open';

const newFile = temporaryFiles();

afterEach(() => void vi.useRealTimers());

/** A store, and an ear at another connection to its file; `look` lets the ear look. */
async function openBoth() {
  const file = newFile();
  const store = await sqliteStore(await openDatabase({ file }));
  const sql = await openDatabase({ file });
  onTestFinished(async () => {
    sql.close();
    await store.close();
  });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  const foreign = new ForeignCommits(sql, new Notices());
  const heard: Topic[] = [];
  const look = () => {
    heard.length = 0;
    vi.advanceTimersByTime(150);
    return heard.toSorted();
  };
  return { store, sql, foreign, look, listen: () => foreign.subscribe((topic) => void heard.push(topic)) };
}

it('looks only while somebody listens', async () => {
  const { foreign, listen } = await openBoth();
  const timers = vi.getTimerCount();
  const [first, second] = [listen(), listen()];
  expect(vi.getTimerCount()).toBe(timers + 1);
  first();
  first();
  expect(vi.getTimerCount()).toBe(timers + 1);
  second();
  expect(vi.getTimerCount()).toBe(timers);
  foreign.stop();
  listen();
  expect(vi.getTimerCount()).toBe(timers);
});

it('hears of what changed, and of nothing when nothing did that a screen shows', async () => {
  const { store, look, listen } = await openBoth();
  listen();
  await store.syncDeliveries(poll([listedDelivery('evt_1')]));
  expect(look()).toEqual(['deliveries']);
  expect(look()).toEqual([]);
  await store.holdLease('work', 'one', 60_000);
  await store.rememberTestEvent('evt_test', 1);
  expect(look()).toEqual([]);
  await record(store, { id: 'evt_1' });
  expect(look()).toEqual(['deliveries', 'events', 'users']);
  await record(store, { id: 'evt_2' });
  expect(look()).toEqual(['events', 'users']);
});

it('takes every row for changed when it cannot tell', async () => {
  const { store, sql, look, listen } = await openBoth();
  sql.exec('ALTER TABLE receipts RENAME TO lost');
  listen();
  await store.holdLease('work', 'one', 60_000);
  expect(look()).toEqual(['deliveries', 'events', 'jobs', 'rejections', 'users']);
  sql.exec('ALTER TABLE lost RENAME TO receipts');
});
