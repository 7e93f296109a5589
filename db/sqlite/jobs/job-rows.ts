import { countsOf } from '@/lib/jobs/counts';
import { type Job } from '@/lib/jobs/job';
import { type jobs } from '../schema-jobs';

type JobRow = typeof jobs.$inferSelect;

/** A job as the port hands it out. */
export function toJob(row: JobRow): Job {
  const { id, kind, state, input, createdBy, createdAtMs, startedAtMs, endedAtMs, reason, note } = row;
  const counts = countsOf(kind, row.results, row.cursor);
  return { id, kind, state, input, counts, createdBy, createdAtMs, startedAtMs, endedAtMs, reason, note };
}
