import { waitingResult } from '../../../jobs/job';
import { type Store } from '../../../store';
import { type Ask } from './redeliver-ask';
import { type Part } from './redeliver-parts';
import { ofPart } from './redelivery-subject';

/**
 * The next items to request by themselves: one of a part that was not tried yet, else as many as its event stream has room for,
 * oldest first. Parts of one event stream share its room.
 */
export async function nextAsks(
  store: Store,
  jobId: number,
  { parts, window }: { parts: readonly Part[]; window: number },
): Promise<Ask[]> {
  const asks: Ask[] = [];
  const active = parts.filter(({ leave, waiting }) => waiting > 0 && (leave === 'one' || leave === 'all'));
  const byStream = Map.groupBy(active, ({ part }) => ofPart(part).streamId);
  for (const [streamId, of] of byStream) {
    let room = window - (await requestsUnderWay(store, streamId));
    for (const [index, { part, leave, waiting }] of of.entries()) {
      const share = leave === 'one' ? 1 : Math.ceil(room / (of.length - index));
      const limit = Math.min(share, room, waiting);
      if (limit <= 0) continue;
      const items = await store.listJobItems(jobId, { results: [waitingResult], part, limit });
      asks.push(...items.map((item) => ({ item, isOneOfMany: leave === 'all' })));
      room -= items.length;
    }
  }
  return asks;
}

/** Requests without an outcome at an event stream, by all jobs and people. */
export async function requestsUnderWay(store: Store, streamId: string): Promise<number> {
  const { tallies } = await store.tallyDeliveries({ states: ['asked', 'retrying'], streamIds: [streamId] });
  return tallies.reduce((sum, { count }) => sum + count, 0);
}
