import { type JobCounts, type JobKind } from './job';
import { applyCounts } from './apply';
import { redeliveryCounts } from './redelivery';

const countsByKind: Record<JobKind, (byResult: Readonly<Record<string, number>>) => JobCounts> = {
  redeliver: redeliveryCounts,
  apply: applyCounts,
};

/** The counts of a job of `kind` from how many of its items have each result. */
export function countsOf(kind: JobKind, byResult: Readonly<Record<string, number>>): JobCounts {
  return countsByKind[kind](byResult);
}
