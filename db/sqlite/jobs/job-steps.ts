import { and, eq, inArray } from 'drizzle-orm';
import { waitingResult } from '@/lib/jobs/job';
import { type RedeliveryResult } from '@/lib/jobs/redelivery';
import { type JobClaim, type JobStep } from '@/lib/jobs/job-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { jobItems, jobLines, jobs } from '../schema-jobs';
import { endWaiting, nextItemSeq, resultsOf } from './job-items';

type Orm = Connection['orm'];

/** Saves what a step did, in the running transaction. False when the claim is lost. */
export function saveStep({ orm }: Connection, { id, owner }: JobClaim, step: JobStep): boolean {
  const row = orm.select().from(jobs).where(eq(jobs.id, id)).get();
  if (row?.owner !== owner) return false;
  addItems(orm, id, step);
  changeItems(orm, id, step);
  const become = row.state === 'running' ? step.become : undefined;
  const endedAtMs = become === undefined || become.state === 'paused' ? row.endedAtMs : step.atMs;
  // Also what was to wait of a job that a person has cancelled meanwhile.
  if (endedAtMs !== null) endWaiting(orm, id, step.atMs);
  for (const line of step.log ?? []) {
    orm
      .insert(jobLines)
      .values({ jobId: id, atMs: step.atMs, ...line })
      .run();
  }
  orm
    .update(jobs)
    .set({
      cursor: step.cursor,
      results: resultsOf(orm, id),
      note: row.state === 'running' ? step.note : null,
      failures: step.failures,
      nextAtMs: nextOf(row, step),
      owner: null,
      leaseUntilMs: null,
      endedAtMs,
      ...become,
    })
    .where(eq(jobs.id, id))
    .run();
  return true;
}

/** A claimed job is due when its lease ends. One that is due before that was changed by a person: it is looked at again at once. */
function nextOf(row: typeof jobs.$inferSelect, { nextAtMs, atMs }: JobStep): number | null {
  return row.nextAtMs === row.leaseUntilMs ? nextAtMs : atMs;
}

function addItems(orm: Orm, jobId: number, { added = [], atMs }: JobStep): void {
  let seq = nextItemSeq(orm, jobId);
  for (const item of added) {
    orm
      .insert(jobItems)
      .values({ jobId, seq, atMs, ...item })
      .onConflictDoNothing()
      .run();
    seq += 1;
  }
}

function changeItems(orm: Orm, jobId: number, { changed = [], shut, atMs }: JobStep): void {
  for (const { key, result, reason } of changed) {
    const isThis = and(eq(jobItems.jobId, jobId), eq(jobItems.key, key));
    // A request keeps the instant of its claim, which tells it from the requests of others.
    const since = result === ('asked' satisfies RedeliveryResult) ? {} : { atMs };
    orm
      .update(jobItems)
      .set({ result, reason, ...since })
      .where(isThis)
      .run();
  }
  if (shut === undefined) return;
  const { parts, result, reason } = shut;
  const isShut = and(eq(jobItems.jobId, jobId), eq(jobItems.result, waitingResult), inArray(jobItems.part, parts));
  orm.update(jobItems).set({ result, reason, atMs }).where(isShut).run();
}

/** What a person would see a difference of: a job that only waits looks again each second, and tells nobody. */
export function topicsOf({ added = [], changed = [], log = [], shut, become, note }: JobStep): readonly Topic[] {
  if (changed.length > 0) return ['jobs', 'deliveries'];
  const isNews = added.length + log.length > 0 || shut !== undefined || become !== undefined || note !== null;
  return isNews ? ['jobs'] : [];
}
