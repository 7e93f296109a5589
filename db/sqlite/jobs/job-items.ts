import { and, count, eq, max } from 'drizzle-orm';
import { type RedeliveryJob } from '@/lib/deliveries/delivery-store';
import { notTriedResult, waitingResult } from '@/lib/jobs/job';
import { type JobClaim, type SettledItem } from '@/lib/jobs/job-store';
import { type RedeliveryResult } from '@/lib/jobs/redelivery';
import { type Connection } from '../engine/connection';
import { jobItems, jobs } from '../schema-jobs';

/** What was never begun will not be. */
export function endWaiting(orm: Connection['orm'], jobId: number, atMs: number): void {
  const isWaiting = and(eq(jobItems.jobId, jobId), eq(jobItems.result, waitingResult));
  orm.update(jobItems).set({ result: notTriedResult, atMs }).where(isWaiting).run();
}

/** How many items of a job have each result. */
export function resultsOf(orm: Connection['orm'], jobId: number): Record<string, number> {
  const rows = orm
    .select({ result: jobItems.result, count: count() })
    .from(jobItems)
    .where(eq(jobItems.jobId, jobId))
    .groupBy(jobItems.result)
    .all();
  return Object.fromEntries(rows.map((row) => [row.result, row.count]));
}

/** What people have done about items. */
export function settleItems(
  orm: Connection['orm'],
  jobId: number,
  settled: readonly SettledItem[],
  atMs: number,
): number {
  let changes = 0;
  for (const { key, from, result } of settled) {
    const isThis = and(eq(jobItems.jobId, jobId), eq(jobItems.key, key), eq(jobItems.result, from));
    changes += orm.update(jobItems).set({ result, atMs }).where(isThis).run().changes;
  }
  if (changes > 0)
    orm
      .update(jobs)
      .set({ results: resultsOf(orm, jobId) })
      .where(eq(jobs.id, jobId))
      .run();
  return changes;
}

/** The number that the next item of a job gets. */
export function nextItemSeq(orm: Connection['orm'], jobId: number): number {
  const newest = orm
    .select({ seq: max(jobItems.seq) })
    .from(jobItems)
    .where(eq(jobItems.jobId, jobId))
    .get();
  return (newest?.seq ?? 0) + 1;
}

/** Whether a step of this claim may begin something: nobody paused or cancelled the job, and nobody else has it. */
export function mayBegin({ orm }: Connection, { id, owner }: Pick<JobClaim, 'id' | 'owner'>): boolean {
  const row = orm.select({ state: jobs.state, owner: jobs.owner }).from(jobs).where(eq(jobs.id, id)).get();
  return row?.state === 'running' && row.owner === owner;
}

/** The item of a job is about to be requested. */
export function noteAsking(orm: Connection['orm'], { id, itemKey }: RedeliveryJob, atMs: number): void {
  const isThis = and(eq(jobItems.jobId, id), eq(jobItems.key, itemKey));
  orm
    .update(jobItems)
    .set({ result: 'asking' satisfies RedeliveryResult, atMs })
    .where(isThis)
    .run();
}
