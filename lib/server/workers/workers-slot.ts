import { singleton } from '../singleton';
import { type DeliveryPoller } from './delivery-poller';
import { type RedeliveryWatcher } from './redelivery-watcher';

interface RunningWorkers {
  poller: DeliveryPoller;
  watcher: RedeliveryWatcher;
}

/** Where routes find the workers that boot has started; empty without a Management API. */
export const workersSlot = () => singleton<{ running: RunningWorkers | null }>('workers', () => ({ running: null }));

/** A redelivery has been asked for: follow it. */
export function wakeWatcher(): void {
  workersSlot().running?.watcher.wake();
}
