import { z } from 'zod';

/** Fields of `webhook_authorization` that hold a secret, by method. Auth0 takes them and never gives them back. */
export const secretFields = { bearer: 'token', basic: 'password', custom_header: 'header_value' } as const;

export type AuthorizationMethod = keyof typeof secretFields;

export function isAuthorizationMethod(method: unknown): method is AuthorizationMethod {
  return typeof method === 'string' && Object.hasOwn(secretFields, method);
}

/** AWS regions that Auth0 takes (`EventStreamEventBridgeAwsRegionEnum` of the `auth0` SDK 7.1.0). */
export const awsRegions = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1'],
  ...['eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...[
    'mx-central-1',
    'sa-east-1',
    'us-gov-east-1',
    'us-gov-west-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
] as const;

/** Auth0 takes https alone; plain http to this machine is for the simulator. */
const endpointPattern = /^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/;

const headerName = /^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$/;

const notEmpty = 'must not be empty';

const name = z.string('must be a text').min(1, notEmpty).max(128, 'must have at most 128 characters');

const subscriptions = z
  .array(
    z.looseObject({ event_type: z.string('must be a text').min(1, notEmpty) }, 'must be {"event_type": …}'),
    'must be a list of {"event_type": …}',
  )
  .min(1, 'must name at least one event type');

const status = z.enum(['enabled', 'disabled'], 'must be enabled or disabled');

const useWebhookSecret = z.string('must be "current", or the name of a secret').min(1, notEmpty);

interface Finding {
  path: string[];
  message: string;
}

type Configuration = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function webhookFindings({
  webhook_endpoint: endpoint,
  webhook_authorization: authorization,
}: Configuration): Finding[] {
  const findings: Finding[] = [];
  if (!isText(endpoint) || !endpointPattern.test(endpoint) || !URL.canParse(endpoint)) {
    findings.push({ path: ['webhook_endpoint'], message: 'must be an address that begins with https://' });
  }
  if (authorization === undefined) return findings;
  const path = ['webhook_authorization'];
  if (!isRecord(authorization)) return [...findings, { path, message: 'must be an object with a method' }];
  if (!isText(authorization.method)) {
    return [...findings, { path: [...path, 'method'], message: 'must be bearer, basic or custom_header' }];
  }
  const wrong = methodFindings(authorization).map((finding) => ({ ...finding, path: [...path, ...finding.path] }));
  return [...findings, ...wrong];
}

/** Missing ones are found where it is known whether the server fills them in. */
function methodFindings({ method, username, header_key: header }: Configuration): Finding[] {
  if (
    method === 'basic' &&
    username !== undefined &&
    (!isText(username) || username.length > 128 || username.includes(':'))
  ) {
    return [{ path: ['username'], message: 'must be 1 to 128 characters without a colon' }];
  }
  if (method === 'custom_header' && header !== undefined && (!isText(header) || !headerName.test(header))) {
    return [{ path: ['header_key'], message: 'must be a header name, such as X-Gauge-Key' }];
  }
  return [];
}

function bridgeFindings({ aws_account_id: account, aws_region: region }: Configuration): Finding[] {
  return [
    ...(isText(account) && /^\d{12}$/.test(account)
      ? []
      : [{ path: ['aws_account_id'], message: 'must be the 12 digits of an AWS account' }]),
    // A region that is newer than this list is Auth0's to judge.
    ...(isText(region) ? [] : [{ path: ['aws_region'], message: 'must be an AWS region, such as eu-west-1' }]),
  ];
}

const actionFindings = ({ action_id: id }: Configuration): Finding[] =>
  isText(id) ? [] : [{ path: ['action_id'], message: 'must be the id of a deployed Action' }];

const findingsByType = new Map([
  ['webhook', webhookFindings],
  ['eventbridge', bridgeFindings],
  ['action', actionFindings],
]);

const destination = z
  .looseObject(
    {
      type: z.string('must be webhook, eventbridge or action').min(1, notEmpty),
      configuration: z.looseObject({}, 'must be an object'),
    },
    'must be {"type": …, "configuration": {…}}',
  )
  .superRefine(({ type, configuration }, context) => {
    for (const { path, message } of findingsByType.get(type)?.(configuration) ?? []) {
      context.addIssue({ code: 'custom', path: ['configuration', ...path], message });
    }
  });

