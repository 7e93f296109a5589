import { type Role } from '../../access/role';
import { type JsonObject } from '../../json/json';
import { type JobKind } from '../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../jobs/job-store';
import { type Store } from '../../store';
import { type FailureLimits } from '../../streams/failure-budget';
import { type Management } from '../management/client';

/** What a step of any kind works with. */
export interface StepWorld {
  store: Store;
  /** Whether the store took long to save the last step: then receiving needs it. Busy screens are no reason to go slower. */
  isSlow: boolean;
}

/** What a step works with that asks Auth0. */
export interface JobWorld extends StepWorld {
  management: Management;
  /** Whether an event stream posts to this app, as far as it is known; false where it is not. */
  isHere: (streamId: string) => boolean;
  /** Failures at which Auth0 disables an event stream. */
  limits: FailureLimits;
}

/** What a step did; the runner adds what every kind has in common. */
export type StepResult = Omit<JobStep, 'failures' | 'atMs' | 'cursor' | 'note'> & {
  cursor?: JsonObject;
  note?: string | null;
  /** What went wrong and may pass: the step counts as failed, though what it did is saved. */
  trouble?: string;
};

/** How long a step may go on beginning things, in ms. */
export const stepMs = 1_000;

/**
 * Work of one kind, step by step. A step is bounded, remembers everything in the cursor and the items, and may run twice: a
 * process may end in it, and a claim may be lost. What it throws is a step to be tried again (lib/jobs/pace.ts).
 */
export interface JobWork<World extends StepWorld = JobWorld> {
  kind: JobKind;
  /** Who may start, pause, resume and cancel it. */
  role: Role;
  step(world: World, claimed: ClaimedJob, signal: AbortSignal): Promise<StepResult>;
}
