import { performance } from 'node:perf_hooks';
import { singleton } from './singleton';

/** Share of the time that the event loop was busy, above which a process is pressed. */
const pressedAbove = 0.5;

/** How long one look counts, in ms. */
const windowMs = 250;

interface Look {
  atMs: number;
  since: ReturnType<typeof performance.eventLoopUtilization>;
  isPressed: boolean;
}

const look = () =>
  singleton<Look>('pressure', () => ({
    atMs: performance.now(),
    since: performance.eventLoopUtilization(),
    isPressed: false,
  }));

/** Whether this process was busy for most of the last quarter of a second or so. */
export function isPressed(): boolean {
  const last = look();
  const now = performance.now();
  if (now - last.atMs >= windowMs) {
    const { utilization } = performance.eventLoopUtilization(last.since);
    last.isPressed = utilization > pressedAbove;
    last.since = performance.eventLoopUtilization();
    last.atMs = now;
  }
  return last.isPressed;
}
