import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

interface ProgramOptions {
  largestFile?: number | undefined;
  cwd?: string;
}

/** A program under test: its own process, its output kept for the report of a failure. */
export class Program {
  readonly output: string[] = [];
  private readonly child: ChildProcess;
  /** Resolves when the program has ended and everything that it said is in `output`. */
  readonly over: Promise<unknown>;
  private readonly ended: Promise<unknown>;

  /**
   * With `largestFile` (bytes) the system refuses to let any file of the program grow beyond it, as a full disk would. `cwd`
   * is the folder that it starts in, this project when not given.
   */
  constructor(args: string[], env: Record<string, string>, { largestFile, cwd }: ProgramOptions = {}) {
    const limit = `ulimit -f ${Math.floor((largestFile ?? 0) / 512)}; exec "$0" "$@"`;
    const command =
      largestFile === undefined ? [process.execPath, ...args] : ['/bin/sh', '-c', limit, process.execPath, ...args];
    // A clean environment: what the developer's shell happens to hold must not decide a test.
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(command[0] ?? '', command.slice(1), {
      env: { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
    });
    this.ended = once(this.child, 'exit');
    this.over = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.output.push(chunk.toString('utf8')));
    }
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The program did not start');
    return this.child.pid;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** Sends a signal and waits until the process is gone. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.ended;
  }

  /** Waits until `url` answers below 500; fails at once, with the program's output, when the program ends before. */
  async answers(url: string, timeoutMs = 120_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      if (this.child.exitCode !== null)
        throw new Error(`It ended with ${this.child.exitCode}:\n${this.output.join('')}`);
      const status = await fetch(url, { redirect: 'manual' }).then(
        (response) => response.status,
        () => 599,
      );
      if (status < 500) return;
      if (Date.now() > deadline) throw new Error(`${url} did not answer:\n${this.output.join('')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
