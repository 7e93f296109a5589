import { type Job, type JobAct, jobActs } from '../../jobs/job';
import { Problem } from './problem';

/** The number in the address of a job; 404 for anything else. */
export function numberOfJob(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : noSuchJob();
}

/** No job has this number. */
export function noSuchJob(): never {
  throw new Problem(404, 'No such job', 'No job has this number.');
}

/** There is nothing of this name to be done to a job. */
export function unknownAct(): never {
  throw new Problem(404, 'Not found', `A job can be asked to ${jobActs.join(', ')}.`);
}

/** The job's state does not allow it. */
export function wrongState(act: JobAct, { id, state }: Job): never {
  throw new Problem(409, 'Not possible now', `Job ${id} is ${state}: ${act} is not possible.`, { state });
}
