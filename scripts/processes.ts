import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts a program of ours with this very Node, its output going where ours goes. */
export function startNode(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { stdio: 'inherit', env });
}

/** As `startNode`, but only errors are shown. */
export function startQuietly(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['inherit', 'ignore', 'inherit'], env });
}

/** As `startNode`, without the lines that match `routine`. */
export function startFiltered(args: string[], env: NodeJS.ProcessEnv, routine: RegExp): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ['inherit', 'pipe', 'pipe'], env });
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      if (!routine.test(line)) console.error(line);
    });
  }
  return child;
}

/** Path of Next's command line, run directly so that signals need no shell in between. */
export const nextBin = 'node_modules/next/dist/bin/next';

type Exit = [code: number | null, signal: NodeJS.Signals | null];

const exitOf = async (child: ChildProcess): Promise<Exit> => (await once(child, 'exit')) as Exit;

/** Runs a program to its end; throws when it fails. */
export async function runNode(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = startNode(args, env);
  const [code, signal] = await exitOf(child);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? signal ?? 'no code'}`);
}

/** Runs a program to its end and shows what it said only when it fails; then throws. */
export async function runQuietly(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const said: Buffer[] = [];
  for (const output of [child.stdout, child.stderr]) output.on('data', (part: Buffer) => said.push(part));
  const [code, signal] = await exitOf(child);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(said));
  throw new Error(`${args.join(' ')} ended with ${code ?? signal ?? 'no code'}`);
}

/** Programs that live and end together. */
interface Supervisor {
  add: (child: ChildProcess) => void;
  /** Exit code of the first program to end, once all have ended. */
  ended: Promise<number>;
  stop: () => void;
}

/** Ties programs together: a signal to us goes to all of them, and the end of one ends the others. */
export function supervise(): Supervisor {
  const children: ChildProcess[] = [];
  const ends: Promise<Exit>[] = [];
  const first = Promise.withResolvers<number>();
  const stop = (signal: NodeJS.Signals) => children.forEach((child) => child.kill(signal));
  process.on('SIGINT', () => stop('SIGTERM'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  const end = async () => {
    const code = await first.promise;
    stop('SIGTERM');
    await Promise.all(ends);
    return code;
  };
  return {
    add: (child) => {
      children.push(child);
      const exit = exitOf(child);
      ends.push(exit);
      void exit.then(([code]) => first.resolve(code ?? 0));
    },
    ended: end(),
    stop: () => stop('SIGTERM'),
  };
}

/** Waits until `url` answers below 500, or throws after `timeoutMs`. */
export async function waitForAnswer(url: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status,
      () => 599,
    );
    if (status < 500) return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
