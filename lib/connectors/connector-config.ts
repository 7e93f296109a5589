import { z } from 'zod';
import { hubspotConfig } from './records/record-config';

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

/** The longest name that PostgreSQL keeps, in bytes. */
const longestIdentifier = 63;

const identifier = z
  .string()
  .min(1, { error: 'must not be empty' })
  .refine((name) => !name.includes('\0'), { error: 'must not hold a NUL' })
  .refine((name) => new TextEncoder().encode(name).length <= longestIdentifier, {
    error: `must have at most ${longestIdentifier} bytes`,
  });

const serverName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes('\0'), { error: 'must not hold a NUL' });

/** Most columns that are filled. */
const mostColumns = 100;

/** A column, and where its value comes from: see `valueOf`. */
export const mappedColumn = z.strictObject({ source: z.string().min(1).max(200), column: identifier });

export type MappedColumn = z.infer<typeof mappedColumn>;

/** One row for each user in a table of the user's own. */
export const postgresConfig = z
  .strictObject({
    kind: z.literal('postgres'),
    host: z
      .string()
      .trim()
      .regex(/^(\[[0-9a-fA-F:.]+\]|[\w.-]+)$/, { error: 'must be a host or an address' })
      .max(255)
      // Four numbers, or many colons, are not all an address.
      .refine((host) => URL.canParse(`https://${host}:1/`), { error: 'must be a host or an address' }),
    port: z.int().min(1).max(65_535),
    database: serverName,
    user: serverName,
    /** `verify`: the server's certificate is checked. `encrypt`: it is not. `off`: nothing is encrypted. */
    tls: z.enum(['verify', 'encrypt', 'off']),
    schema: identifier,
    table: identifier,
    /** Column of the user id; it has a unique index. */
    key: identifier,
    columns: z.array(mappedColumn).max(mostColumns),
    /** Column of the time of the newest event that the row knows, and of our own number of it; null: there is none. */
    timeColumn: identifier,
    seqColumn: identifier.nullable(),
    /** What a deletion does: sets `deletedColumn`, does so and empties the mapped columns, or deletes the row. */
    deletion: z.enum(['mark', 'empty', 'delete']),
    deletedColumn: identifier.nullable(),
  })
  .refine(({ deletion, deletedColumn }) => deletion === 'delete' || deletedColumn !== null, {
    path: ['deletedColumn'],
    error: 'must name a column, or deletion must be delete',
  })
  .refine((config) => new Set(columnsOf(config)).size === columnsOf(config).length, {
    path: ['columns'],
    error: 'must name each column once',
  });

export type PostgresConfig = z.infer<typeof postgresConfig>;

interface NamedColumns {
  key: string;
  columns: readonly MappedColumn[];
  timeColumn: string;
  seqColumn: string | null;
  deletedColumn: string | null;
}

/** Every column that is written, the key first. */
export function columnsOf({ key, columns, timeColumn, seqColumn, deletedColumn }: NamedColumns): string[] {
  const own = [seqColumn, deletedColumn].filter((name) => name !== null);
  return [key, ...columns.map(({ column }) => column), timeColumn, ...own];
}

/** What a table has that we make: the columns of Auth0's sample, and what the sample lacks. */
export const postgresDefaults = {
  kind: 'postgres',
  port: 5_432,
  tls: 'verify',
  schema: 'public',
  table: 'users',
  key: 'user_id',
  columns: [
    { source: 'email', column: 'email' },
    { source: 'email_verified', column: 'email_verified' },
    { source: 'name', column: 'name' },
    { source: 'nickname', column: 'nickname' },
    { source: 'is_blocked', column: 'blocked' },
    { source: 'connections', column: 'connections' },
    { source: 'created_at', column: 'created_at' },
    { source: 'updated_at', column: 'updated_at' },
    { source: 'user_metadata', column: 'user_metadata' },
    { source: 'app_metadata', column: 'app_metadata' },
  ],
  timeColumn: 'last_event_processed',
  seqColumn: 'sync_seq',
  deletion: 'mark',
  deletedColumn: 'deleted_at',
} as const satisfies Partial<PostgresConfig>;

/** Everything a person sets of a connector, without secrets. */
export const connectorConfig = z.discriminatedUnion('kind', [webhookConfig, postgresConfig, hubspotConfig], {
  error: 'must have a known kind',
});

export type ConnectorConfig = z.infer<typeof connectorConfig>;

/** What a new webhook connector has besides its address. */
export const webhookDefaults = { kind: 'webhook', types: null, body: 'cloudevent', perSecond: 50 } as const;
