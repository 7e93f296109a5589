import 'server-only';
import { type RejectionListAnswer } from '../../rejections/rejection';
import { type Store } from '../../store';
import { dayMs } from '../../spans';

/** The list shows at most this many; the total is of all that are kept. */
const shown = 200;

/** Rejections of the last 24 h, newest first. The store keeps neither credential nor, outside quarantine, any body. */
export async function rejectionListAnswer(store: Store): Promise<RejectionListAnswer> {
  const sinceMs = Date.now() - dayMs;
  const { items, total } = await store.listRejections(sinceMs, shown);
  return { sinceMs, total, items };
}
