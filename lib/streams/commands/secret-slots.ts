import {
  authorizationOf,
  isAuthorizationMethod,
  secretFields,
  type StreamPatch,
  withAuthorization,
} from '../stream-draft';

/** Names of the variables that stand in the place of a secret. */
export const secretVariables = {
  bearer: 'WEBHOOK_TOKEN',
  basic: 'WEBHOOK_PASSWORD',
  custom_header: 'WEBHOOK_SECRET',
} as const;

// Two characters of Unicode's private use area around the name of a variable: no text of a person has them.
const open = '\uE000';
const close = '\uE001';
const slots = /\uE000(WEBHOOK_[A-Z]+)\uE001/g;

/** A place in a text that a variable fills. */
export const slotOf = (variable: string) => `${open}${variable}${close}`;

/** A text with each of its slots written as `write` says. */
export function fillSlots(text: string, write: (variable: string) => string): string {
  return text.replaceAll(slots, (_, variable: string) => write(variable));
}

/** A text with slots, the text around them written by `outside`. */
export function betweenSlots(
  text: string,
  outside: (part: string) => string,
  write: (variable: string) => string,
): string {
  return text
    .split(slots)
    .map((part, index) => (index % 2 === 0 ? outside(part) : write(part)))
    .join('');
}

/**
 * The body as Auth0 would get it, each secret a slot. `isWhole`: a secret that is not given gets its slot too, because what creates
 * an event stream needs one.
 */
export function withoutSecrets<Body extends StreamPatch>(body: Body, { isWhole }: { isWhole: boolean }): Body {
  const bare = { ...body };
  delete bare.useWebhookSecret;
  const authorization = authorizationOf(body);
  if (authorization === null || !isAuthorizationMethod(authorization.method)) return bare;
  const field = secretFields[authorization.method];
  const isGiven = authorization[field] !== undefined || body.useWebhookSecret !== undefined;
  const shown = Object.fromEntries(
    Object.entries(authorization).filter(([key]) => !Object.values<string>(secretFields).includes(key)),
  );
  if (!isWhole && !isGiven) return withAuthorization(bare, shown);
  return withAuthorization(bare, { ...shown, [field]: slotOf(secretVariables[authorization.method]) });
}
