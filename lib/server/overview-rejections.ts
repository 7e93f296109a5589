import 'server-only';
import { type RejectionList } from '../overview/overview';
import { type Store } from '../store';

/** The list shows at most this many; the total is of all that are kept. */
const shown = 200;

const dayMs = 24 * 3_600_000;

/** Rejections of the last 24 h, newest first. The store keeps neither credential nor, outside quarantine, any body. */
export async function readRejections(store: Store): Promise<RejectionList> {
  const sinceMs = Date.now() - dayMs;
  const { items, total } = await store.listRejections(sinceMs, shown);
  return {
    sinceMs,
    total,
    items: items.map(({ seq, receivedAtMs, status, reason, remoteAddress, userAgent, bytes }) => ({
      seq,
      receivedAtMs,
      status,
      reason,
      remoteAddress,
      userAgent,
      bytes,
    })),
  };
}
