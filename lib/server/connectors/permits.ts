import { setTimeout as sleep } from 'node:timers/promises';

/** How often a push looks for a permit that others are waiting for, too, in ms. */
const lookEveryMs = 25;

interface Waiting {
  mostMs: number;
  takePermit: () => boolean;
  isStopping: () => boolean;
}

/** Waits for the permit of one more request; false when nothing more may begin, or none came in time. */
export async function permitWithin({ mostMs, takePermit, isStopping }: Waiting): Promise<boolean> {
  const untilMs = performance.now() + mostMs;
  while (!isStopping() && performance.now() < untilMs) {
    if (takePermit()) return true;
    await sleep(lookEveryMs);
  }
  return false;
}