/** What names the sender beside its secret, by method. */
const detailFields = new Map([
  ['basic', { field: 'username', message: 'must be 1 to 128 characters without a colon' }],
  ['custom_header', { field: 'header_key', message: 'must be a header name, such as X-Gauge-Key' }],
]);

/** The user or the header that is missing, unless the server fills it in with a secret of this app. */
function missingDetail(body: Pick<StreamPatch, 'destination' | 'useWebhookSecret'>): Finding | null {
  const authorization = authorizationOf(body);
  const detail = detailFields.get(String(authorization?.method));
  if (authorization === null || detail === undefined || body.useWebhookSecret !== undefined) return null;
  if (authorization[detail.field] !== undefined) return null;
  return { path: ['destination', 'configuration', 'webhook_authorization', detail.field], message: detail.message };
}

/**
 * Body of `POST /api/streams`: the Management API's own, and `useWebhookSecret` in the place of a secret. Fields and destination
 * types that we do not know pass, because Auth0's API grows.
 */
export const streamDraft = z
  .looseObject({
    name: name.optional(),
    status: status.optional(),
    subscriptions: subscriptions.optional(),
    destination,
    useWebhookSecret: useWebhookSecret.optional(),
  })
  .superRefine((draft, context) => {
    requireDetail(draft, context);
    if (draft.destination.type !== 'webhook' || draft.useWebhookSecret !== undefined) return;
    const path = ['destination', 'configuration', 'webhook_authorization'];
    const authorization = authorizationOf(draft);
    if (authorization === null) {
      context.addIssue({ code: 'custom', path, message: 'must say how requests are authenticated' });
      return;
    }
    const { method } = authorization;
    if (!isAuthorizationMethod(method) || isText(authorization[secretFields[method]])) return;
    const message = `must hold the secret, or send "useWebhookSecret" for this app's own`;
    context.addIssue({ code: 'custom', path: [...path, secretFields[method]], message });
  });

/** A new event stream as it is asked for. */
export type StreamDraft = z.output<typeof streamDraft>;

const patchFields = z.looseObject({
  name: name.optional(),
  status: status.optional(),
  subscriptions: subscriptions.optional(),
  destination: destination.optional(),
  useWebhookSecret: useWebhookSecret.optional(),
});

function requireDetail(patch: StreamPatch, context: z.RefinementCtx): void {
  const missing = missingDetail(patch);
  if (missing !== null) context.addIssue({ code: 'custom', ...missing });
}

/** A change of an event stream: the Management API's own patch. A secret that is left out stays as Auth0 has it. */
export const streamPatch = patchFields.superRefine(requireDetail);

export type StreamPatch = z.output<typeof patchFields>;

/** Body of `PATCH /api/streams/{id}`: a change, and Auth0's `updated_at` of the version that it was made from. */
export const streamChange = patchFields
  .extend({ updatedAt: z.string('must be the updatedAt that was seen').min(1, 'must not be empty').optional() })
  .superRefine(requireDetail);

/** `webhook_authorization` of a draft or patch; null where it has none. */
export function authorizationOf({ destination: to }: Pick<StreamPatch, 'destination'>): Record<string, unknown> | null {
  const authorization = to?.type === 'webhook' ? to.configuration.webhook_authorization : undefined;
  return isRecord(authorization) ? authorization : null;
}

/** `webhook_endpoint` of a draft or patch; null where it has none. */
export function endpointOf({ destination: to }: Pick<StreamPatch, 'destination'>): string | null {
  const endpoint = to?.type === 'webhook' ? to.configuration.webhook_endpoint : undefined;
  return isText(endpoint) ? endpoint : null;
}

/** The secrets that a draft or patch carries. They must reach Auth0, and nobody else. */
export function secretsOf(body: Pick<StreamPatch, 'destination'>): string[] {
  const authorization = authorizationOf(body) ?? {};
  return Object.values(secretFields).flatMap((field) => {
    const value = authorization[field];
    return isText(value) ? [value] : [];
  });
}

/** The same body with other fields in its `webhook_authorization`. */
export function withAuthorization<Body extends Pick<StreamPatch, 'destination'>>(
  body: Body,
  authorization: Record<string, unknown>,
): Body {
  const { destination: to } = body;
  if (to === undefined) return body;
  return {
    ...body,
    destination: { ...to, configuration: { ...to.configuration, webhook_authorization: authorization } },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
