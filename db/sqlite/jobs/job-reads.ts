import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { type JobItem } from '@/lib/jobs/job';
import { type JobItemQuery, type JobStore } from '@/lib/jobs/job-store';
import { readPage, type SeqRange, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import { jobItems, jobLines, jobs } from '../schema-jobs';
import { toJob } from './job-rows';

type JobReads = Pick<
  JobStore,
  | 'getJob'
  | 'listJobs'
  | 'activeJobs'
  | 'jobsAbout'
  | 'listJobItems'
  | 'namedJobItems'
  | 'tallyJobItems'
  | 'jobLog'
  | 'nextJobAtMs'
>;

/** Everything read about jobs. */
export function jobReads(connection: ReadConnection): JobReads {
  const { orm } = connection;
  const ids = ({ above, below }: SeqRange) =>
    orm
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(gt(jobs.id, above), lt(jobs.id, below)));
  const source: SeqSource = {
    newest: (range, limit) => numbers(ids(range).orderBy(desc(jobs.id)).limit(limit).all()),
    oldest: (range, limit) => numbers(ids(range).orderBy(asc(jobs.id)).limit(limit).all()),
  };
  const readRows = (wanted: number[]) =>
    orm.select().from(jobs).where(inArray(jobs.id, wanted)).orderBy(desc(jobs.id)).all().map(toJob);
  const one = (id: number) => orm.select().from(jobs).where(eq(jobs.id, id)).get();
  const tally = (id: number) =>
    orm
      .select({ part: jobItems.part, result: jobItems.result, count: count() })
      .from(jobItems)
      .where(eq(jobItems.jobId, id))
      .groupBy(jobItems.result, jobItems.part)
      .all();
  const log = (id: number, limit: number) =>
    orm.select().from(jobLines).where(eq(jobLines.jobId, id)).orderBy(desc(jobLines.seq)).limit(limit).all();
  return {
    getJob: (id) =>
      connection.read(() => {
        const row = one(id);
        return row === undefined ? null : toJob(row);
      }),
    listJobs: (page) => connection.read(() => readPage(source, page, readRows)),
    activeJobs: (limit) =>
      connection.read(() =>
        orm.select().from(jobs).where(isNull(jobs.endedAtMs)).orderBy(asc(jobs.id)).limit(limit).all().map(toJob),
      ),
    jobsAbout: (about, kinds, limit) =>
      connection.read(() => {
        const isAsked = and(eq(jobs.about, about), inArray(jobs.kind, [...kinds]));
        return orm.select().from(jobs).where(isAsked).orderBy(desc(jobs.id)).limit(limit).all().map(toJob);
      }),
    listJobItems: (id, query) => connection.read(() => items(connection, id, query)),
    namedJobItems: (id, keys) => connection.read(() => namedItems(connection, id, keys)),
    tallyJobItems: (id) => connection.read(() => tally(id)),
    jobLog: (id, limit) =>
      connection.read(() => log(id, limit).map(({ seq, atMs, what, text }) => ({ seq, atMs, what, text }))),
    nextJobAtMs: (kinds) =>
      connection.read(() => {
        const isOurs = and(isNotNull(jobs.nextAtMs), inArray(jobs.kind, [...kinds]));
        const due = orm
          // A job in the hands of a process that died is due when its lease has ended.
          .select({ atMs: sql<number | null>`min(max(${jobs.nextAtMs}, coalesce(${jobs.leaseUntilMs}, 0)))` })
          .from(jobs)
          .where(isOurs);
        return due.get()?.atMs ?? null;
      }),
  };
}

const itemColumns = {
  seq: jobItems.seq,
  key: jobItems.key,
  part: jobItems.part,
  result: jobItems.result,
  reason: jobItems.reason,
  facts: jobItems.facts,
  atMs: jobItems.atMs,
};

/** Each result is a walk of one index; without any the primary key is. */
function items({ orm }: ReadConnection, id: number, { results, part, after = -1, limit }: JobItemQuery) {
  const isNext = and(eq(jobItems.jobId, id), gt(jobItems.seq, after));
  if (results === undefined) {
    return orm.select(itemColumns).from(jobItems).where(isNext).orderBy(asc(jobItems.seq)).limit(limit).all();
  }
  const found = results.flatMap((result) => {
    const isOfResult = and(
      isNext,
      eq(jobItems.result, result),
      part === undefined ? undefined : eq(jobItems.part, part),
    );
    return orm.select(itemColumns).from(jobItems).where(isOfResult).orderBy(asc(jobItems.seq)).limit(limit).all();
  });
  return found.sort((a, b) => a.seq - b.seq).slice(0, limit);
}

function namedItems({ orm }: ReadConnection, id: number, keys: readonly string[]): JobItem[] {
  const isNamed = and(eq(jobItems.jobId, id), inArray(jobItems.key, [...keys]));
  return orm.select(itemColumns).from(jobItems).where(isNamed).all();
}

function numbers(rows: { id: number }[]): number[] {
  return rows.map((row) => row.id);
}
