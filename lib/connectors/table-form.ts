import { type Connector } from './connector';
import { type TableConfig, tableDefaults, type TableKind, tableNameOf } from './table-config';

/** What stands in the fields of a table's form; nothing of it has been checked. */
export interface TableFields {
  name: string;
  /** `postgres://user:password@host:5432/database`, `mysql://…` or `mariadb://…`; the password only while it is to be set. */
  address: string;
  tls: TableConfig['tls'];
  /** In PostgreSQL `schema.table`. */
  table: string;
  key: string;
  /** One column a line: `source → column`, or a name that both have. */
  columns: string;
  timeColumn: string;
  /** Empty: the table has none. */
  seqColumn: string;
  deletion: TableConfig['deletion'];
  deletedColumn: string;
}

const arrow = ' → ';

const columnLines = (columns: TableConfig['columns']) =>
  columns.map(({ source, column }) => (source === column ? column : `${source}${arrow}${column}`)).join('\n');

/** The form of a new table. */
export function emptyTableFields(kind: TableKind): TableFields {
  const defaults = tableDefaults[kind];
  const { tls, key, timeColumn, seqColumn, deletion, deletedColumn } = defaults;
  return {
    ...{ name: '', address: '', tls, key, timeColumn, seqColumn, deletion, deletedColumn },
    table: defaults.kind === 'postgres' ? `${defaults.schema}.${defaults.table}` : defaults.table,
    columns: columnLines([...defaults.columns]),
  };
}

/** A saved table as its form shows it: without its password. */
export function tableFieldsOf({ name }: Pick<Connector, 'name'>, config: TableConfig): TableFields {
  const { kind, host, port, database, user, tls, key, columns } = config;
  const { timeColumn, seqColumn, deletion, deletedColumn } = config;
  return {
    ...{ name, tls, key, timeColumn, deletion },
    address: `${kind}://${encodeURIComponent(user)}@${host}:${port}/${encodeURIComponent(database)}`,
    table: tableNameOf(config),
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

const protocols: Record<TableKind, RegExp> = { postgres: /^postgres(ql)?:$/, mysql: /^(mysql|mariadb):$/ };

/** Whether a text begins as an address of a database of this kind does. */
export function isAddressOf(kind: TableKind, text: string): boolean {
  const [protocol = '', rest] = text.trim().split('//');
  return rest !== undefined && protocols[kind].test(protocol);
}

/** Reads the URL of a database (PostgreSQL's manual, "Connection URIs"; MySQL's, "URI-Like Connection Strings"); null for what is none. */
export function parseAddress(kind: TableKind, text: string): Address | null {
  const url = URL.parse(text.trim());
  if (url === null || !protocols[kind].test(url.protocol) || url.hostname === '') return null;
  try {
    return {
      host: url.hostname,
      port: url.port === '' ? tableDefaults[kind].port : Number(url.port),
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    };
  } catch {
    // A percent sign that escapes nothing.
    return null;
  }
}

const tlsOfMode = new Map<string, TableConfig['tls']>([
  ['disable', 'off'],
  ['require', 'encrypt'],
  ['prefer', 'encrypt'],
  ['verify-ca', 'verify'],
  ['verify-full', 'verify'],
  ['disabled', 'off'],
  ['preferred', 'encrypt'],
  ['required', 'encrypt'],
  ['verify-identity', 'verify'],
]);

/** How an address wants to be encrypted by its `sslmode`, or its `ssl-mode` in MySQL; null when it does not say. */
export function tlsOfAddress(text: string): TableConfig['tls'] | null {
  const parameters = URL.parse(text.trim())?.searchParams;
  const mode = ['sslmode', 'ssl-mode', 'sslMode']
    .map((name) => parameters?.get(name))
    .find((one) => typeof one === 'string');
  return tlsOfMode.get(mode?.toLowerCase().replaceAll('_', '-') ?? '') ?? null;
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
function serverOf(kind: TableKind, address: Address | null) {
  const { host, port, database, user } = address ?? {
    host: '',
    port: tableDefaults[kind].port,
    database: '',
    user: '',
  };
  return { host, port, database, user };
}

/** MySQL knows no schemas: there a database is one. */
function tableOf(kind: TableKind, text: string) {
  if (kind === 'mysql') return { table: text.trim() };
  const [schema = '', table] = text.trim().split(/\.(.*)/s);
  return table === undefined ? { schema: tableDefaults.postgres.schema, table: schema } : { schema, table };
}

/** What the API is given. */
export function tableInputOf(kind: TableKind, fields: TableFields) {
  const address = parseAddress(kind, fields.address);
  const { tls, deletion } = fields;
  return {
    name: fields.name.trim(),
    ...(address === null || address.password === null ? {} : { password: address.password }),
    config: {
      kind,
      ...serverOf(kind, address),
      ...tableOf(kind, fields.table),
      ...{ tls, deletion },
      key: fields.key.trim(),
      columns: columnsOfLines(fields.columns),
      timeColumn: fields.timeColumn.trim(),
      seqColumn: orNull(fields.seqColumn),
      deletedColumn: deletion === 'delete' ? null : orNull(fields.deletedColumn),
    },
  };
}

const places = new Map<string, keyof TableFields>([
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
export function tableFieldNamed(field: string | null): keyof TableFields | null {
  const [first = '', second = ''] = field?.split('.') ?? [];
  return places.get(first === 'config' ? second : first) ?? null;
}
