import type { Happening } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';
import { pastDeliveries } from './past-deliveries.ts';
import { createRandom } from '../ground/random.ts';

/** Takes a history as delivered: journal and counts know it, and `tenant.past` says when the app received what. */
export function recall(tenant: Tenant, history: Happening[]): void {
  const [outlet] = tenant.outlets();
  if (!outlet || history.length === 0) return;
  for (const event of history) tenant.journal.add(event);
  tenant.past = pastDeliveries(history, outlet.stream.id, createRandom(23));
  for (const { receivedAt } of tenant.past) outlet.counts.add('delivered', Date.parse(receivedAt));
}
