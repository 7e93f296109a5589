/** What a guide is made for: the values of one event stream, and how this app is reached. */
export interface BridgeTarget {
  /** Name that Auth0 gave the partner event source; the bus in AWS bears the same one. */
  eventSource: string;
  accountId: string;
  region: string;
  webhookUrl: string;
  /** Header that carries the secret of the webhook. */
  header: string;
}

/** Name of everything that the guide makes in AWS. */
export const bridgeName = 'streamgauge';

/** Of deliveries a second; AWS allows up to 300 by default and this app takes more. */
export const ratePerSecond = 300;

/** AWS keeps trying for this long (s), and then hands the event to the queue of what was not delivered. */
export const retrySeconds = 86_400;
export const retryAttempts = 185;
