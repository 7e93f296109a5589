import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { isStoreUnavailable, mayHaveHappened, type Store, StoreUnavailableError, type Topic } from '@/lib/store';
import { listedDelivery, poll } from '../contract/delivery-samples';
import { ada, bodyOf, receiptOf, record } from '../contract/world';
import { openPagesStore, openStore, processEnd, serveStore, type WritingStore } from '../store';
import { namedEnd } from '../testing/named-end';
import { temporaryFiles } from '../testing/temporary';
import { threadEnd } from '../testing/thread-end';
import { WritingProcess } from '../testing/writing-process';
import { RemoteDeeds } from './remote-deeds';

const newFile = temporaryFiles();

/** A channel within this process. */
function openChannel() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  return { writer: threadEnd(port1), other: threadEnd(port2), break: () => port1.close() };
}

/** A store, and one that has its changes made by it with these methods replaced. */
async function openBoth(over: Partial<WritingStore> = {}) {
  const file = newFile();
  const store = await openStore(`file:${file}`);
  const channel = openChannel();
  const stop = serveStore({ ...store, ...over }, channel.writer);
  const pages = await openPagesStore(`file:${file}`, channel.other);
  onTestFinished(async () => {
    await pages.close();
    stop();
    await store.close();
  });
  return { file, store, pages, channel };
}

const audited = { atMs: 1, actor: 'a', action: 'sign_in', target: null } as const;

it('gives errors back by what they are', async () => {
  const errors = [
    new StoreUnavailableError('The disk is full'),
    new StoreUnavailableError('Who knows', { mayHaveHappened: true }),
    new RangeError('Too many'),
    new Error('Plain'),
  ];
  const { pages } = await openBoth({ expireAsked: (n) => Promise.reject(errors[n] ?? new Error('none')) });
  const failures = await Promise.all(errors.map((_, n) => pages.expireAsked(n).catch((error: unknown) => error)));
  expect(failures.map(String)).toEqual(errors.map(String));
  expect(failures.map(isStoreUnavailable)).toEqual([true, true, false, false]);
  expect(failures.map(mayHaveHappened)).toEqual([false, true, false, false]);
  expect(failures[2]).toBeInstanceOf(RangeError);
});

it('does nothing for others but what is on the list', async () => {
  const { channel, store } = await openBoth();
  const remote = new RemoteDeeds(channel.other);
  const answered = new Promise((resolve) => void channel.other.onMessage(resolve));
  // @ts-expect-error: no such request can be written.
  remote.ask('close', []).catch(() => undefined);
  expect(await answered).toMatchObject({ store: 'failure', error: { name: 'TypeError' } });
  await store.checkWritable();
});

it('begins deeds in the order in which they were asked for', async () => {
  const order: string[] = [];
  const { pages } = await openBoth({
    expireAsked: async (n) => {
      order.push(`expire ${n}`);
      await sleep(10 - n);
      return n;
    },
    markGone: (_, eventId) => {
      order.push(`gone ${eventId}`);
      return Promise.resolve();
    },
  });
  const asked = [1, 2, 3].flatMap((n) => [pages.expireAsked(n), pages.markGone('est_a', String(n), 0)]);
  expect(await Promise.all(asked)).toEqual([1, undefined, 2, undefined, 3, undefined]);
  expect(order).toEqual(['expire 1', 'gone 1', 'expire 2', 'gone 2', 'expire 3', 'gone 3']);
});

it('keeps every digit of a number on the way', async () => {
  const kept: unknown[] = [];
  const { pages, store } = await openBoth({
    recordAudit: (entry) => {
      kept.push(entry.detail);
      return Promise.resolve();
    },
  });
  const text = '{"a":1e400,"b":[9007199254740993,1.50],"c":-0,"__proto__":{"d":1.0}}';
  const { event } = receiptOf(bodyOf({}).replace('"user_id"', `"app_metadata":${text},"user_id"`));
  await pages.recordAudit({ ...audited, detail: event.object ?? {} });
  expect(JSON.stringify(kept[0])).toContain(text);
  await pages.recordReceipt(
    receiptOf(bodyOf({ id: 'evt_1' }).replace('"user_id"', `"app_metadata":${text},"user_id"`)),
  );
  expect(JSON.stringify((await store.getUser(ada))?.profile)).toContain('1e400');
});

