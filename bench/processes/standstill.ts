import { pidsOf } from './process-tree.ts';

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // A child that was listed may have ended since. Anything else would leave a program running that should stand still.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}

/** Sends a signal to programs, and then to everything they have started: one that stands still starts nothing more. */
function sendAll(roots: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of roots) send(pid, signal);
  for (const pid of roots.flatMap((root) => pidsOf(root).filter((member) => member !== root))) send(pid, signal);
}

/** Makes programs stand still: what they do in the background cannot disturb others, nor get done meanwhile. */
export function pause(roots: readonly number[]): void {
  sendAll(roots, 'SIGSTOP');
}

export function resume(roots: readonly number[]): void {
  sendAll(roots, 'SIGCONT');
}
