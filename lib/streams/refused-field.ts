const authorizationField = (name: string) => [name, `destination.configuration.webhook_authorization.${name}`] as const;

/** Whole paths of the fields that Auth0 names without them. */
const paths = new Map<string, string>([
  ...['method', 'token', 'username', 'password', 'header_key', 'header_value'].map(authorizationField),
  ...['webhook_endpoint', 'webhook_authorization', 'aws_account_id', 'aws_region', 'action_id'].map(
    (name) => [name, `destination.configuration.${name}`] as const,
  ),
]);

/**
 * The field of an event stream's body that a refusal of Auth0 is about, such as `destination.configuration.webhook_endpoint`; null
 * where it is about none. `message` is Auth0's, as recorded by its own tools: "Payload validation error: '…' on property x".
 */
export function refusedField(message: string): string | null {
  const property = /on property ([\w.]+)/.exec(message)?.[1] ?? '';
  const missing = /(?:Missing required|Additional) propert(?:y|ies)(?: not allowed)?: (\w+)/.exec(message)?.[1];
  const whole = [property, missing].filter(Boolean).join('.').replace(/\.$/, '');
  if (whole !== '') return paths.get(whole.split('.').at(-1) ?? '') ?? whole;
  if (/name (?:is )?already|already (?:exists|in use)/i.test(message)) return 'name';
  if (/destination type/i.test(message)) return 'destination.type';
  if (/\baction\b/i.test(message)) return 'destination.configuration.action_id';
  return /\bdestination\b/i.test(message) ? 'destination' : null;
}

/** Whether a refusal says that the tenant may have no more event streams. */
export function isLimitReached(message: string): boolean {
  return /maximum number|limit (?:has been )?reached|too many event streams/i.test(message);
}
