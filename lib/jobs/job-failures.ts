import { type Job } from './job';

/** A job that has ended. */
type EndedJob = Job & { endedAtMs: number };

/** Jobs that ended after `sinceMs` with failures, and whose rest no other of these jobs has taken up. In the order given. */
export function unmendedJobs(jobs: readonly Job[], sinceMs: number): EndedJob[] {
  const takenUp = new Set(jobs.map(({ input }) => input.retryOf));
  return jobs.filter(hasEnded).filter(({ id, state, counts, endedAtMs }) => {
    const hasFailures = state === 'failed' || (state === 'done' && counts.failed > 0);
    return hasFailures && endedAtMs >= sinceMs && !takenUp.has(id);
  });
}

function hasEnded(job: Job): job is EndedJob {
  return job.endedAtMs !== null;
}
