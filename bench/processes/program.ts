import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, pidsOf } from './process-tree.ts';
import { resume } from './standstill.ts';

export interface ProgramOptions {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** The folder it runs in, when not ours. */
  folder?: string;
  /** Hears what it says, as it says it. */
  onOutput?: (text: string) => void;
  /** Opens a channel for messages. */
  ipc?: boolean;
  /** The user to run as. */
  user?: { uid: number; gid: number } | null;
  /** The signal for an orderly end. */
  endSignal?: NodeJS.Signals;
  /** The signal when we ourselves are being ended; without one the program and its children are killed. */
  lastSignal?: NodeJS.Signals;
}

const living = new Set<Program>();

// The last thing that runs, for whoever is still there: nothing we started may outlive us.
process.on('exit', () => {
  for (const program of living) program.kill();
});

/** Ends everything we have started in good order, so that nothing writes any more when the folders are removed. */
export async function endAllPrograms(): Promise<void> {
  await Promise.all([...living].map((program) => program.end()));
}

const keptLines = 200;
const endPatienceMs = 15_000;
const orphanPatienceMs = 2_000;

/** A child that outlived its parent would disturb whoever is measured next. */
async function endLeftOver(pids: readonly number[]): Promise<void> {
  const givingUpAt = performance.now() + orphanPatienceMs;
  const left = () => pids.filter((pid) => isAlive(pid));
  while (left().length > 0 && performance.now() < givingUpAt) await sleep(20);
  for (const pid of left()) process.kill(pid, 'SIGKILL');
}

/** A program we start and end, by its process id. What it says is kept for the report of a failure. */
export class Program {
  readonly output: string[] = [];
  readonly #child: ChildProcess;
  readonly #options: ProgramOptions;
  readonly #ended: Promise<unknown>;

  constructor(options: ProgramOptions) {
    // What the developer's shell happens to hold must not decide a measurement.
    const { PATH = '', HOME = '' } = process.env;
    const { command, args, env, folder, ipc = false, user } = options;
    this.#options = options;
    this.#child = spawn(command, args, {
      env: { PATH, HOME, NODE_ENV: 'production', ...env },
      stdio: ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
      ...user,
      ...(folder === undefined ? {} : { cwd: folder }),
    });
    living.add(this);
    this.#ended = once(this.#child, 'exit').catch((error: unknown) => this.output.push(String(error)));
    void this.#ended.then(() => living.delete(this));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        options.onOutput?.(chunk.toString());
        this.output.push(chunk.toString());
        if (this.output.length > keptLines) this.output.shift();
      });
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.#options.command} did not start`);
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** Waits for the next message, which `accept` may turn down by returning null. Fails when the program ends before. */
  message<T>(accept: (message: unknown) => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const onMessage = (message: unknown) => {
        const accepted = accept(message);
        if (accepted === null) return;
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        resolve(accepted);
      };
      const onExit = () => reject(new Error(this.describeEnd()));
      this.#child.on('message', onMessage);
      this.#child.once('exit', onExit);
    });
  }

  describeEnd(): string {
    const { exitCode, signalCode } = this.#child;
    const name = [this.#options.command, ...this.#options.args].join(' ');
    return `${name} ended with ${exitCode ?? signalCode ?? 'an error'}:\n${this.output.join('')}`;
  }

  /** Resolves when the program ends by itself; rejects when it fails. */
  async succeed(): Promise<void> {
    await this.#ended;
    if (this.#child.exitCode !== 0) throw new Error(this.describeEnd());
  }

  /** Asks for an orderly end and waits for it, its children included; kills whoever does not follow. */
  async end(): Promise<void> {
    const members = this.#child.pid === undefined ? [] : pidsOf(this.#child.pid);
    if (!this.hasEnded) {
      // One that stands still cannot end.
      resume([this.pid]);
      this.#child.kill(this.#options.endSignal ?? 'SIGTERM');
    }
    const late = setTimeout(() => this.kill(), endPatienceMs);
    await this.#ended;
    clearTimeout(late);
    await endLeftOver(members);
  }

  /** At once and without waiting. */
  kill(): void {
    if (this.hasEnded || this.#child.pid === undefined) return;
    resume([this.#child.pid]);
    const { lastSignal } = this.#options;
    if (lastSignal !== undefined) {
      this.#child.kill(lastSignal);
      return;
    }
    for (const pid of pidsOf(this.#child.pid)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was faster.
      }
    }
    this.#child.kill('SIGKILL');
  }
}
