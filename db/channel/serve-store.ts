import { type Topic } from '@/lib/store';
import { type WritingStore } from '../shared/deeds';
import { carryError } from './carried-error';
import { type Carrier, noCarrier } from './carrier';
import { type ChannelEnd } from './channel-end';
import { isRequest, isServed, type Reply, type ServedMethod } from './messages';
import { fromPlain, toPlain } from './plain-values';
import { type FeedStepMessage, fromFeedStepMessage, fromReceiptMessage, type ReceiptMessage } from './receipt-message';

/** Notices go out at most once in this many milliseconds. */
const noticesEveryMs = 25;

/**
 * Does the deeds that another process asks for, begun in the order in which they arrive, and tells it of every commit, until
 * the returned function is called or the other side is gone. The store stays open.
 */
export function serveStore(store: WritingStore, end: ChannelEnd, carrier: Carrier = noCarrier): () => void {
  const stops = [
    end.onMessage((message) => {
      if (isRequest(message)) void carrier.within(message.carried, () => answer(store, end, message));
    }),
    forwardNotices(store, end),
  ];
  const stop = () => {
    for (const each of stops.splice(0)) each();
  };
  stops.push(end.onClose(stop));
  return stop;
}

interface AnyRequest {
  id: number;
  method: string;
  parameters: readonly unknown[];
}

async function answer(store: WritingStore, end: ChannelEnd, { id, method, parameters }: AnyRequest): Promise<void> {
  const fail = (error: unknown) => end.send({ store: 'failure', id, error: carryError(error) } satisfies Reply);
  try {
    const value = toPlain(await perform(store, method, parameters));
    end.send({ store: 'answer', id, value } satisfies Reply);
  } catch (error) {
    fail(error);
  }
}

/** Calls the method before it returns: the order of deeds is that of their messages. */
function perform(store: WritingStore, method: string, parameters: readonly unknown[]): unknown {
  if (!isServed(method)) throw new TypeError(`No process does ${method} for another`);
  const plain = parameters.map(fromPlain);
  if (method === 'recordReceipt') return store.recordReceipt(fromReceiptMessage(plain[0] as ReceiptMessage));
  if (method === 'saveFeedStep') return store.saveFeedStep(fromFeedStepMessage(plain[0] as FeedStepMessage));
  const calls: Record<ServedMethod, (...parameters: never[]) => unknown> = store;
  return Reflect.apply(calls[method], store, plain) as unknown;
}

function forwardNotices(store: WritingStore, end: ChannelEnd): () => void {
  const gathered = new Set<Topic>();
  let timer: NodeJS.Timeout | null = null;
  let sentAt = Number.NEGATIVE_INFINITY;
  const send = () => {
    timer = null;
    sentAt = performance.now();
    end.send({ store: 'notices', topics: [...gathered] });
    gathered.clear();
  };
  const unsubscribe = store.subscribe((topic) => {
    gathered.add(topic);
    timer ??= setTimeout(send, Math.max(0, sentAt + noticesEveryMs - performance.now()));
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
