import { type JobCounts, type JobKind } from './job';
import { applyCounts } from './apply';
import { backfillCounts } from './backfill-connector';
import { redeliveryCounts } from './redelivery';

const countsByKind: Record<JobKind, (byResult: Readonly<Record<string, number>>) => JobCounts> = {
  redeliver: redeliveryCounts,
  apply: applyCounts,
  backfill_connector: backfillCounts,
};

/** The counts of a job of `kind` from how many of its items have each result. */
export function countsOf(kind: JobKind, byResult: Readonly<Record<string, number>>): JobCounts {
  return countsByKind[kind](byResult);
}
