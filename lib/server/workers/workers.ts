import { type Store } from '../../store';
import { type Management } from '../management/client';
import { redeliverWork } from '../jobs/kinds/redeliver';
import { JobRunner } from '../jobs/runner';
import { processFamily } from '../process/role';
import { DeliveryPoller } from './delivery-poller';
import { Leadership } from './leadership';
import { RedeliveryWatcher } from './redelivery-watcher';
import { singleton } from '../process/singleton';
import { instruments } from '../telemetry/instruments';

/** Where routes find the poller that boot has started; empty without a Management API. */
const pollerSlot = () => singleton<{ poller: DeliveryPoller | null }>('delivery-poller', () => ({ poller: null }));

/** The background work of the process. */
export interface Workers {
  /** Ends timers and waits for what is under way; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts poller, watcher and the runner of jobs; without a Management API there is nothing to do. Called once at boot. */
export function startWorkers(parts: { store: Store; management: Management | null; webhookUrl: string }): Workers {
  const { store, management, webhookUrl } = parts;
  if (management === null) return { stop: () => Promise.resolve() };
  const leads = () => leadership.isHeld;
  const poller = new DeliveryPoller({ store, management, webhookUrl, leads });
  const watcher = new RedeliveryWatcher({ store, management, leads, pollLists: () => poller.refresh() });
  const runner = new JobRunner({ store, management, work: [redeliverWork], leads, owner: processFamily(), webhookUrl });
  const leadership: Leadership = new Leadership(store, {
    onGained: () => {
      poller.start();
      watcher.lead();
      runner.wake();
    },
  });
  pollerSlot().poller = poller;
  instruments().metrics.gauge(
    'streamgauge_poll_age_seconds',
    'Time since every event stream was polled for failed deliveries.',
    () => (poller.ageMs === null ? null : poller.ageMs / 1000),
  );
  watcher.start();
  runner.start();
  leadership.start();
  return {
    stop: async () => {
      pollerSlot().poller = null;
      management.close();
      await Promise.all([poller.stop(), watcher.stop(), runner.stop()]);
      await leadership.stop();
    },
  };
}

/** Marks that a screen shows failures, for the faster pace of polling. Call it from every route that counts them. */
export function noteDeliveryViewer(): void {
  pollerSlot().poller?.noteViewer();
}

/** Polls Auth0's failed deliveries now; resolves when it is done. Never rejects. */
export async function refreshDeliveries(): Promise<void> {
  await pollerSlot().poller?.refresh();
}
