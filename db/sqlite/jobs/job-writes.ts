import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { type AuditAction } from '@/lib/audit/audit';
import { canAct, type JobAct, type JobLineKind, type JobState } from '@/lib/jobs/job';
import { type ClaimedJob, type JobStore, type NewJob } from '@/lib/jobs/job-store';
import { longestLeaseMs } from '@/lib/leases/lease-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { audit } from '../schema';
import { jobLines, jobs } from '../schema-jobs';
import { endWaiting, resultsOf, settleItems } from './job-items';
import { toJob } from './job-rows';
import { saveStep, topicsOf } from './job-steps';

type JobWrites = Pick<JobStore, 'createJob' | 'changeJob' | 'claimJob' | 'holdJob' | 'saveStep' | 'settleJobItems'>;

const announced: readonly Topic[] = ['jobs'];

/** Everything that changes jobs. `now` is the clock in milliseconds. */
export function jobWrites(connection: Connection, now: () => number): JobWrites {
  return {
    createJob: (job) =>
      connection.write(() => {
        const made = create(connection, job);
        return { value: made, topics: made.isNew ? announced : [] };
      }),
    changeJob: (id, act, by) =>
      connection.write(() => {
        const changed = change(connection, { id, act, ...by });
        return { value: changed, topics: changed?.isChanged === true ? announced : [] };
      }),
    claimJob: (kinds, owner, leaseMs) =>
      connection.write(() => {
        const { claimed, isNews } = claim(connection, { kinds: [...kinds], owner, leaseMs, nowMs: now() });
        return { value: claimed, topics: isNews ? announced : [] };
      }),
    holdJob: ({ id, owner }, leaseMs) =>
      connection.write(() => {
        const isOurs = and(eq(jobs.id, id), eq(jobs.owner, owner));
        const row = connection.orm.select().from(jobs).where(isOurs).get();
        if (row === undefined) return { value: false };
        const leaseUntilMs = now() + leaseMs;
        const nextAtMs = row.nextAtMs === row.leaseUntilMs ? leaseUntilMs : row.nextAtMs;
        connection.orm.update(jobs).set({ leaseUntilMs, nextAtMs }).where(isOurs).run();
        return { value: true };
      }),
    settleJobItems: (id, settled, atMs) =>
      connection.write(() => {
        const changed = settleItems(connection.orm, id, settled, atMs);
        return { value: changed, topics: changed > 0 ? announced : [] };
      }),
    saveStep: (claimed, step) =>
      connection.write(() => {
        const isSaved = saveStep(connection, claimed, step);
        return { value: isSaved, topics: isSaved ? topicsOf(step) : [] };
      }),
  };
}

function create(connection: Connection, job: NewJob) {
  const { orm } = connection;
  const { kind, about, input, key, cursor, createdBy, createdAtMs } = job;
  const same = key === null ? undefined : orm.select().from(jobs).where(eq(jobs.key, key)).get();
  const known = same ?? underWay(connection, job);
  if (known !== undefined) return { job: toJob(known), isNew: false };
  const row = orm
    .insert(jobs)
    .values({
      kind,
      about: about ?? null,
      state: 'waiting',
      key,
      input,
      cursor,
      results: {},
      createdBy,
      createdAtMs,
      failures: 0,
      nextAtMs: createdAtMs,
    })
    .returning()
    .get();
  const entry = { atMs: createdAtMs, actor: createdBy, action: 'job_created', target: `job/${row.id}` } as const;
  orm
    .insert(audit)
    .values({ ...entry, detail: { kind, ...(about !== undefined && { about }) } })
    .run();
  return { job: toJob(row), isNew: true };
}

/** The one that has not ended, of a kind that does one thing at a time. */
function underWay({ orm }: Connection, { kind, about, isSingle = false }: NewJob) {
  if (!isSingle || about === undefined) return undefined;
  const isOfKind = and(eq(jobs.about, about), eq(jobs.kind, kind));
  return orm
    .select()
    .from(jobs)
    .where(and(isOfKind, isNull(jobs.endedAtMs)))
    .orderBy(desc(jobs.id))
    .limit(1)
    .get();
}

interface Change {
  id: number;
  act: Exclude<JobAct, 'retry'>;
  actor: string;
  atMs: number;
}

const becomes: Record<Change['act'], { state: JobState; action: AuditAction; what: JobLineKind; word: string }> = {
  pause: { state: 'paused', action: 'job_paused', what: 'paused', word: 'Paused' },
  resume: { state: 'waiting', action: 'job_resumed', what: 'resumed', word: 'Resumed' },
  cancel: { state: 'cancelled', action: 'job_cancelled', what: 'cancelled', word: 'Cancelled' },
};

function change({ orm }: Connection, { id, act, actor, atMs }: Change) {
  const row = orm.select().from(jobs).where(eq(jobs.id, id)).get();
  if (row === undefined) return null;
  if (!canAct(act, row.state)) return { job: toJob(row), isChanged: false };
  const { state, action, what, word } = becomes[act];
  let { results } = row;
  if (state === 'cancelled') {
    endWaiting(orm, id, atMs);
    results = resultsOf(orm, id);
  }
  const ended = state === 'cancelled' ? { endedAtMs: atMs } : {};
  const changed = orm
    .update(jobs)
    // Due at once in any case: what was begun is seen to its end, and its result is counted.
    .set({ state, results, reason: null, note: null, failures: 0, nextAtMs: atMs, ...ended })
    .where(eq(jobs.id, id))
    .returning()
    .get();
  orm
    .insert(audit)
    .values({ atMs, actor, action, target: `job/${id}`, detail: { kind: row.kind } })
    .run();
  orm
    .insert(jobLines)
    .values({ jobId: id, atMs, what, text: `${word} by ${actor}` })
    .run();
  return { job: toJob(changed), isChanged: true };
}

interface Wanted {
  kinds: Parameters<JobStore['claimJob']>[0][number][];
  owner: string;
  leaseMs: number;
  nowMs: number;
}

interface Claimed {
  claimed: ClaimedJob | null;
  /** Whether a person would see that it was claimed. */
  isNews: boolean;
}

function claim({ orm }: Connection, { kinds, owner, leaseMs, nowMs }: Wanted): Claimed {
  // A lease that ends later than a lease can was given by a clock that has been set back since.
  const isFree = or(
    isNull(jobs.leaseUntilMs),
    lte(jobs.leaseUntilMs, nowMs),
    gt(jobs.leaseUntilMs, nowMs + longestLeaseMs),
  );
  // Who asks has nothing in hand: what bears its name was in the hands of a process that it replaces.
  const isDue = or(and(isNotNull(jobs.nextAtMs), lte(jobs.nextAtMs, nowMs), isFree), eq(jobs.owner, owner));
  const due = orm
    .select()
    .from(jobs)
    .where(and(isDue, inArray(jobs.kind, kinds)))
    .orderBy(asc(jobs.nextAtMs), asc(jobs.id))
    .limit(1)
    .get();
  if (due === undefined) return { claimed: null, isNews: false };
  const state = due.state === 'waiting' ? 'running' : due.state;
  const startedAtMs = due.startedAtMs ?? nowMs;
  orm
    .update(jobs)
    // Due again when the lease ends, so that a process that dies leaves nothing behind.
    .set({ owner, leaseUntilMs: nowMs + leaseMs, nextAtMs: nowMs + leaseMs, state, startedAtMs })
    .where(eq(jobs.id, due.id))
    .run();
  const job = toJob({ ...due, state, startedAtMs });
  const claimed = { id: due.id, owner, job, cursor: due.cursor, failures: due.failures };
  return { claimed, isNews: state !== due.state };
}
