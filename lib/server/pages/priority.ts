import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** Linux has a priority for each thread, and those of the engine run already. Elsewhere it belongs to the process. */
function threadsOfProcess(): number[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
}

/**
 * Lets everybody else go first: on a busy machine receiving wins, on an idle one nobody notices. Nice 10, or what the
 * process was started with when that is more. Returns whether the system allowed it.
 */
export function giveWay(): boolean {
  try {
    const nice = Math.max(constants.priority.PRIORITY_BELOW_NORMAL, getPriority());
    for (const thread of threadsOfProcess()) setPriority(thread, nice);
    return true;
  } catch {
    return false;
  }
}
