import { countsOf } from '../../../jobs/counts';
import { type JobCounts, type JobKind } from '../../../jobs/job';
import { type Store } from '../../../store';

/** The counts of a job as its items are now, before its step is saved. */
export async function countsNow(store: Pick<Store, 'tallyJobItems'>, id: number, kind: JobKind): Promise<JobCounts> {
  const results: Record<string, number> = {};
  for (const { result, count } of await store.tallyJobItems(id)) results[result] = (results[result] ?? 0) + count;
  return countsOf(kind, results);
}
