import { EVENT_TYPES } from '../samples/sample-data.ts';
import { isObject, type JsonObject, objectOr, textOf } from '../ground/json.ts';
import type { Authorization, Destination } from '../tenant/event-stream.ts';
import { AWS_REGIONS } from './aws-regions.ts';
import { badBody } from './fault.ts';
import { type Schema, schemaProblem } from './schema.ts';

const subscription: Schema = {
  kind: 'object',
  about: 'Event types',
  fields: { event_type: { kind: 'text', choices: EVENT_TYPES } },
};

export const streamFields: Record<string, Schema> = {
  name: { kind: 'text', min: 1, max: 128, about: 'Name of the event stream.' },
  subscriptions: { kind: 'list', of: subscription, about: 'List of event types subscribed to in this stream.' },
  status: {
    kind: 'text',
    max: 8,
    choices: ['enabled', 'disabled'],
    about: 'Indicates whether the event stream is actively forwarding events.',
  },
  destination: {
    kind: 'object',
    required: ['type', 'configuration'],
    fields: {
      type: { kind: 'text', choices: ['webhook', 'eventbridge', 'action'] },
      configuration: { kind: 'object', fields: {}, open: true },
    },
  },
};

const webhook: Schema = {
  kind: 'object',
  required: ['webhook_endpoint', 'webhook_authorization'],
  fields: {
    // Auth0 takes https only; plain http is let through for this machine, which is what a simulator is for.
    webhook_endpoint: {
      kind: 'text',
      pattern: /^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/,
      about: 'Target HTTP endpoint URL.',
    },
    webhook_authorization: {
      kind: 'object',
      required: ['method'],
      open: true,
      fields: { method: { kind: 'text', choices: ['basic', 'bearer', 'custom_header'] } },
    },
  },
};

const eventbridge: Schema = {
  kind: 'object',
  required: ['aws_account_id', 'aws_region'],
  fields: {
    aws_account_id: { kind: 'text', pattern: /^\d{12}$/, about: 'AWS Account ID for EventBridge destination.' },
    aws_region: { kind: 'text', choices: AWS_REGIONS, about: 'AWS Region for EventBridge destination.' },
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const action: Schema = {
  kind: 'object',
  required: ['action_id'],
  fields: { action_id: { kind: 'text', pattern: UUID, about: 'Action ID for the action destination.' } },
};

const method = (value: string): Schema => ({ kind: 'text', choices: [value] });

const authorizations: Record<Authorization['method'], Schema> = {
  bearer: {
    kind: 'object',
    required: ['method', 'token'],
    fields: { method: method('bearer'), token: { kind: 'text', min: 1 } },
  },
  basic: {
    kind: 'object',
    required: ['method', 'username', 'password'],
    fields: {
      method: method('basic'),
      username: { kind: 'text', max: 128, pattern: /^[^:]*$/ },
      password: { kind: 'text', min: 1 },
    },
  },
  custom_header: {
    kind: 'object',
    required: ['method', 'header_key', 'header_value'],
    fields: {
      method: method('custom_header'),
      header_key: { kind: 'text', pattern: /^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$/ },
      header_value: { kind: 'text', min: 1 },
    },
  },
};

/** Throws the 400 Auth0 would answer when the body does not fit. */
export function requireBody(schema: Schema, body: unknown): JsonObject {
  const problem = schemaProblem(schema, body ?? {});
  if (problem !== undefined) throw badBody(problem);
  return objectOr(body);
}

const text = (value: unknown): string => textOf(value) ?? '';

/** Reads an authorization; a secret that is left out is taken from the one before, if the method is the same. */
export function readAuthorization(value: unknown, before?: Authorization): Authorization {
  const given = objectOr(value);
  const same = before !== undefined && before.method === given.method ? before : {};
  const whole: JsonObject = { ...same, ...given };
  switch (given.method) {
    case 'basic':
      requireBody(authorizations.basic, whole);
      return { method: 'basic', username: text(whole.username), password: text(whole.password) };
    case 'custom_header':
      requireBody(authorizations.custom_header, whole);
      return {
        method: 'custom_header',
        header_key: text(whole.header_key),
        header_value: text(whole.header_value),
      };
    default:
      requireBody(authorizations.bearer, whole);
      return { method: 'bearer', token: text(whole.token) };
  }
}

/** Reads a destination that already passed `streamFields`; `partnerSource` names a new EventBridge one. */
export function readDestination(value: unknown, partnerSource: () => string, before?: Destination): Destination {
  const { type, configuration } = objectOr(value);
  const given = isObject(configuration) ? configuration : {};
  switch (type) {
    case 'eventbridge':
      requireBody(eventbridge, given);
      return {
        type,
        account: text(given.aws_account_id),
        region: text(given.aws_region),
        partnerSource: partnerSource(),
      };
    case 'action':
      requireBody(action, given);
      return { type, actionId: text(given.action_id) };
    default:
      requireBody(webhook, given);
      return {
        type: 'webhook',
        endpoint: text(given.webhook_endpoint),
        authorization: readAuthorization(
          given.webhook_authorization,
          before?.type === 'webhook' ? before.authorization : undefined,
        ),
      };
  }
}
