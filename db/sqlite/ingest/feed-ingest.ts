import { type FeedStep } from '@/lib/ledger/feed';
import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { type Courtesy } from '../engine/courtesy';
import { FeedPlace } from '../ledger/feed-place';
import { ledgerTopics } from '../ledger/feed-state';
import { type Ingest, type StoredWithin } from './ingest';

/** Saves what the feed tells: the place, the ledger's part and the receipts, all or nothing. */
export function feedIngest(
  connection: Connection,
  { ingest, courtesy }: { ingest: Ingest; courtesy: Courtesy },
): Pick<LedgerStore, 'saveFeedStep'> {
  const place = new FeedPlace(connection);
  return {
    saveFeedStep: async (step) => {
      // What arrives at the webhook goes first.
      const stored = await courtesy.write(() => {
        const value = place.isNext(step) ? save(place, ingest, step) : null;
        return { value, topics: value === null ? [] : [...ledgerTopics, ...value.topics] };
      });
      stored?.after();
      return stored !== null;
    },
  };
}

function save(place: FeedPlace, ingest: Ingest, step: FeedStep): StoredWithin {
  const byId = new Map(step.receipts.map((receipt) => [receipt.event.id, receipt]));
  const stored = ingest.storeWithin([...byId.values()].filter(({ event }) => !place.isToldAndHere(event.id)));
  // The place is kept only with everything that was told before it.
  for (const settled of stored.settled) if (!settled.ok) throw settled.error;
  place.save(step);
  return stored;
}
