import { type ExpectedCredential } from './expected-credential';
import { pointsHere, type EventStream } from './stream';
import { type AuthorizationMethod, isAuthorizationMethod, type StreamDraft, type StreamPatch } from './stream-draft';

/** Kinds of destination that can be made here. */
export const destinationKinds = ['webhook', 'eventbridge', 'action'] as const;

export type DestinationChoice = (typeof destinationKinds)[number];

/** What a person fills in to make or change an event stream. */
export interface StreamFields {
  name: string;
  status: 'enabled' | 'disabled';
  kind: DestinationChoice;
  endpoint: string;
  method: AuthorizationMethod;
  /** The secret that this app accepts first, filled in by the server. Only for this app's own address. */
  usesOwnSecret: boolean;
  username: string;
  headerKey: string;
  /** Token, password or value of the header. Empty in a change: it stays as Auth0 has it. */
  secret: string;
  account: string;
  region: string;
  actionId: string;
  types: readonly string[];
}

/** Where the form begins: the event stream that a tenant needs first, to this app. */
export function firstFields(here: { webhookUrl: string; credential: ExpectedCredential | null }): StreamFields {
  const { webhookUrl, credential } = here;
  return {
    name: '',
    status: 'enabled',
    kind: 'webhook',
    endpoint: webhookUrl,
    method: credential?.method ?? 'bearer',
    usesOwnSecret: credential !== null,
    username: '',
    headerKey: credential?.header ?? '',
    secret: '',
    account: '',
    region: 'us-east-1',
    actionId: '',
    types: ['user.created', 'user.updated', 'user.deleted'],
  };
}

/** An event stream that is there, as the form shows it. */
export function fieldsOf({ name, status, subscriptions, destination }: EventStream): StreamFields {
  const { endpoint, awsAccountId, awsRegion, actionId } = destination;
  return {
    name,
    status: status === 'disabled' ? 'disabled' : 'enabled',
    kind: destinationKinds.find((kind) => kind === destination.type) ?? 'webhook',
    endpoint: endpoint ?? '',
    ...credentialOf(destination),
    usesOwnSecret: false,
    secret: '',
    account: awsAccountId ?? '',
    region: awsRegion ?? '',
    actionId: actionId ?? '',
    types: subscriptions,
  };
}

function credentialOf({
  authorization,
}: EventStream['destination']): Pick<StreamFields, 'method' | 'username' | 'headerKey'> {
  const method = isAuthorizationMethod(authorization?.method) ? authorization.method : 'bearer';
  const detail = authorization?.detail ?? '';
  return {
    method,
    username: method === 'basic' ? detail : '',
    headerKey: method === 'custom_header' ? detail : '',
  };
}

/** Whether the address of the form is this app's own. */
export function isOwnAddress({ kind, endpoint }: StreamFields, webhookUrl: string): boolean {
  return kind === 'webhook' && pointsHere({ destination: { type: 'webhook', endpoint } }, webhookUrl);
}

/** The body that makes what the form describes. */
export function draftOf(fields: StreamFields): StreamDraft {
  const { name, status, kind, types } = fields;
  return {
    ...(name === '' ? {} : { name }),
    subscriptions: types.map((type) => ({ event_type: type })),
    status,
    destination: { type: kind, configuration: configurationOf(fields) },
    ...ownSecret(fields),
  };
}

/** The body that changes `stream` into what the form describes: only what differs. */
export function patchOf(stream: EventStream, fields: StreamFields): StreamPatch {
  const before = fieldsOf(stream);
  const sameTypes = [...fields.types].sort().join(' ') === [...before.types].sort().join(' ');
  return {
    ...(fields.name === before.name ? {} : { name: fields.name }),
    ...(fields.status === before.status ? {} : { status: fields.status }),
    ...(sameTypes ? {} : { subscriptions: fields.types.map((type) => ({ event_type: type })) }),
    ...(isSameDestination(before, fields)
      ? {}
      : { destination: { type: fields.kind, configuration: configurationOf(fields) }, ...ownSecret(fields) }),
  };
}

function isSameDestination(before: StreamFields, now: StreamFields): boolean {
  if (now.kind !== 'webhook') return true;
  // What belongs to another method than the chosen one is no part of it.
  return !now.usesOwnSecret && JSON.stringify(configurationOf(before)) === JSON.stringify(configurationOf(now));
}

const ownSecret = ({ kind, usesOwnSecret }: StreamFields) =>
  kind === 'webhook' && usesOwnSecret ? { useWebhookSecret: 'current' } : {};

function configurationOf(fields: StreamFields): Record<string, unknown> {
  const { kind, endpoint, account, region, actionId } = fields;
  if (kind === 'eventbridge') return { aws_account_id: account, aws_region: region };
  if (kind === 'action') return { action_id: actionId };
  return { webhook_endpoint: endpoint, webhook_authorization: authorizationOf(fields) };
}

function authorizationOf({
  method,
  usesOwnSecret,
  username,
  headerKey,
  secret,
}: StreamFields): Record<string, unknown> {
  if (usesOwnSecret) return { method };
  const given = (member: string) => (secret === '' ? {} : { [member]: secret });
  if (method === 'basic') return { method, username, ...given('password') };
  if (method === 'custom_header') return { method, header_key: headerKey, ...given('header_value') };
  return { method, ...given('token') };
}
