import { type PoolClient } from 'pg';
import { type CheckFinding, type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { columnsOf, type PostgresConfig } from '../../../connectors/connector-config';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { type PostgresTrouble, troubleWords } from '../../../connectors/sql/judge-postgres';
import { addColumns, createTable, quoted, tableOf, writeStatements } from '../../../connectors/sql/postgres-statements';
import { type AddressGuard } from '../address-guard';
import { inTransaction, openDatabase, withClient } from './pools';
import { describeTable, type TableColumn } from './table';
import { troubleOf } from './trouble';

/** The oldest version that is known to work. */
const oldestVersion = 12;

interface Checked {
  config: PostgresConfig;
  password: string;
  guard: AddressGuard;
}

/** Reads everything that pushing needs, and tries one row in a transaction that is rolled back. Never rejects. */
export async function checkPostgres(checked: Checked): Promise<ConnectorCheckAnswer> {
  const database = await openDatabase(checked);
  try {
    return await withClient(database, (client) => checkWith(client, checked.config));
  } catch (error) {
    return answerOf([bad(connectionWords(error))]);
  } finally {
    await database.end();
  }
}

/** Makes the table, or adds the columns that it lacks. Throws what the server says. */
export async function mendTable(checked: Checked): Promise<void> {
  const database = await openDatabase(checked);
  try {
    await withClient(database, async (client) => {
      const columns = await describeTable(client, checked.config);
      const statement = statementFor(checked.config, columns);
      if (statement !== null) await inTransaction(client, () => client.query(statement));
    });
  } finally {
    await database.end();
  }
}

const ok = (text: string): CheckFinding => ({ tone: 'ok', text });
const warn = (text: string): CheckFinding => ({ tone: 'warn', text });
const bad = (text: string): CheckFinding => ({ tone: 'bad', text });

function answerOf(
  findings: CheckFinding[],
  found: { statement?: string | null; columns?: readonly TableColumn[] } = {},
): ConnectorCheckAnswer {
  const { statement = null, columns = [] } = found;
  const named = columns.map(({ name, fullType }) => ({ name, type: fullType }));
  return { isReady: findings.every(({ tone }) => tone !== 'bad'), findings, statement, columns: named };
}

const unchecked = 'Choose "encrypt" to go on without checking it.';

/** Why no connection came about, in words that say what to do. */
function connectionWords(error: unknown): string {
  const { code } = troubleOf(error);
  if (code === 'REFUSED_ADDRESS') {
    return 'The address is of an inner network, or TLS is off: name the host or its network in CONNECTORS_ALLOW.';
  }
  const known = new Map([
    ['OWN_LINK', 'The address is one of this machine’s own link, which is refused.'],
    ['ECONNREFUSED', 'Nothing listens at this host and port.'],
    ['ENOTFOUND', 'The host is not known.'],
    ['EAI_AGAIN', 'The host could not be looked up.'],
    ['SELF_SIGNED_CERT_IN_CHAIN', `The server’s certificate is not trusted. ${unchecked}`],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', `The server’s certificate is its own. ${unchecked}`],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      `The server’s certificate is of an authority that is not known here. ${unchecked}`,
    ],
    ['ERR_TLS_CERT_ALTNAME_INVALID', `The server’s certificate is of another name than the host. ${unchecked}`],
    ['CERT_HAS_EXPIRED', `The server’s certificate has expired. ${unchecked}`],
  ]);
  const words = code === null ? undefined : known.get(code);
  if (words !== undefined) return words;
  if (error instanceof Error && error.message === 'The server does not support SSL connections') {
    return 'The server offers no TLS. Choose "off" if the network between is yours.';
  }
  return code === null ? 'The server did not answer within 5 s.' : sentence(troubleWords(troubleOf(error)));
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

async function checkWith(client: PoolClient, config: PostgresConfig): Promise<ConnectorCheckAnswer> {
  const server = await serverFindings(client);
  const columns = await describeTable(client, config);
  if (columns.length === 0) {
    const missing = bad(`There is no table ${config.schema}.${config.table} yet.`);
    return answerOf([...server, missing], { statement: createTable(config) });
  }
  const statement = statementFor(config, columns);
  const found = { statement, columns };
  const shape = [...columnFindings(config, columns), ...(await keyFindings(client, config))];
  const rights = await rightFindings(client, config);
  const findings = [...server, ok(`The table ${config.schema}.${config.table} is there.`), ...shape, ...rights];
  if (findings.some(({ tone }) => tone === 'bad')) return answerOf(findings, found);
  return answerOf([...findings, await tryRow(client, { config, columns })], found);
}

async function serverFindings(client: PoolClient): Promise<CheckFinding[]> {
  const { rows } = await client.query<{ version: number; name: string; isSuper: boolean }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_version') AS name,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "isSuper"`,
  );
  const [server] = rows;
  if (server === undefined) return [bad('The server does not tell its version.')];
  const { version, name, isSuper } = server;
  return [
    version >= oldestVersion
      ? ok(`Connected to PostgreSQL ${name}.`)
      : bad(`PostgreSQL ${name} is too old: use 12 or newer.`),
    ...(isSuper ? [warn('The user is a superuser. One that may only write this table is safer.')] : []),
  ];
}