it('says that nobody knows when the writing process is killed in the middle of a change, and then that it is gone', async () => {
  const file = newFile();
  const writer = new WritingProcess();
  onTestFinished(() => writer.kill());
  const { end } = await writer.serve(file);
  const pages = await openPagesStore(`file:${file}`, end);
  await record(pages, { id: 'evt_1' });
  const lock = new BetterSqlite3(file);
  lock.exec('BEGIN IMMEDIATE');
  const asked = [pages.endSession('one', 1, 2), pages.expireAsked(1)];
  const outcomes = Promise.allSettled(asked);
  await sleep(100);
  await writer.kill();
  lock.close();
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ reason: { mayHaveHappened: true } });
    expect(isStoreUnavailable(outcome.status === 'rejected' ? outcome.reason : null)).toBe(true);
  }
  const late = await pages.expireAsked(1).catch((error: unknown) => error);
  expect([isStoreUnavailable(late), mayHaveHappened(late)]).toEqual([true, false]);
  expect(await pages.getEvent('evt_1')).toMatchObject({ id: 'evt_1' });
  await pages.close();
});

it('sends of a poll only what is new', async () => {
  const { pages, channel } = await openBoth();
  const listed = Array.from({ length: 1_000 }, (_, n) => listedDelivery(`evt_${n}`));
  const sent: unknown[] = [];
  channel.writer.onMessage((message) => void sent.push(message));
  await pages.syncDeliveries(poll(listed));
  expect(sent.length).toBeGreaterThan(1_000 / 250);
  sent.length = 0;
  expect(await pages.syncDeliveries(poll([...listed, listedDelivery('evt_new')]))).toEqual({ changed: true });
  expect(sent).toMatchObject([
    { method: 'takeListed', parameters: [{}, [{ eventId: 'evt_new' }]] },
    { method: 'notePoll', parameters: [{ streamId: 'est_a' }] },
  ]);
});

it('waits for the answers of what it asked for before it closes', async () => {
  let isDone = false;
  const { pages } = await openBoth({
    expireAsked: async () => {
      await sleep(50);
      isDone = true;
      return 7;
    },
  });
  const asked = pages.expireAsked(1);
  await pages.close();
  expect(isDone).toBe(true);
  expect(await asked).toBe(7);
});

it('tells of a flood of commits in few messages', async () => {
  const listeners = new Set<(topic: Topic) => void>();
  const subscribe: Store['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const { channel } = await openBoth({ subscribe });
  let messages = 0;
  channel.other.onMessage(() => {
    messages += 1;
  });
  const startedAt = performance.now();
  for (let n = 0; n < 40; n += 1) {
    for (const listener of listeners) listener(n % 2 === 0 ? 'events' : 'users');
    await sleep(5);
  }
  await sleep(50);
  expect(messages).toBeGreaterThan(1);
  expect(messages).toBeLessThanOrEqual(2 + (performance.now() - startedAt) / 25);
});

it('searches although the writing process does not answer', async () => {
  const { pages, store } = await openBoth({ catchUpSearch: () => sleep(3_000) });
  await record(store, { object: { name: 'Ada' } });
  await store.listUsers({ q: 'ada' }, { limit: 1 });
  expect((await pages.listUsers({ q: 'ada' }, { limit: 1 })).items).toHaveLength(1);
});

it('finds by a word what was stored a moment ago', async () => {
  const { pages } = await openBoth();
  for (let n = 0; n < 10; n += 1) {
    await record(pages, { userId: `auth0|${n}`, object: { name: `Ada${n}` } });
    expect((await pages.listUsers({ q: `ada${n}` }, { limit: 1 })).items).toHaveLength(1);
  }
});

it('opens no database that is not there', async () => {
  const { other } = openChannel();
  await expect(openPagesStore(`file:${newFile()}`, other)).rejects.toThrow(/cannot be opened/);
  await expect(openPagesStore('postgres://x', namedEnd(processEnd(process), 'x'))).rejects.toThrow(/DATABASE_URL/);
});
