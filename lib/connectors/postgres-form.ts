import { type Connector } from './connector';
import { type PostgresConfig, postgresDefaults } from './connector-config';

/** What stands in the fields of a table's form; nothing of it has been checked. */
export interface PostgresFields {
  name: string;
  /** `postgres://user:password@host:5432/database`; the password only while it is to be set. */
  address: string;
  tls: PostgresConfig['tls'];
  /** `schema.table`. */
  table: string;
  key: string;
  /** One column a line: `source → column`, or a name that both have. */
  columns: string;
  timeColumn: string;
  /** Empty: the table has none. */
  seqColumn: string;
  deletion: PostgresConfig['deletion'];
  deletedColumn: string;
}

const arrow = ' → ';

const columnLines = (columns: PostgresConfig['columns']) =>
  columns.map(({ source, column }) => (source === column ? column : `${source}${arrow}${column}`)).join('\n');

export const emptyPostgresFields: PostgresFields = {
  name: '',
  address: '',
  tls: postgresDefaults.tls,
  table: `${postgresDefaults.schema}.${postgresDefaults.table}`,
  key: postgresDefaults.key,
  columns: columnLines([...postgresDefaults.columns]),
  timeColumn: postgresDefaults.timeColumn,
  seqColumn: postgresDefaults.seqColumn,
  deletion: postgresDefaults.deletion,
  deletedColumn: postgresDefaults.deletedColumn,
};

/** A saved table as its form shows it: without its password. */
export function postgresFieldsOf({ name }: Pick<Connector, 'name'>, config: PostgresConfig): PostgresFields {
  const { host, port, database, user, tls, schema, table, key, columns } = config;
  const { timeColumn, seqColumn, deletion, deletedColumn } = config;
  return {
    ...{ name, tls, key, timeColumn, deletion },
    address: `postgres://${encodeURIComponent(user)}@${host}:${port}/${encodeURIComponent(database)}`,
    table: `${schema}.${table}`,
    columns: columnLines(columns),
    seqColumn: seqColumn ?? '',
    deletedColumn: deletedColumn ?? '',
  };
}

interface Address {
  host: string;
  port: number;
  database: string;
  user: string;
  /** Null when it has none. */
  password: string | null;
}

/** Reads a PostgreSQL URL (its manual, "Connection URIs"); null for what is none. */
export function parseAddress(text: string): Address | null {
  const url = URL.parse(text.trim());
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') return null;
  try {
    return {
      host: url.hostname,
      port: url.port === '' ? postgresDefaults.port : Number(url.port),
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    };
  } catch {
    // A percent sign that escapes nothing.
    return null;
  }
}

const tlsOfMode = new Map<string, PostgresConfig['tls']>([
  ['disable', 'off'],
  ['require', 'encrypt'],
  ['prefer', 'encrypt'],
  ['verify-ca', 'verify'],
  ['verify-full', 'verify'],
]);

/** How an address wants to be encrypted by its `sslmode`; null when it does not say. */
export function tlsOfAddress(text: string): PostgresConfig['tls'] | null {
  const mode = URL.parse(text.trim())?.searchParams.get('sslmode');
  return mode === undefined || mode === null ? null : (tlsOfMode.get(mode) ?? null);
}

function columnsOfLines(lines: string): { source: string; column: string }[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [source = '', column = source] = line.split(/\s*(?:→|->)\s*/);
      return { source, column };
    });
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** An address that is none is given as an empty host, so that the API says so. */
function serverOf(address: Address | null) {
  const { host, port, database, user } = address ?? { host: '', port: postgresDefaults.port, database: '', user: '' };
  return { host, port, database, user };
}

function tableOf(text: string) {
  const [schema = '', table] = text.trim().split(/\.(.*)/s);
  return table === undefined ? { schema: postgresDefaults.schema, table: schema } : { schema, table };
}

/** What the API is given. */
export function postgresInputOf(fields: PostgresFields) {
  const address = parseAddress(fields.address);
  const { tls, deletion } = fields;
  return {
    name: fields.name.trim(),
    ...(address === null || address.password === null ? {} : { password: address.password }),
    config: {
      kind: 'postgres',
      ...serverOf(address),
      ...tableOf(fields.table),
      ...{ tls, deletion },
      key: fields.key.trim(),
      columns: columnsOfLines(fields.columns),
      timeColumn: fields.timeColumn.trim(),
      seqColumn: orNull(fields.seqColumn),
      deletedColumn: deletion === 'delete' ? null : orNull(fields.deletedColumn),
    },
  };
}

const places = new Map<string, keyof PostgresFields>([
  ['name', 'name'],
  ['password', 'address'],
  ['host', 'address'],
  ['port', 'address'],
  ['database', 'address'],
  ['user', 'address'],
  ['schema', 'table'],
  ['table', 'table'],
  ['key', 'key'],
  ['columns', 'columns'],
  ['timeColumn', 'timeColumn'],
  ['seqColumn', 'seqColumn'],
  ['deletion', 'deletedColumn'],
  ['deletedColumn', 'deletedColumn'],
]);

/** The field of the form that the API means by `config.host` or `config.columns.0.column`; null when it is none of them. */
export function postgresFieldNamed(field: string | null): keyof PostgresFields | null {
  const [first = '', second = ''] = field?.split('.') ?? [];
  return places.get(first === 'config' ? second : first) ?? null;
}
