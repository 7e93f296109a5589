import { type Store } from '../../store';
import { Runner } from '../jobs/runner';
import { type StandingWork } from '../jobs/standing-work';

/** Runs `work` as the process that holds the lease does. */
export function runWork(store: Pick<Store, 'subscribe'>, ...work: StandingWork[]): Runner {
  const runner = new Runner({ store, leads: () => true, work });
  runner.start();
  return runner;
}
