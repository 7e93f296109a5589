import { pidsOf } from './process-tree.ts';

/** Sends a signal to programs and everything they have started, the programs first. */
function signalAll(roots: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of new Set(roots.flatMap((root) => [root, ...pidsOf(root)]))) {
    try {
      process.kill(pid, signal);
    } catch {
      // A child that was listed has just ended.
    }
  }
}

/** Stops the time of programs: nothing they do in the background can disturb others, or get done meanwhile. */
export function pause(roots: readonly number[]): void {
  signalAll(roots, 'SIGSTOP');
}

export function resume(roots: readonly number[]): void {
  signalAll(roots, 'SIGCONT');
}
