import { type JobStep, type NewJob } from '@/lib/jobs/job-store';
import { type Store } from '@/lib/store';

/** Who acts in these tests. */
export const actor = 'ada@example.test';

/** A job to be made. */
export const newJob = (over: Partial<NewJob> = {}): NewJob => ({
  kind: 'redeliver',
  input: { filter: {} },
  key: null,
  cursor: { at: 0 },
  createdBy: actor,
  createdAtMs: Date.now(),
  ...over,
});

/** A step that did nothing. */
export const step = (over: Partial<JobStep> = {}): JobStep => ({
  cursor: { at: 1 },
  note: null,
  failures: 0,
  nextAtMs: Date.now(),
  atMs: Date.now(),
  ...over,
});

/** A waiting item. */
export const item = (key: string, over: Partial<NonNullable<JobStep['added']>[number]> = {}) => ({
  key,
  part: 'a',
  result: 'waiting',
  reason: null,
  ...over,
});

/** Claims the job that is due. */
export const claim = (store: Store, owner = 'one', leaseMs = 60_000) => store.claimJob(['redeliver'], owner, leaseMs);
