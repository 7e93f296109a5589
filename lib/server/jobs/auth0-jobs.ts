import { type Store } from '../../store';
import { type FailureLimits } from '../../streams/failure-budget';
import { pointsHere } from '../../streams/stream';
import { type Management } from '../management/client';
import { type JobWork, type JobWorld } from './job-kind';
import { JobSteps } from './job-steps';

interface Auth0JobsParts {
  store: Store;
  management: Management;
  work: readonly JobWork[];
  /** Names this process among all that share the store. */
  owner: string;
  /** Address that makes an event stream "this app". */
  webhookUrl: string;
  /** Failures at which Auth0 disables an event stream. */
  limits: FailureLimits;
}

/** Does the jobs that ask Auth0. */
export function auth0Jobs({ management, webhookUrl, limits, ...parts }: Auth0JobsParts): JobSteps<JobWorld> {
  const isHere = (streamId: string) => {
    const stream = management.streams.last()?.value.find(({ id }) => id === streamId);
    return stream !== undefined && pointsHere(stream, webhookUrl);
  };
  return new JobSteps({ name: 'jobs', ...parts, worldOf: (base) => ({ ...base, management, isHere, limits }) });
}
