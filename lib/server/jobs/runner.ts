import { jobLeaseMs, pauseAfter, renewEveryMs } from '../../jobs/pace';
import { type JobKind } from '../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../jobs/job-store';
import { minuteMs, secondMs } from '../../spans';
import { pointsHere } from '../../streams/stream';
import { type Store } from '../../store';
import { type Management } from '../management/client';
import { isManagementError } from '../management/errors';
import { log } from '../process/log';
import { instruments } from '../telemetry/instruments';
import { aside, span } from '../telemetry/tracing';
import { type JobWork, type StepResult } from './job-kind';

export interface RunnerParts {
  store: Store;
  management: Management;
  work: readonly JobWork[];
  /** Whether this process does the background work. */
  leads: () => boolean;
  /** Names this process among all that share the store. */
  owner: string;
  /** Address that makes an event stream "this app". */
  webhookUrl: string;
}

/** Without news a process looks this often, in ms: another one may have died with a job in hand. */
const idleEveryMs = minuteMs;

/** After an error of its own, such as a store that is away, in ms. */
const afterErrorMs = 5 * secondMs;

/** A store that takes this long (ms) for a step has no time to spare. */
const slowSaveMs = secondMs;

/** Does the jobs of all kinds, one step after the other. What is to be done is in the store, so a restart loses nothing. */
export class JobRunner {
  readonly #parts: RunnerParts;
  readonly #kinds: JobKind[];
  readonly #work: ReadonlyMap<JobKind, JobWork>;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #turn: Promise<void> | null = null;
  #isWoken = false;
  #unsubscribe: () => void = () => undefined;
  #current: { id: number; abort: AbortController } | null = null;
  #saveMs = 0;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#kinds = parts.work.map(({ kind }) => kind);
    this.#work = new Map(parts.work.map((work) => [work.kind, work]));
  }

  start(): void {
    this.#unsubscribe = this.#parts.store.subscribe((topic) => {
      if (topic === 'jobs') this.wake();
    });
    this.wake();
  }

  /** Looks now: a job was made or changed, or this process has come to lead. */
  wake(): void {
    if (this.#turn !== null) {
      this.#isWoken = true;
      void this.#heed();
    } else this.#wakeIn(0);
  }

  /** Begins nothing more and waits for the step under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unsubscribe();
    this.#current?.abort.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#turn;
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** A person may have paused or cancelled the job of the running step. */
  async #heed(): Promise<void> {
    const running = this.#current;
    if (running === null) return;
    const job = await this.#parts.store.getJob(running.id).catch(() => null);
    if (job !== null && job.state !== 'running') running.abort.abort();
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#isStopping()) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#turn ??= aside(() => this.turn()).then((waitMs) => {
        this.#turn = null;
        const isWoken = this.#isWoken;
        this.#isWoken = false;
        this.#wakeIn(isWoken ? 0 : waitMs);
      });
    }, ms).unref();
  }

  /** Does the step that has been due longest, if there is one; the time until the next is, in ms. Never rejects. */
  async turn(): Promise<number> {
    const { store, leads, owner } = this.#parts;
    if (!leads() || this.#isStopping()) return idleEveryMs;
    try {
      const claimed = await store.claimJob(this.#kinds, owner, jobLeaseMs);
      if (claimed !== null) {
        await span(`job step ${claimed.job.kind}`, { kind: 'turn' }, () => this.#step(claimed));
        return 0;
      }
      const nextAtMs = await store.nextJobAtMs(this.#kinds);
      return nextAtMs === null ? idleEveryMs : Math.min(idleEveryMs, Math.max(0, nextAtMs - store.nowMs()));
    } catch (error) {
      if (!this.#isStopping()) log.error({ err: error }, 'The work on jobs broke off');
      return afterErrorMs;
    }
  }

  async #step(claimed: ClaimedJob): Promise<void> {
    const { store, management } = this.#parts;
    const abort = new AbortController();
    this.#current = { id: claimed.id, abort };
    const renewal = setInterval(() => void this.#renew(claimed, abort), renewEveryMs);
    let step: JobStep;
    try {
      const work = this.#work.get(claimed.job.kind);
      if (work === undefined) throw new Error(`Nothing here does jobs of kind ${claimed.job.kind}`);
      const world = {
        store,
        management,
        isHere: (id: string) => this.#isHere(id),
        isSlow: this.#saveMs > slowSaveMs,
      };
      step = this.#saved(claimed, await work.step(world, claimed, abort.signal));
    } catch (error) {
      step = this.#failed(claimed, error);
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

  #isHere(streamId: string): boolean {
    const { management, webhookUrl } = this.#parts;
    const stream = management.streams.last()?.value.find(({ id }) => id === streamId);
    return stream !== undefined && pointsHere(stream, webhookUrl);
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

  #failed(claimed: ClaimedJob, error: unknown): JobStep {
    const atMs = this.#parts.store.nowMs();
    const kept = { cursor: claimed.cursor, note: null, atMs };
    // A stop is no failure: the step comes again after the restart.
    if (this.#isStopping()) return { ...kept, failures: claimed.failures, nextAtMs: atMs };
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
