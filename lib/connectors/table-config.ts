import { z } from 'zod';

/** A name of a table or a column as a database takes it: at most `most` of what `lengthOf` counts. */
function identifierOf(most: number, unit: string, lengthOf: (name: string) => number) {
  return z
    .string()
    .min(1, { error: 'must not be empty' })
    .refine((name) => !name.includes('\0'), { error: 'must not hold a NUL' })
    .refine((name) => lengthOf(name) <= most, { error: `must have at most ${most} ${unit}` });
}

/** PostgreSQL cuts a longer name without a word. */
const postgresIdentifier = identifierOf(63, 'bytes', (name) => new TextEncoder().encode(name).length);

/** MySQL and MariaDB count characters. */
const mysqlIdentifier = identifierOf(64, 'characters', (name) => Array.from(name).length);

const serverName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes('\0'), { error: 'must not hold a NUL' });

/** Most columns that are filled. */
const mostColumns = 100;

/** What a table in any database has. */
const tableFields = (identifier: typeof postgresIdentifier) => ({
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
  table: identifier,
  /** Column of the user id; it has a unique index. */
  key: identifier,
  /** Each column, and where its value comes from: see `valueOf`. */
  columns: z.array(z.strictObject({ source: z.string().min(1).max(200), column: identifier })).max(mostColumns),
  /** Column of the time of the newest event that the row knows, and of our own number of it; null: there is none. */
  timeColumn: identifier,
  seqColumn: identifier.nullable(),
  /** What a deletion does: sets `deletedColumn`, does so and empties the mapped columns, or deletes the row. */
  deletion: z.enum(['mark', 'empty', 'delete']),
  deletedColumn: identifier.nullable(),
});

interface MappedColumn {
  source: string;
  column: string;
}

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

const isDeletionTold = ({ deletion, deletedColumn }: { deletion: string; deletedColumn: string | null }) =>
  deletion === 'delete' || deletedColumn !== null;
const deletionUntold = { path: ['deletedColumn'], error: 'must name a column, or deletion must be delete' };

const hasEachOnce = (names: readonly string[]) => new Set(names).size === names.length;
const namedTwice = { path: ['columns'], error: 'must name each column once' };

/** One row for each user in a table of the user's own. */
export const postgresConfig = z
  .strictObject({ kind: z.literal('postgres'), schema: postgresIdentifier, ...tableFields(postgresIdentifier) })
  .refine(isDeletionTold, deletionUntold)
  .refine((config) => hasEachOnce(columnsOf(config)), namedTwice);

export type PostgresConfig = z.infer<typeof postgresConfig>;

/** One row for each user in a table of MySQL or MariaDB; there a schema is a database. Names of columns know no case. */
export const mysqlConfig = z
  .strictObject({ kind: z.literal('mysql'), ...tableFields(mysqlIdentifier) })
  .refine(isDeletionTold, deletionUntold)
  .refine((config) => hasEachOnce(columnsOf(config).map((name) => name.toLowerCase())), namedTwice);

export type MysqlConfig = z.infer<typeof mysqlConfig>;

/** A table in any database. */
export type TableConfig = PostgresConfig | MysqlConfig;

/** Kinds of connectors that keep a table. */
export type TableKind = TableConfig['kind'];

/** The name of a table as people write it. */
export function tableNameOf(config: TableConfig): string {
  return config.kind === 'postgres' ? `${config.schema}.${config.table}` : config.table;
}

/** What a table has that we make: the columns of Auth0's sample, and what the sample lacks. */
const madeTable = {
  tls: 'verify',
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
} as const satisfies Partial<TableConfig>;

export const postgresDefaults = {
  kind: 'postgres',
  port: 5_432,
  schema: 'public',
  ...madeTable,
} as const satisfies Partial<PostgresConfig>;

export const mysqlDefaults = { kind: 'mysql', port: 3_306, ...madeTable } as const satisfies Partial<MysqlConfig>;

/** What a new table has by its kind, besides its server. */
export const tableDefaults = { postgres: postgresDefaults, mysql: mysqlDefaults } as const;
