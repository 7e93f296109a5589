import { type CheckFinding } from '../../../connectors/check-finding';
import { type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { type DatabaseTrouble } from '../../../connectors/sql/database-trouble';
import { columnsOf, type TableConfig, tableNameOf } from '../../../connectors/table-config';
import { bad, type DatabaseParts, type Dialect, isCoarse, ok, type Table, type TableColumn, warn } from './dialect';

/** Reads everything that pushing needs, and tries one row in a transaction that is rolled back. Never rejects. */
export async function checkTable<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  checked: DatabaseParts<Config>,
): Promise<ConnectorCheckAnswer> {
  const database = await dialect.open(checked);
  try {
    return await database.withClient((client) => checkWith(dialect, client, checked.config));
  } catch (error) {
    return answerOf([bad(connectionWords(dialect, error))]);
  } finally {
    await database.end();
  }
}

/** Makes the table, or adds the columns that it lacks. What the server says against it; null when it was done. */
export async function mendTable<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  { config, ...parts }: DatabaseParts<Config>,
): Promise<string | null> {
  const database = await dialect.open({ config, ...parts });
  try {
    await database.withClient(async (client) => {
      const statement = dialect.statementFor({ config, columns: await dialect.describe(client, config) });
      if (statement !== null) await dialect.inTransaction(client, () => dialect.run(client, statement));
    });
    return null;
  } catch (error) {
    return dialect.words(dialect.troubleOf(error));
  } finally {
    await database.end();
  }
}

function answerOf(
  findings: CheckFinding[],
  found: { statement?: string | null; columns?: readonly TableColumn[] } = {},
): ConnectorCheckAnswer {
  const { statement = null, columns = [] } = found;
  const named = columns.map(({ name, fullType }) => ({ name, type: fullType }));
  return { isReady: findings.every(({ tone }) => tone !== 'bad'), findings, statement, columns: named };
}

const unchecked = 'Choose "encrypt" to go on without checking it.';

const connectionCodes = new Map([
  [
    'REFUSED_ADDRESS',
    'The address is of an inner network, or TLS is off: name the host or its network in CONNECTORS_ALLOW.',
  ],
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

type Speaker = Pick<Dialect<TableConfig, never, TableColumn>, 'troubleOf' | 'words' | 'isWithoutTls' | 'isOfEmptiness'>;

/** Why no connection came about, in words that say what to do. */
function connectionWords(dialect: Speaker, error: unknown): string {
  const trouble = dialect.troubleOf(error);
  const { code } = trouble;
  const words = code === null ? undefined : connectionCodes.get(code);
  if (words !== undefined) return words;
  if (dialect.isWithoutTls(error)) return 'The server offers no TLS. Choose "off" if the network between is yours.';
  return code === null ? 'The server did not answer within 5 s.' : sentence(dialect.words(trouble));
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

async function checkWith<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  client: Client,
  config: Config,
): Promise<ConnectorCheckAnswer> {
  const name = tableNameOf(config);
  const server = await dialect.serverFindings(client);
  const table = { config, columns: await dialect.describe(client, config) };
  const statement = dialect.statementFor(table);
  const rights = await dialect.rightFindings(client, config);
  if (table.columns.length === 0) {
    // Some databases hide a table from whom has no right on it.
    if (rights.length > 0) return answerOf([...server, ...rights]);
    return answerOf([...server, bad(`There is no table ${name} yet.`)], { statement });
  }
  const found = { statement, columns: table.columns };
  const shape = [...columnFindings(dialect, table), ...(await dialect.shapeFindings(client, table))];
  const findings = [...server, ok(`The table ${name} is there.`), ...shape, ...rights];
  if (findings.some(({ tone }) => tone === 'bad')) return answerOf(findings, found);
  return answerOf([...findings, await tryRow(dialect, client, table)], found);
}

function columnFindings(
  { isTime }: Pick<Dialect<TableConfig, never, TableColumn>, 'isTime'>,
  { config, columns }: Table<TableConfig, TableColumn>,
): CheckFinding[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const written = columnsOf(config);
  const missing = written.filter((name) => !byName.has(name));
  const forced = columns.filter(
    ({ name, isNullable, hasDefault }) => !isNullable && !hasDefault && !written.includes(name),
  );
  const time = byName.get(config.timeColumn);
  const deleted = byName.get(config.deletedColumn ?? '');
  return [
    ...(missing.length === 0 ? [] : [bad(`Columns are missing: ${missing.join(', ')}.`)]),
    ...forced.map(({ name }) =>
      bad(`The column ${name} must not be empty and has no default: map it, or give it one.`),
    ),
    ...(time === undefined ? [] : timeFindings(time, isTime(time.type))),
    ...(deleted?.isNullable === false
      ? [bad(`The column ${deleted.name} must be able to be empty: it is for every user who lives.`)]
      : []),
    ...(config.seqColumn === null
      ? [
          warn(
            'Without a column for our number, the second of two changes of one instant may be written over by the first.',
          ),
        ]
      : []),
  ];
}

function timeFindings(time: TableColumn, isTime: boolean): CheckFinding[] {
  const { name, type, fullType } = time;
  if (!isTime) return [bad(`The column ${name} is ${type}: it must hold a time.`)];
  return isCoarse(time)
    ? [bad(`The column ${name} is ${fullType}: it must keep milliseconds, or changes within one instant are lost.`)]
    : [];
}

/** A user that no tenant has, of a time that every type of times can hold. */
const triedUser: CarriedUser = {
  userId: 'streamgauge|check',
  profile: {},
  connections: [],
  isBlocked: false,
  deletedAtMs: null,
  newestEventMs: Date.UTC(2020, 0, 1),
};

async function tryRow<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  client: Client,
  table: Table<Config, Column>,
): Promise<CheckFinding> {
  const write = () => dialect.write(client, table, [{ user: triedUser, seq: 0 }]);
  try {
    await dialect.inTransaction(client, write, false);
    return ok('A row can be written: one was tried and taken back.');
  } catch (error) {
    return triedFinding(dialect, dialect.troubleOf(error));
  }
}

/** Emptiness, checks, references, triggers: what refuses a row that has nothing but an id may take those of real users. */
function triedFinding(dialect: Speaker, trouble: DatabaseTrouble): CheckFinding {
  const words = dialect.words(trouble);
  if (!dialect.isOfEmptiness(trouble)) return bad(`A row cannot be written: ${words}.`);
  const lacked = trouble.column ?? 'a profile';
  return warn(`A row without ${lacked} was refused: ${words}. Users that lack it will wait for a person.`);
}
