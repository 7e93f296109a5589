import { type DeliveryName } from '../../../deliveries/delivery';
import { type RedeliveryLedger } from '../../../jobs/redelivery';
import { type Store } from '../../../store';
import { ledgerWindow } from '../../ledger/ledger-window';
import { type Management } from '../../management/client';
import { requiredStreams } from '../../management/known-streams';

/** For a person. */
export const noSuchStream = 'The tenant has no such event stream.';

interface World {
  store: Store;
  management: Management;
}

interface LedgerPage {
  names: DeliveryName[];
  /** Number of the last delivery that was looked at. */
  after: number;
  isLast: boolean;
}

/**
 * Deliveries that the ledger calls failed and not received, ignored ones aside, numbered above `after` and up to `upTo`: a page of
 * those looked at. Null for an event stream that the tenant does not have. Throws `ManagementError`.
 */
export async function failedInLedger(
  { store, management }: World,
  { stream: streamId, from, to }: RedeliveryLedger,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<LedgerPage | null> {
  const { streams } = await requiredStreams(management);
  const stream = streams.find(({ id }) => id === streamId);
  if (stream === undefined) return null;
  const window = await ledgerWindow(store, stream, { fromMs: from, toMs: to });
  const items = await store.listLedger({ ...window, combination: 'failed_not_received' }, { after, limit });
  const wanted = items.filter(({ seq, isIgnored }) => seq <= upTo && !isIgnored);
  return {
    names: wanted.map(({ eventId }) => ({ streamId, eventId })),
    after: items.at(-1)?.seq ?? after,
    isLast: items.length < limit,
  };
}
