import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { log } from '../process/log';
import { type Family } from '../telemetry/metrics';
import { type FromPages, isFromPages, type ToPages } from './messages';
import { restartPauseMs } from './restart-pause';
import { socketFolder } from './socket-folder';

/** How long the process may take to end what it has begun, in ms. The parent itself is killed after 8 s. */
const DRAIN_MS = 7_000;

/** A scrape does not wait longer than this for the figures of a busy process, in ms. */
const MEASURE_MS = 1_000;

/** How often the process is asked for a sign of life. One that is silent for far longer than a busy machine makes it wait is stuck. */
const PULSE = { everyMs: 10_000, stuckMs: 90_000 };

/** `starting` until screens are answered, `ended` while the next start is awaited. */
export type PagesState = 'starting' | 'ready' | 'ended' | 'stopping';

export interface PagesOptions {
  /** Path of the program. */
  entry: string;
  /** Connects a started process with the store. Returns the way to let go of it. */
  connect: (child: ChildProcess) => () => void;
  /** How often a sign of life is asked for and how long none may come, in ms; 10 s and 90 s unless a test is in a hurry. */
  pulse?: { everyMs: number; stuckMs: number };
}

/** The process that serves the pages, as its parent knows it: started, watched, started again, ended. */
export class PagesProcess {
  readonly #options: PagesOptions;
  readonly #sockets = socketFolder();
  readonly #firstStart = Promise.withResolvers<null>();
  readonly #measuring = new Map<number, (families: readonly Family[]) => void>();
  /** Names this parent and its children, one after the other: what one of them held is the next one's. */
  readonly #family = randomUUID();
  #child: ChildProcess | null = null;
  /** Resolves when the present child is gone. */
  #gone: Promise<null> = Promise.resolve(null);
  #socket = '';
  #measures = 0;
  #failedStarts = 0;
  /** Readings of `performance.now()`. */
  #readyAtMs = 0;
  #heardAtMs = 0;
  #restarting: NodeJS.Timeout | null = null;
  #pulse: NodeJS.Timeout | null = null;
  #state: PagesState = 'starting';
  /** Unix time in ms. */
  #sinceMs = Date.now();
  /** How often the process has been started again. */
  restarts = 0;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  get state(): PagesState {
    return this.#state;
  }

  /** When the present state began, as Unix time in ms. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** The socket that answers screens; null when none does. Waits for the first start, and for no later one. */
  async socket(): Promise<string | null> {
    if (this.#state === 'starting' && this.restarts === 0) await this.#firstStart.promise;
    return this.#state === 'ready' ? this.#socket : null;
  }

  /** Starts the process. Whatever goes wrong is logged and tried again: receiving does not depend on it. */
  start(): void {
    try {
      this.#fork();
    } catch (error) {
      log.error({ err: error }, 'The process of the dashboard cannot be started');
      this.#ended({ code: null, signal: null });
    }
  }

  /** To be called when nobody listens at the socket of a process that should: only a new one will. */
  replace(): void {
    if (this.#state === 'ready') this.#kill('its socket is gone');
  }

  /** The metrics of the process; none when it does not answer in time. */
  async families(): Promise<readonly Family[]> {
    if (this.#state !== 'ready') return [];
    const number = ++this.#measures;
    const { promise, resolve } = Promise.withResolvers<readonly Family[]>();
    this.#measuring.set(number, resolve);
    this.#tell({ pages: 'measure', number });
    const late = setTimeout(() => resolve([]), MEASURE_MS);
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.#measuring.delete(number);
    }
  }

  /** Lets the process end what it has begun, at most 7 s. It is not started again. Never rejects. */
  async stop(signal: string): Promise<void> {
    this.#become('stopping');
    this.#firstStart.resolve(null);
    if (this.#restarting !== null) clearTimeout(this.#restarting);
    if (this.#child !== null) {
      this.#tell({ pages: 'stop', signal });
      const late = setTimeout(() => void this.#child?.kill('SIGKILL'), DRAIN_MS);
      await this.#gone;
      clearTimeout(late);
    }
    this.#sockets.remove();
  }

  #fork(): void {
    this.#socket = this.#sockets.next();
    const child = fork(this.#options.entry, [this.#socket, this.#family], {
      // Bodies of events are bytes.
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    const { promise, resolve } = Promise.withResolvers<null>();
    this.#gone = promise;
    child.on('message', (message) => {
      if (isFromPages(message)) this.#hear(message);
    });
    child.on('error', (error) => log.error({ err: error }, 'The process of the dashboard cannot be reached'));
    const letGo = this.#options.connect(child);
    child.once('close', (code, signal) => {
      letGo();
      this.#ended({ code, signal });
      resolve(null);
    });
  }

  #hear(message: FromPages): void {
    this.#heardAtMs = performance.now();
    if (message.pages === 'measured') this.#measuring.get(message.number)?.(message.families);
    if (message.pages !== 'ready' || this.#state === 'stopping') return;
    this.#become('ready');
    this.#failedStarts = 0;
    this.#readyAtMs = performance.now();
    this.#firstStart.resolve(null);
    const { everyMs } = this.#options.pulse ?? PULSE;
    this.#pulse = setInterval(() => this.#feelPulse(), everyMs);
    if (this.restarts === 0) log.info({ startedInMs: Math.round(this.#readyAtMs) }, 'The dashboard is ready');
    else log.info({ restarts: this.restarts }, 'The dashboard is ready again');
  }

  #feelPulse(): void {
    const { stuckMs } = this.#options.pulse ?? PULSE;
    if (performance.now() - this.#heardAtMs > stuckMs) this.#kill('it is stuck');
    else this.#tell({ pages: 'pulse' });
  }

  #kill(reason: string): void {
    log.error({ reason }, 'The dashboard does not answer and is ended');
    this.#child?.kill('SIGKILL');
  }

  #tell(message: ToPages): void {
    // A process that has just ended hears nothing, and its end is told by `close`.
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }

  #ended({ code, signal }: { code: number | null; signal: string | null }): void {
    this.#child = null;
    if (this.#pulse !== null) clearInterval(this.#pulse);
    for (const resolve of this.#measuring.values()) resolve([]);
    if (this.#state === 'stopping') return;
    const restartInMs = restartPauseMs(
      this.#state === 'ready'
        ? { livedMs: performance.now() - this.#readyAtMs }
        : { failedStarts: (this.#failedStarts += 1) },
    );
    this.#become('ended');
    this.#firstStart.resolve(null);
    log.error({ code, signal, restartInMs }, 'The dashboard ended. Events are still received; it is started again');
    this.#restarting = setTimeout(() => {
      this.restarts += 1;
      this.#become('starting');
      this.start();
    }, restartInMs);
  }

  #become(state: PagesState): void {
    this.#state = state;
    this.#sinceMs = Date.now();
  }
}
