import { canAct, isActive, type Job, type JobAct } from '../../jobs/job';
import { type RedeliveryInput } from '../../jobs/redelivery';
import { applyInput, type ApplyInput } from '../../jobs/apply';
import { backfillInput, type BackfillInput } from '../../jobs/backfill-connector';
import { type VerifyCursor, verifyInput, type VerifyInput } from '../../jobs/verify-connector';
import { type JsonObject } from '../../json/json';
import { type Store } from '../../store';
import { aboutConnector, recordsToCompare, startedConnector } from './connector-subject';
import { firstApplyCursor } from './kinds/apply-cursor';
import { firstBackfillCursor } from './kinds/backfill-cursor';
import { firstCursor } from './kinds/redeliver-cursor';
import { statedFilter } from './kinds/redelivery-subject';

interface Making {
  store: Store;
  /** The person who starts it. */
  actor: string;
  input: RedeliveryInput;
  /** Makes it once; null: each call makes one. */
  key: string | null;
}

/** Starts a bulk redelivery, frozen at the newest failed delivery. Asks Auth0 for nothing: the runner does. */
export async function createRedelivery({ store, actor, input, key }: Making): Promise<{ job: Job; isNew: boolean }> {
  const { upTo: newest } = await store.tallyDeliveries(statedFilter({ state: [] }));
  const upTo = 'upTo' in input ? Math.min(newest, input.upTo ?? newest) : newest;
  const plain: JsonObject = JSON.parse(JSON.stringify(input)) as JsonObject;
  return store.createJob({
    kind: 'redeliver',
    input: plain,
    key,
    cursor: firstCursor(upTo),
    createdBy: actor,
    createdAtMs: store.nowMs(),
  });
}

/** Starts applying the feed's copies of what was never delivered. Applies nothing: the runner does. */
export function createApply({ store, actor, input, key }: Omit<Making, 'input'> & { input: ApplyInput }) {
  const cursor = firstApplyCursor;
  return store.createJob({ kind: 'apply', input, key, cursor, createdBy: actor, createdAtMs: store.nowMs() });
}

type MakingBackfill = Omit<Making, 'input'> & { input: BackfillInput };

/**
 * Starts bringing users of a connector into step. One that is under way is not begun again: that job comes back. Throws a
 * problem where the connector is none that can.
 */
export async function createBackfill({ store, actor, input, key }: MakingBackfill) {
  await startedConnector(store, input.connector, 'backfill');
  const about = aboutConnector(input.connector);
  const made = { kind: 'backfill_connector', about, isSingle: true, input, key, cursor: firstBackfillCursor } as const;
  return store.createJob({ ...made, createdBy: actor, createdAtMs: store.nowMs() });
}

type MakingVerify = Omit<Making, 'input'> & { input: VerifyInput };

/** Starts comparing the other side of a connector with the mirror. One that is under way comes back instead. */
export async function createVerify({ store, actor, input, key }: MakingVerify) {
  const connector = await startedConnector(store, input.connector, 'verify');
  const about = aboutConnector(input.connector);
  const expected = await recordsToCompare(store, connector);
  const cursor: JsonObject = { place: null, compared: 0, skipped: 0, expected } satisfies VerifyCursor;
  const made = { kind: 'verify_connector', about, isSingle: true, input, key, cursor } as const;
  return store.createJob({ ...made, createdBy: actor, createdAtMs: store.nowMs() });
}

interface Acting {
  store: Store;
  actor: string;
  id: number;
  act: JobAct;
}

/** What an act came to: the job it changed, the new job of a retry; null for a number that no job has. */
export async function actOnJob({ store, actor, id, act }: Acting): Promise<{ job: Job; isChanged: boolean } | null> {
  if (act !== 'retry') return store.changeJob(id, act, { actor, atMs: store.nowMs() });
  const job = await store.getJob(id);
  if (job === null) return null;
  if (!canAct(act, job.state)) return { job, isChanged: false };
  return { job: await retryOf({ store, actor, job }), isChanged: true };
}

/** One retry of a job at a time: a second click leads to the same, and once that has ended to another one. */
async function retryOf({ store, actor, job: { id, kind, input } }: Pick<Acting, 'store' | 'actor'> & { job: Job }) {
  let key = `retry of ${id}`;
  for (;;) {
    const { job, isNew } = await again({ store, actor, id, kind, input, key });
    if (isNew || isActive(job.state)) return job;
    key = `retry of ${id} after ${job.id}`;
  }
}

type Again = Pick<Making, 'store' | 'actor' | 'key'> & Pick<Job, 'id' | 'kind' | 'input'>;

function again({ id, kind, input, ...making }: Again): Promise<{ job: Job; isNew: boolean }> {
  switch (kind) {
    case 'redeliver':
      return createRedelivery({ ...making, input: { retryOf: id } });
    case 'apply':
      return createApply({ ...making, input: applyInput.parse(input) });
    case 'backfill_connector':
      return createBackfill({ ...making, input: backfillInput.parse(input) });
    case 'verify_connector':
      return createVerify({ ...making, input: verifyInput.parse(input) });
  }
}
