import { setTimeout as sleep } from 'node:timers/promises';
import { type Store } from '@/lib/store';
import { type AllReads } from '../shared/deeds';
import { Notices } from '../shared/notices';
import { syncInSteps } from '../shared/sync-deliveries';
import { type Carrier } from './carrier';
import { type ChannelEnd } from './channel-end';
import { isFromWriter } from './messages';
import { RemoteDeeds } from './remote-deeds';

/** A search looks at what there is after this long, in milliseconds: reading must not depend on who may write. */
const searchPatienceMs = 500;

interface ChannelStoreOptions {
  end: ChannelEnd;
  /** Opens the database for reading. `catchUpSearch` has the writing process bring the words of a search up to date. */
  openReads: (catchUpSearch: () => Promise<void>) => Promise<{ reads: AllReads; close: () => Promise<void> }>;
  /** The clock in milliseconds. */
  now: () => number;
  carrier?: Carrier | undefined;
}

/**
 * A store that reads by itself and has everything else done by the process at the other end (`serveStore`). When that goes
 * away, what it had not answered fails with `mayHaveHappened`. Closing waits for the answers and leaves that store open.
 */
export async function openChannelStore({ end, openReads, now, carrier }: ChannelStoreOptions): Promise<Store> {
  const remote = new RemoteDeeds(end, carrier);
  const notices = new Notices();
  const catchUp = () => remote.ask('catchUpSearch', []).catch(() => undefined);
  const { reads: allReads, close } = await openReads(async () => {
    await Promise.race([catchUp(), sleep(searchPatienceMs, undefined, { ref: false })]);
  });
  const { comparePoll, ...reads } = allReads;
  const pollSteps = { comparePoll, ...remote.pollWrites };
  const stopListening = end.onMessage((message) => {
    if (!isFromWriter(message)) return;
    if (message.store === 'notices') notices.announce(message.topics);
    else remote.settle(message);
  });
  const stopWaiting = end.onClose(() => remote.abandon());
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    await Promise.all([remote.drain(), close()]);
    stopListening();
    stopWaiting();
  };
  return {
    ...reads,
    ...remote.deeds,
    // Compared here, so that the writing process hears only what is new: a list may hold thousands.
    syncDeliveries: (poll) => syncInSteps(pollSteps, poll),
    subscribe: (listener) => notices.subscribe(listener),
    nowMs: now,
    close: () => (closing ??= closeAll()),
  };
}