/** What mends the table: making it, or adding what it lacks; null when nothing does. */
function statementFor(config: PostgresConfig, columns: readonly TableColumn[]): string | null {
  if (columns.length === 0) return createTable(config);
  const added = addColumns(config, new Map(columns.map(({ name, type }) => [name, type])));
  const coarse = columns.find((column) => column.name === config.timeColumn && isCoarse(column));
  if (coarse === undefined) return added;
  const alter = `ALTER COLUMN ${quoted(coarse.name)} TYPE ${coarse.type}`;
  return added === null ? `ALTER TABLE ${tableOf(config)} ${alter}` : `${added}, ${alter}`;
}

/** Events have times in ms. A row whose time was rounded up looks newer than the next change. */
const isCoarse = ({ precision }: TableColumn) => precision !== null && precision < 3;

const timeTypes = ['timestamp with time zone', 'timestamp without time zone'];

function columnFindings(config: PostgresConfig, columns: readonly TableColumn[]): CheckFinding[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const written = columnsOf(config);
  const missing = written.filter((name) => !byName.has(name));
  const forced = columns.filter(
    ({ name, isNullable, hasDefault }) => !isNullable && !hasDefault && !written.includes(name),
  );
  const time = byName.get(config.timeColumn);
  return [
    ...(missing.length === 0 ? [] : [bad(`Columns are missing: ${missing.join(', ')}.`)]),
    ...forced.map(({ name }) =>
      bad(`The column ${name} must not be empty and has no default: map it, or give it one.`),
    ),
    ...(time === undefined ? [] : timeFindings(time)),
    ...(config.seqColumn === null
      ? [
          warn(
            'Without a column for our number, the second of two changes of one instant may be written over by the first.',
          ),
        ]
      : []),
  ];
}

function timeFindings(time: TableColumn): CheckFinding[] {
  const { name, type, fullType } = time;
  if (!timeTypes.includes(type)) return [bad(`The column ${name} is ${type}: it must hold a time.`)];
  return isCoarse(time)
    ? [bad(`The column ${name} is ${fullType}: it must keep milliseconds, or changes within one instant are lost.`)]
    : [];
}

async function keyFindings(client: PoolClient, { key, ...config }: PostgresConfig): Promise<CheckFinding[]> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL
       AND a.attname = $2`,
    [tableOf(config), key],
  );
  return rows.length > 0 ? [] : [bad(`The column ${key} has no unique index of its own: add one.`)];
}

async function rightFindings(client: PoolClient, config: PostgresConfig): Promise<CheckFinding[]> {
  const wanted = ['SELECT', 'INSERT', 'UPDATE', ...(config.deletion === 'delete' ? ['DELETE'] : [])];
  const { rows } = await client.query<{ right: string }>(
    'SELECT r AS right FROM unnest($2::text[]) AS r WHERE NOT has_table_privilege(to_regclass($1), r)',
    [tableOf(config), wanted],
  );
  const missing = rows.map(({ right }) => right);
  return missing.length === 0 ? [] : [bad(`The user lacks the right to ${missing.join(', ')} on the table.`)];
}

/** A user that no tenant has. */
const triedUser: CarriedUser = {
  userId: 'streamgauge|check',
  profile: {},
  connections: [],
  isBlocked: false,
  deletedAtMs: null,
  newestEventMs: 0,
};

async function tryRow(
  client: PoolClient,
  { config, columns }: { config: PostgresConfig; columns: readonly TableColumn[] },
): Promise<CheckFinding> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const write = async () => {
    for (const { text, values } of writeStatements(config, types, [{ user: triedUser, seq: 0 }])) {
      await client.query(text, values);
    }
  };
  try {
    await inTransaction(client, write, false);
    return ok('A row can be written: one was tried and taken back.');
  } catch (error) {
    return triedFinding(troubleOf(error));
  }
}

/** Emptiness, checks, references, triggers: what refuses a row that has nothing but an id may take those of real users. */
const ofEmptiness = ['23502', '23514', '23503', 'P0001'];

function triedFinding(trouble: PostgresTrouble): CheckFinding {
  const words = troubleWords(trouble);
  if (trouble.code === null || !ofEmptiness.includes(trouble.code)) return bad(`A row cannot be written: ${words}.`);
  const lacked = trouble.column ?? 'a profile';
  return warn(`A row without ${lacked} was refused: ${words}. Users that lack it will wait for a person.`);
}
