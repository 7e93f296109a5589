import { minuteMs, secondMs } from '../spans';
import { formatCount, formatCounted, formatDuration } from '../text/format';
import { type Job, type JobCounts } from './job';

/** Items that something came of. What was not tried has no answer. */
export function answeredOf({ done, failed, skipped }: JobCounts): number {
  return done + failed + skipped;
}

/** One count of a kind; 0 where the kind has none of that name. */
export function countOf(counts: JobCounts, name: string): number {
  return counts[name] ?? 0;
}

/** "87 of 131"; a job without items yet has only begun to wait. */
export function progressText({ answered, total }: { answered: number; total: number }): string {
  return total === 0 ? 'waiting' : `${formatCount(answered)} of ${formatCount(total)}`;
}

type Timed = Pick<Job, 'startedAtMs' | 'endedAtMs'>;

/** Milliseconds since the first step, up to the end; null before it. */
export function elapsedOf({ startedAtMs, endedAtMs }: Timed, nowMs: number): number | null {
  return startedAtMs === null ? null : Math.max(0, (endedAtMs ?? nowMs) - startedAtMs);
}

/** Answers per second since the first step; null while there is nothing to divide. */
export function paceOf(job: Timed & Pick<Job, 'counts'>, nowMs: number): number | null {
  const elapsedMs = elapsedOf(job, nowMs);
  const answered = answeredOf(job.counts);
  return elapsedMs === null || elapsedMs < secondMs || answered === 0 ? null : answered / (elapsedMs / secondMs);
}

/** Milliseconds until the last answer at the pace so far; null unless the job runs and has a pace. */
export function leftOf(job: Timed & Pick<Job, 'counts' | 'state'>, nowMs: number): number | null {
  const pace = paceOf(job, nowMs);
  if (job.state !== 'running' || pace === null) return null;
  const open = job.counts.total - answeredOf(job.counts) - countOf(job.counts, 'notTried');
  return (Math.max(0, open) / pace) * secondMs;
}

/** "about 3 min": an estimate has no seconds. */
export function aboutText(ms: number): string {
  return ms < minuteMs ? 'under 1 min' : `about ${formatDuration(Math.round(ms / minuteMs) * minuteMs, 'whole')}`;
}

/** "0.9 per s". */
export function paceText(perSecond: number): string {
  return perSecond < 0.05 ? 'under 0.1 per s' : `${perSecond.toFixed(1)} per s`;
}

/** "2 requests per second", "0.5 requests per second". */
export function rateText(perSecond: number): string {
  const rounded = Number(perSecond.toFixed(1));
  return Number.isInteger(rounded)
    ? `${formatCounted(rounded, 'request')} per second`
    : `${rounded} requests per second`;
}
