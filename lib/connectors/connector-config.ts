import { z } from 'zod';
import { hubspotConfig } from './records/record-config';
import { restConfig } from './rest/rest-config';
import { mysqlConfig, postgresConfig, type TableConfig } from './table-config';

/** Longest address and name that are kept, in characters. */
const longestUrl = 2_000;
const longestName = 80;

/** Most event types that one connector names; Auth0 knows 25. */
const mostTypes = 100;

export const connectorName = z
  .string({ error: 'must be text' })
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(longestName, { error: `must have at most ${longestName} characters` });

const httpAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(longestUrl, { error: `must have at most ${longestUrl} characters` })
  .refine((url) => !hasUser(url), { error: 'must not hold a user name or a password' });

function hasUser(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.username !== '' || url.password !== '');
}

const paceError = { error: 'must be a whole number from 1 to 1,000' };

/** Each event to one address, signed, in order per user. */
export const webhookConfig = z.strictObject({
  kind: z.literal('webhook'),
  url: httpAddress,
  /** Event types that are carried on; null for all, those included that Auth0 has yet to invent. */
  types: z
    .array(z.string().min(1).max(200))
    .min(1, { error: 'must name at least one type, or be null for all' })
    .max(mostTypes)
    .nullable(),
  /** `cloudevent`: the bytes as they were received. `plain`: `{type, timestamp, data}`, as Standard Webhooks suggests. */
  body: z.enum(['cloudevent', 'plain']),
  /** Requests in one second at most. */
  perSecond: z.int(paceError).min(1, paceError).max(1_000, paceError),
});

export type WebhookConfig = z.infer<typeof webhookConfig>;

/** Everything a person sets of a connector, without secrets. */
export const connectorConfig = z.discriminatedUnion(
  'kind',
  [webhookConfig, postgresConfig, mysqlConfig, hubspotConfig, restConfig],
  {
    error: 'must have a known kind',
  },
);

export type ConnectorConfig = z.infer<typeof connectorConfig>;

/** What a new webhook connector has besides its address. */
export const webhookDefaults = { kind: 'webhook', types: null, body: 'cloudevent', perSecond: 50 } as const;

/** Whether a connector writes rows of a table. */
export const isTable = (config: ConnectorConfig): config is TableConfig =>
  config.kind === 'postgres' || config.kind === 'mysql';
