export type Authorization =
  | { method: 'bearer'; token: string }
  | { method: 'basic'; username: string; password: string }
  | { method: 'custom_header'; header_key: string; header_value: string };

/** An address with its credential. */
export interface HttpTarget {
  endpoint: string;
  authorization: Authorization;
}

export interface EventBridgeDestination {
  type: 'eventbridge';
  account: string;
  region: string;
  partnerSource: string;
  /** Where this stream's AWS envelopes go instead of the tenant's event bus. */
  bus?: HttpTarget;
}

export type Destination =
  ({ type: 'webhook' } & HttpTarget) | EventBridgeDestination | { type: 'action'; actionId: string };

/** One event stream of the tenant, secrets included; `publicStream` is what leaves the house. */
export interface EventStream {
  id: string;
  name: string;
  status: 'enabled' | 'disabled';
  subscriptions: string[];
  createdAt: string;
  updatedAt: string;
  destination: Destination;
}

function publicAuthorization(authorization: Authorization): object {
  if (authorization.method === 'basic') return { method: 'basic', username: authorization.username };
  if (authorization.method === 'custom_header')
    return { method: 'custom_header', header_key: authorization.header_key };
  return { method: 'bearer' };
}

function publicDestination(destination: Destination): object {
  switch (destination.type) {
    case 'webhook':
      return {
        type: 'webhook',
        configuration: {
          webhook_endpoint: destination.endpoint,
          webhook_authorization: publicAuthorization(destination.authorization),
        },
      };
    case 'eventbridge':
      return {
        type: 'eventbridge',
        configuration: {
          aws_account_id: destination.account,
          aws_region: destination.region,
          aws_partner_event_source: destination.partnerSource,
        },
      };
    case 'action':
      return { type: 'action', configuration: { action_id: destination.actionId } };
  }
}

/** The stream as the Management API answers it: no secret ever comes back. */
export function publicStream(stream: EventStream): object {
  return {
    id: stream.id,
    status: stream.status,
    name: stream.name,
    // Described as holding at least one entry when it is there at all.
    ...(stream.subscriptions.length > 0 && {
      subscriptions: stream.subscriptions.map((event_type) => ({ event_type })),
    }),
    created_at: stream.createdAt,
    updated_at: stream.updatedAt,
    destination: publicDestination(stream.destination),
  };
}

/** Where the stream sends, in words for a person. */
export function destinationText(destination: Destination): string {
  if (destination.type === 'webhook') return destination.endpoint;
  if (destination.type === 'eventbridge') return `${destination.account} ${destination.region}`;
  return destination.actionId;
}
