import 'server-only';
import { waitingResult } from '../../jobs/job';
import { type Store } from '../../store';

/** Jobs at work that are asked; a person looks after a handful at once. */
const jobsAsked = 20;

/** Items that one question names. */
const keysAtOnce = 1_000;

/**
 * The redelivery job in which each of these deliveries waits for its turn, by the key of its item; those of no job are left out.
 * `before`: only jobs with a smaller number, so that of two jobs that look at one another the older keeps a delivery.
 */
export async function inOtherJobs(
  store: Store,
  keys: readonly string[],
  { before = Infinity }: { before?: number } = {},
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const jobs = (await store.activeJobs(jobsAsked)).filter(({ kind, id }) => kind === 'redeliver' && id < before);
  for (const { id } of jobs) {
    for (let at = 0; at < keys.length; at += keysAtOnce) {
      for (const item of await store.namedJobItems(id, keys.slice(at, at + keysAtOnce))) {
        if (item.result === waitingResult && !found.has(item.key)) found.set(item.key, id);
      }
    }
  }
  return found;
}
