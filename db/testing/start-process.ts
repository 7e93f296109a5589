import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningProcess {
  /** Lines written to stdout so far. */
  lines: string[];
  /** Resolves with the exit code, or the signal that ended it, once its output is complete. */
  ended: Promise<number | string>;
  /** Resolves when stdout has `count` lines; rejects when the process ends before. */
  hasWritten(count: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `script` of this folder in a Node process of its own, on the TypeScript sources as they are. */
export function startProcess(script: string, ...args: string[]): RunningProcess {
  const hooks = path.join('.', 'db', 'testing', 'plain-node.ts');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      `./${hooks}`,
      path.join(path.dirname(hooks), script),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const exit = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = exit.then(([code, signal]) => signal ?? code ?? -1);
  const hasWritten = async (count: number) => {
    while (lines.length < count) {
      const outcome = await Promise.race([once(reader, 'line'), ended]);
      if (!Array.isArray(outcome) && lines.length < count) throw new Error(`${script} ended with ${outcome}`);
    }
  };
  return { lines, ended, hasWritten, kill: (signal) => void child.kill(signal) };
}
