import { type JsonObject } from '../json/json';
import { type JobCounts, type JobKind } from './job';
import { applyCounts } from './apply';
import { backfillCounts } from './backfill-connector';
import { redeliveryCounts } from './redelivery';
import { verifyCounts } from './verify-connector';

type Counting = (byResult: Readonly<Record<string, number>>, cursor: JsonObject) => JobCounts;

const countsByKind: Record<JobKind, Counting> = {
  redeliver: redeliveryCounts,
  apply: applyCounts,
  backfill_connector: backfillCounts,
  verify_connector: verifyCounts,
};

/** The counts of a job of `kind` from how many of its items have each result, and what it remembers. */
export function countsOf(kind: JobKind, byResult: Readonly<Record<string, number>>, cursor: JsonObject): JobCounts {
  return countsByKind[kind](byResult, cursor);
}
