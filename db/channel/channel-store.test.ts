import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { type Store } from '@/lib/store';
import { describeHandles } from '../contract/handles-contract';
import { describeStore } from '../contract/store-contract';
import { deeds, innerDeeds } from '../shared/deeds';
import { type ChannelEnd, openPagesStore, openStore, serveStore, type WritingStore } from '../store';
import { temporaryFiles } from '../testing/temporary';
import { threadEnd } from '../testing/thread-end';
import { WritingProcess } from '../testing/writing-process';
import { isRequest } from './messages';

const newFile = temporaryFiles();
const files = new WeakMap<Store, string>();
const writer = new WritingProcess();
const asked = new Set<string>();

afterAll(() => writer.kill());

/** The same end; the methods that are asked for are noted. */
const noting = (end: ChannelEnd): ChannelEnd => ({
  ...end,
  send: (message) => {
    if (isRequest(message)) asked.add(message.method);
    end.send(message);
  },
});

/** A store of this process whose changes are made by another one. */
async function openPages(file: string): Promise<Store> {
  const { end, stop } = await writer.serve(file);
  const pages = await openPagesStore(`file:${file}`, noting(end));
  const close = async () => {
    await pages.close();
    await stop();
  };
  const store = { ...pages, close };
  files.set(store, file);
  return store;
}

const openNew = () => openPages(newFile());
const fileOf = (store: Store) => files.get(store) ?? '';
const nothing = () => Promise.resolve();

// The other handle is one that writes too, and shares nothing with the first but the file.
describeStore({
  name: 'pages',
  open: openNew,
  openAgain: (store) => openStore(`file:${fileOf(store)}`),
  copiesValues: true,
  close: nothing,
});

it('has the contract ask the other process for every deed', () => {
  expect([...asked].sort()).toEqual([...innerDeeds, ...deeds].sort());
});

describeHandles({
  name: 'pages (and pages)',
  open: openNew,
  openAgain: (store) => openPages(fileOf(store)),
  copiesValues: true,
  close: nothing,
});

const writing = new WeakMap<Store, WritingStore>();

describeHandles({
  name: 'sqlite (and its pages)',
  open: async () => {
    const file = newFile();
    const store = await openStore(`file:${file}`);
    files.set(store, file);
    writing.set(store, store);
    return store;
  },
  openAgain: (store) => {
    const { port1, port2 } = new MessageChannel();
    const served = writing.get(store);
    if (served === undefined) throw new Error('Only what was opened here is served');
    serveStore(served, threadEnd(port1));
    port1.unref();
    port2.unref();
    return openPagesStore(`file:${fileOf(store)}`, threadEnd(port2));
  },
  copiesValues: true,
  close: nothing,
});
