import { onTestFinished } from 'vitest';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { connectorJobs } from '@/lib/server/jobs/connector-jobs';
import { backfillWork } from '@/lib/server/jobs/kinds/backfill-connector';
import { verifyWork } from '@/lib/server/jobs/kinds/verify-connector';
import { runWork } from '@/lib/server/testing/run-work';
import { type Store } from '@/lib/store';

/** The jobs of connectors, as the runner has them. */
export const jobsOf = (store: Store) =>
  connectorJobs({
    store,
    guard: addressGuard([{ address: '127.0.0.1', bits: 32 }]),
    work: [backfillWork, verifyWork],
    owner: 'tests',
  });

/** Does the jobs of connectors until the test ends, or is told to stop. */
export function runJobs(store: Store): { stop: () => Promise<void> } {
  const runner = runWork(store, jobsOf(store));
  const stop = () => runner.stop();
  onTestFinished(stop);
  return { stop };
}
