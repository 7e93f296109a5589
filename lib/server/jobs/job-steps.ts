import { jobLeaseMs, pauseAfter, renewEveryMs } from '../../jobs/pace';
import { type JobKind } from '../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../jobs/job-store';
import { minuteMs, secondMs } from '../../spans';
import { type Store } from '../../store';
import { isManagementError } from '../management/errors';
import { log } from '../process/log';
import { instruments } from '../telemetry/instruments';
import { span } from '../telemetry/tracing';
import { type JobWork, type StepResult, type StepWorld } from './job-kind';
import { type StandingWork } from './standing-work';

interface JobStepsParts<World extends StepWorld> {
  /** Names it in the log. */
  name: string;
  store: Store;
  work: readonly JobWork<World>[];
  /** Names this process among all that share the store. */
  owner: string;
  /** What a step works with besides. */
  worldOf: (base: StepWorld) => World;
}

/** Without news a process looks this often, in ms: another one may have died with a job in hand. */
const idleEveryMs = minuteMs;

/** A store that takes this long (ms) for a step has no time to spare. */
const slowSaveMs = secondMs;

/** Does the jobs of some kinds, one step after the other. What is to be done is in the store, so a restart loses nothing. */
export class JobSteps<World extends StepWorld> implements StandingWork {
  readonly name: string;
  readonly wakesOn = ['jobs'] as const;
  readonly #parts: JobStepsParts<World>;
  readonly #kinds: JobKind[];
  readonly #work: ReadonlyMap<JobKind, JobWork<World>>;
  #current: { id: number; abort: AbortController } | null = null;
  #saveMs = 0;

  constructor(parts: JobStepsParts<World>) {
    this.name = parts.name;
    this.#parts = parts;
    this.#kinds = parts.work.map(({ kind }) => kind);
    this.#work = new Map(parts.work.map((work) => [work.kind, work]));
  }

  /** A job was made or changed: the running step may be of one that a person has paused. */
  woken(): void {
    void this.#heed();
  }

  /** A person may have paused or cancelled the job of the running step. */
  async #heed(): Promise<void> {
    const running = this.#current;
    if (running === null) return;
    const job = await this.#parts.store.getJob(running.id).catch(() => null);
    if (job !== null && job.state !== 'running') running.abort.abort();
  }

  /** Does the step that has been due longest, if there is one; the time until the next is, in ms. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store, owner } = this.#parts;
    if (signal.aborted) return idleEveryMs;
    const claimed = await store.claimJob(this.#kinds, owner, jobLeaseMs);
    if (claimed !== null) {
      await span(`job step ${claimed.job.kind}`, { kind: 'turn' }, () => this.#step(claimed, signal));
      return 0;
    }
    const nextAtMs = await store.nextJobAtMs(this.#kinds);
    return nextAtMs === null ? idleEveryMs : Math.min(idleEveryMs, Math.max(0, nextAtMs - store.nowMs()));
  }

  async #step(claimed: ClaimedJob, stopping: AbortSignal): Promise<void> {
    const { store, worldOf } = this.#parts;
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, stopping]);
    this.#current = { id: claimed.id, abort };
    const renewal = setInterval(() => void this.#renew(claimed, abort), renewEveryMs);
    let step: JobStep;
    try {
      const work = this.#work.get(claimed.job.kind);
      if (work === undefined) throw new Error(`Nothing here does jobs of kind ${claimed.job.kind}`);
      const world = worldOf({ store, isSlow: this.#saveMs > slowSaveMs });
      step = this.#saved(claimed, await work.step(world, claimed, signal));
    } catch (error) {
      step = this.#failed(claimed, error, stopping);
    } finally {
      clearInterval(renewal);
      this.#current = null;
    }
    const startedMs = performance.now();
    const isSaved = await store.saveStep(claimed, step);
    this.#saveMs = performance.now() - startedMs;
    if (!isSaved) log.warn({ job: claimed.id }, 'A step of a job was not saved, because another process has it by now');
    instruments()
      .jobSteps({ kind: claimed.job.kind, how: step.failures > 0 ? 'failed' : 'done' })
      .add();
  }

  async #renew(claimed: ClaimedJob, abort: AbortController): Promise<void> {
    const isHeld = await this.#parts.store.holdJob(claimed, jobLeaseMs).catch(() => true);
    if (!isHeld) abort.abort();
  }

  #saved(claimed: ClaimedJob, { trouble, ...result }: StepResult): JobStep {
    const atMs = this.#parts.store.nowMs();
    const whole = { cursor: claimed.cursor, note: null, ...result, atMs };
    return trouble === undefined ? { ...whole, failures: 0 } : { ...whole, ...this.#setback(claimed, trouble, atMs) };
  }

  #failed(claimed: ClaimedJob, error: unknown, stopping: AbortSignal): JobStep {
    const atMs = this.#parts.store.nowMs();
    const kept = { cursor: claimed.cursor, note: null, atMs };
    // A stop is no failure: the step comes again after the restart.
    if (stopping.aborted) return { ...kept, failures: claimed.failures, nextAtMs: atMs };
    const known = isManagementError(error) ? error.message : null;
    if (known === null) log.error({ err: error, job: claimed.id }, 'A step of a job failed');
    return { ...kept, ...this.#setback(claimed, known ?? 'Something failed here; the error is in the log.', atMs) };
  }

  /** A step that failed comes again later; many in a row end the job. */
  #setback({ failures: before, job }: ClaimedJob, trouble: string, atMs: number) {
    const failures = before + 1;
    // What a job that has ended left under way is seen to its end, however long that takes.
    const pauseMs = pauseAfter(failures) ?? (job.state === 'running' ? null : minuteMs);
    if (pauseMs !== null)
      return { failures, note: `${trouble} The next try is in ${pauseMs / secondMs} s.`, nextAtMs: atMs + pauseMs };
    const line = { what: 'failed' as const, text: trouble };
    // Due once more: what is under way still counts.
    return { failures, nextAtMs: atMs, become: { state: 'failed' as const, reason: trouble }, log: [line] };
  }
}
