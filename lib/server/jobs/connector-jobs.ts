import { type Store } from '../../store';
import { type AddressGuard } from '../connectors/address-guard';
import { type JobWork, type StepWorld } from './job-kind';
import { JobSteps } from './job-steps';

/** What a step works with that asks the other side of a connector. */
export interface ConnectorWorld extends StepWorld {
  guard: AddressGuard;
}

interface ConnectorJobsParts {
  store: Store;
  guard: AddressGuard;
  work: readonly JobWork<ConnectorWorld>[];
  /** Names this process among all that share the store. */
  owner: string;
}

/** Does the jobs of connectors: they need no Management API, and wait for nothing that asks Auth0. */
export function connectorJobs({ guard, ...parts }: ConnectorJobsParts): JobSteps<ConnectorWorld> {
  return new JobSteps({ name: 'connector jobs', ...parts, worldOf: (base) => ({ ...base, guard }) });
}
