import { pointsHere } from '../../streams/stream';
import {
  type AuthorizationMethod,
  authorizationOf,
  endpointOf,
  isAuthorizationMethod,
  secretFields,
  type StreamPatch,
  withAuthorization,
} from '../../streams/stream-draft';
import { Problem } from '../http/problem';
import { type Env } from '../process/env';

type Webhook = Env['webhook'];

/** Finds secrets of the webhook: each becomes the fields of a `webhook_authorization` that carries it. */
interface FoundSecret {
  method: AuthorizationMethod;
  fields: Record<string, string>;
}

const settings: Record<AuthorizationMethod, string> = {
  bearer: 'WEBHOOK_TOKEN',
  basic: 'WEBHOOK_BASIC',
  custom_header: 'WEBHOOK_HEADER',
};

/**
 * Puts a secret of this app into a body that asks for one by name: `current` is the first of the method's setting, `env:N` its N-th,
 * counted from 0. The person who asks never sees it. Throws a 400 `Problem` for an unknown name, and for an address that is not
 * this app's: its secret is sent to itself alone.
 */
export function withWebhookSecret<Body extends StreamPatch>(
  body: Body,
  { webhook, webhookUrl }: Pick<Env, 'webhook' | 'webhookUrl'>,
): Body {
  const { useWebhookSecret: name, ...rest } = body;
  if (name === undefined) return body;
  if (!isThisApp(endpointOf(body), webhookUrl)) {
    throw refusal(`is for this app's own address, ${webhookUrl}. Send the secret itself for another one`);
  }
  const given = authorizationOf(body);
  const method = given?.method ?? currentMethod(webhook);
  if (!isAuthorizationMethod(method)) throw refusal('has no secret for this method');
  const found = secretNamed(name, webhook, method);
  if (found === null) throw refusal(`names no secret of this app. Set ${settings[method]}, then restart`);
  return withAuthorization(rest as Body, { ...given, method, ...found.fields });
}

function isThisApp(endpoint: string | null, webhookUrl: string): boolean {
  return endpoint !== null && pointsHere({ destination: { type: 'webhook', endpoint } }, webhookUrl);
}

function currentMethod({ bearer, basic, headers }: Webhook): AuthorizationMethod | undefined {
  if (bearer.length > 0) return 'bearer';
  if (basic.length > 0) return 'basic';
  return headers.length > 0 ? 'custom_header' : undefined;
}

function secretNamed(name: string, webhook: Webhook, method: AuthorizationMethod): FoundSecret | null {
  const place = name === 'current' ? 0 : Number(/^env:(\d{1,3})$/.exec(name)?.[1] ?? Number.NaN);
  const fields = Number.isNaN(place) ? null : fieldsOf(webhook, method, place);
  return fields === null ? null : { method, fields };
}

function fieldsOf(
  { bearer, basic, headers }: Webhook,
  method: AuthorizationMethod,
  place: number,
): Record<string, string> | null {
  if (method === 'bearer') {
    const token = bearer[place];
    return token === undefined ? null : { [secretFields.bearer]: token };
  }
  if (method === 'basic') {
    const pair = basic[place];
    const colon = pair?.indexOf(':') ?? -1;
    return pair === undefined ? null : { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
  }
  const header = headers[place];
  return header === undefined ? null : { header_key: header.name, header_value: header.value };
}

function refusal(message: string): Problem {
  return new Problem(400, 'Bad value', `body field "useWebhookSecret": ${message}.`, { field: 'useWebhookSecret' });
}
