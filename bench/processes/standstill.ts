import { setTimeout as sleep } from 'node:timers/promises';
import { pidsOf } from './process-tree.ts';

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // A child that was listed may have ended since. Anything else would leave a program running that should stand still.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}

/**
 * Makes programs and everything they have started stand still: what they do in the background cannot disturb others, nor get
 * done meanwhile.
 */
export function pause(roots: readonly number[]): void {
  const stopped = new Set<number>();
  // One that still runs may start another while we look.
  for (let running = roots; running.length > 0; running = roots.flatMap(pidsOf).filter((pid) => !stopped.has(pid))) {
    for (const pid of running) {
      send(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
}

/** What is done behind the last answers of a load is over after this. */
const settleMs = 50;

/** The same after a load. A slice of background work cut in two would seem to have taken as long as the standstill. */
export async function pauseSettled(roots: readonly number[]): Promise<void> {
  await sleep(settleMs);
  pause(roots);
}

/** Children first: a parent that woke alone could take them for dead. */
export function resume(roots: readonly number[]): void {
  for (const pid of new Set([...roots.flatMap(pidsOf).reverse(), ...roots])) send(pid, 'SIGCONT');
}
