import { type AlertRule } from '../concerns/sign';

interface RuleWords {
  name: string;
  /** When it fires. */
  meaning: string;
  /** What an alert of it may say; the test of the rule sends it. */
  sample: { title: string; detail: string };
}

/** What each rule is called, and when it fires. */
export const ruleWords: Record<AlertRule, RuleWords> = {
  budget: {
    name: 'Failure budget',
    meaning: 'An event stream reaches 50, 70 or 90 % of a limit at which Auth0 disables it.',
    sample: {
      title: 'Users to CRM: 350 of 500 failures in a row',
      detail: 'Auth0 disables it after 150 more failures in a row',
    },
  },
  stream_disabled: {
    name: 'Event stream disabled',
    meaning: 'An event stream is disabled, and nobody did that here.',
    sample: { title: 'Users to CRM is disabled', detail: 'Auth0 keeps no events for a disabled event stream' },
  },
  failures: {
    name: 'Failed deliveries',
    meaning: 'Deliveries fail for a new cause. One alert for each cause.',
    sample: {
      title: '401 from gauge.example.com: 12 deliveries failed',
      detail: 'The credential of the event stream differs from ours',
    },
  },
  silence: {
    name: 'Silence',
    meaning: 'No event for ten times the gap that is usual at this hour of the week, and for ten minutes at least.',
    sample: { title: 'No event for 47 min', detail: 'usually one every 2 min at this hour' },
  },
  rejected: {
    name: 'Rejected credentials',
    meaning: 'The webhook rejects requests that present a wrong credential.',
    sample: {
      title: '3 requests with a wrong credential in the last hour',
      detail: 'The bearer token matches no secret',
    },
  },
  job_failed: {
    name: 'Job with failures',
    meaning: 'A job ends with failures that no other job takes up.',
    sample: {
      title: 'Job 41 ended with failures: 130 recovered, 1 failed again',
      detail: 'Bulk redelivery, 131 events',
    },
  },
  connector: {
    name: 'Connector held',
    meaning: 'A connector is held, or something of it waits for a decision of a person.',
    sample: {
      title: 'Billing is held',
      detail: 'The other side answered 410: it wants no more. Check the address, then resume.',
    },
  },
  polling: {
    name: 'Auth0 cannot be polled',
    meaning: 'The Management API does not answer, or refuses the failed deliveries.',
    sample: {
      title: 'The failed deliveries cannot be read',
      detail: 'Grant read:event_deliveries to the machine-to-machine application.',
    },
  },
};
