import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a program of ours with this very Node, its output going where ours goes. */
export function startNode(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { stdio: 'inherit', env });
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

/**
 * Ties programs together: a signal to us goes to all of them, the end of one ends the others, and we leave with the exit
 * code of the first to end.
 */
export async function superviseAll(children: ChildProcess[]): Promise<number> {
  const stop = (signal: NodeJS.Signals) => children.forEach((child) => child.kill(signal));
  process.on('SIGINT', () => stop('SIGTERM'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  const ends = children.map(exitOf);
  const [code] = await Promise.race(ends);
  stop('SIGTERM');
  await Promise.all(ends);
  return code ?? 0;
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
