import { type DeliveryStore } from '../../deliveries/delivery-store';
import { type Management } from '../management/client';
import { DeliveryPoller } from './delivery-poller';
import { RedeliveryWatcher } from './redelivery-watcher';
import { redeliveryWaits } from './redelivery-waits';
import { workersSlot } from './workers-slot';

/** The background work of the process. */
export interface Workers {
  /** Ends timers and waits for what is under way; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts poller and watcher; without a Management API there is nothing to do. Called once at boot. */
export function startWorkers(parts: {
  store: DeliveryStore;
  management: Management | null;
  webhookUrl: string;
}): Workers {
  const { store, management, webhookUrl } = parts;
  if (management === null) return { stop: () => Promise.resolve() };
  const poller = new DeliveryPoller({ store, management, webhookUrl });
  const watcher = new RedeliveryWatcher({ store, management, lookAtLists: () => poller.refresh() });
  workersSlot().running = { poller, watcher };
  poller.start();
  watcher.start();
  return {
    stop: async () => {
      workersSlot().running = null;
      redeliveryWaits().stop();
      management.close();
      await Promise.all([poller.stop(), watcher.stop()]);
    },
  };
}

/** Someone has failed deliveries on the screen: call from every route that reads them. */
export function noteDeliveryViewer(): void {
  workersSlot().running?.poller.noteViewer();
}

/** Looks at Auth0's failed deliveries now; resolves when it is done. Never rejects. */
export async function refreshDeliveries(): Promise<void> {
  await workersSlot().running?.poller.refresh();
}
