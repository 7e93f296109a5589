import { z } from 'zod';

/** An event stream as the Management API describes it. Secrets never come back from there. */
export interface EventStream {
  /** `est_…` */
  id: string;
  /** The id when Auth0 has no name. */
  name: string;
  /** `enabled` or `disabled`; an open list, the raw word is kept. */
  status: string;
  /** Event types it is subscribed to. */
  subscriptions: string[];
  destination: StreamDestination;
  /** Auth0's own strings. */
  createdAt: string | null;
  updatedAt: string | null;
}

export interface StreamDestination {
  /** `webhook`, `eventbridge`, `action`; an open list. */
  type: string;
  /** Address of a webhook. */
  endpoint: string | null;
  /** How a webhook request is authenticated. `detail`: user name or header name, never a secret. */
  authorization: { method: string; detail: string | null } | null;
  awsAccountId: string | null;
  awsRegion: string | null;
  partnerEventSource: string | null;
  actionId: string | null;
  /** One line for a person: "gauge.example.com/webhook", "EventBridge 123456789012, eu-west-1". */
  summary: string;
}

const text = z.string().min(1);
const optional = text.nullish().catch(null);

const authorizationSchema = z.looseObject({ method: text, username: optional, header_key: optional });

const configurationSchema = z
  .looseObject({
    webhook_endpoint: optional,
    webhook_authorization: authorizationSchema.nullish().catch(null),
    aws_account_id: optional,
    aws_region: optional,
    aws_partner_event_source: optional,
    action_id: optional,
  })
  .catch({});

const subscriptionsSchema = z
  .array(z.union([text, z.looseObject({ event_type: text }).transform((entry) => entry.event_type)]).catch(''))
  .transform((types) => types.filter((type) => type !== ''))
  .catch([]);

const streamSchema = z.looseObject({
  id: text,
  name: optional,
  status: text.catch('unknown'),
  subscriptions: subscriptionsSchema,
  destination: z
    .looseObject({ type: text.catch('unknown'), configuration: configurationSchema })
    .catch({ type: 'unknown', configuration: {} }),
  created_at: optional,
  updated_at: optional,
});

const listSchema = z.union([
  z.array(z.unknown()).transform((streams) => ({ streams, next: null })),
  z
    .looseObject({ eventStreams: z.array(z.unknown()), next: optional })
    .transform((page) => ({ streams: page.eventStreams, next: page.next ?? null })),
]);

type Configuration = z.output<typeof configurationSchema>;

/** Reads one event stream; null when it has no id. Tolerant of everything else, because the API grows. */
export function parseStream(input: unknown): EventStream | null {
  const parsed = streamSchema.safeParse(input);
  if (!parsed.success) return null;
  const { id, name, status, subscriptions, destination, created_at: createdAt, updated_at: updatedAt } = parsed.data;
  return {
    id,
    name: name ?? id,
    status,
    subscriptions,
    destination: readDestination(destination.type, destination.configuration),
    createdAt: createdAt ?? null,
    updatedAt: updatedAt ?? null,
  };
}

/** Reads a page of `GET /event-streams`, `{eventStreams, next}` or a bare array; null when it is neither. */
export function parseStreamList(input: unknown): { streams: EventStream[]; next: string | null } | null {
  const parsed = listSchema.safeParse(input);
  if (!parsed.success) return null;
  return { streams: parsed.data.streams.flatMap((entry) => parseStream(entry) ?? []), next: parsed.data.next };
}

/** Whether an event stream posts to this app: same address, trailing slash, case of the host and default ports aside. */
export function pointsHere(
  stream: { destination: Pick<StreamDestination, 'type' | 'endpoint'> },
  webhookUrl: string,
): boolean {
  const endpoint = comparable(stream.destination.endpoint);
  return stream.destination.type === 'webhook' && endpoint !== null && endpoint === comparable(webhookUrl);
}

/** Host (and port) an event stream posts to; null for destinations that are no webhook. */
export function endpointHost(stream: EventStream): string | null {
  const { endpoint } = stream.destination;
  return endpoint !== null && URL.canParse(endpoint) ? new URL(endpoint).host : null;
}

function comparable(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}${url.search}`;
}

function readDestination(type: string, configuration: Configuration): StreamDestination {
  const authorization = configuration.webhook_authorization ?? null;
  return {
    type,
    endpoint: configuration.webhook_endpoint ?? null,
    authorization: authorization && {
      method: authorization.method,
      detail: authorization.username ?? authorization.header_key ?? null,
    },
    awsAccountId: configuration.aws_account_id ?? null,
    awsRegion: configuration.aws_region ?? null,
    partnerEventSource: configuration.aws_partner_event_source ?? null,
    actionId: configuration.action_id ?? null,
    summary: summaryOf(type, configuration),
  };
}

function summaryOf(type: string, configuration: Configuration): string {
  const { webhook_endpoint: endpoint, aws_account_id: account, aws_region: region, action_id: action } = configuration;
  if (type === 'webhook' && endpoint) return endpoint.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  if (type === 'eventbridge') return ['EventBridge', [account, region].filter(Boolean).join(', ')].join(' ').trim();
  if (type === 'action') return action ? `Action ${action}` : 'Action';
  return type;
}
