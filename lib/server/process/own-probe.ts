import { secondMs } from '../../spans';
import { seal, unseal } from './seal';
import { singleton } from './singleton';

/** Header by which a server knows the question that it, or another of its installation, asks its own address. */
export const probeHeader = 'x-streamgauge-probe';

/** A mark is good for this long (ms): a probe ends within five seconds, and clocks of two machines differ a little. */
const freshMs = 30 * secondMs;

const purpose = 'probe of our own address';

const usedMarks = () => singleton('used-probe-marks', () => new Map<string, number>());

/** A mark for one request. Nobody else can make one. It is to be sent to our own address only. */
export function newProbeMark(nowMs: number): string {
  return seal(String(nowMs), purpose);
}

/** Whether a request bears a fresh mark of ours, which is used up by this: one that was read on its way is worth nothing. */
export function isOwnProbe(mark: string | null, nowMs: number): boolean {
  if (mark === null) return false;
  const atMs = Number(unseal(mark, purpose) ?? Number.NaN);
  const isFresh = Math.abs(nowMs - atMs) <= freshMs;
  const used = usedMarks();
  for (const [one, untilMs] of used) if (untilMs < nowMs) used.delete(one);
  if (!isFresh || used.has(mark)) return false;
  used.set(mark, nowMs + 2 * freshMs);
  return true;
}
