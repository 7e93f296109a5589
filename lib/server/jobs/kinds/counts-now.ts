import { countsOf } from '../../../jobs/counts';
import { type JobCounts } from '../../../jobs/job';
import { type ClaimedJob } from '../../../jobs/job-store';
import { type Store } from '../../../store';

/** The counts of a job as its items are now, before its step is saved. */
export async function countsNow(
  store: Pick<Store, 'tallyJobItems'>,
  { id, job, cursor }: Pick<ClaimedJob, 'id' | 'job' | 'cursor'>,
): Promise<JobCounts> {
  const results: Record<string, number> = {};
  for (const { result, count } of await store.tallyJobItems(id)) results[result] = (results[result] ?? 0) + count;
  return countsOf(job.kind, results, cursor);
}
