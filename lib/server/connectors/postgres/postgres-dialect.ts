import { type PoolClient } from 'pg';
import { valueOf } from '../../../connectors/mirror-source';
import { columnText } from '../../../connectors/sql/column-text';
import { type DatabaseTrouble, unwritable } from '../../../connectors/sql/database-trouble';
import { judgePostgres, postgresWords } from '../../../connectors/sql/judge-postgres';
import { type Statement, writeStatements } from '../../../connectors/sql/postgres-statements';
import { type WrittenUser } from '../../../connectors/sql/written-columns';
import { type PostgresConfig } from '../../../connectors/table-config';
import { type Dialect, type Table, type TableColumn, typesOf } from '../tables/dialect';
import { inTransaction, openPostgres } from './pools';
import { keyFindings, rightFindings, serverFindings, statementFor } from './postgres-findings';
import { describeTable } from './table';
import { keysThere, rows } from './read-rows';
import { troubleOf } from './trouble';

type PostgresTable = Table<PostgresConfig, TableColumn>;

async function write(client: PoolClient, table: PostgresTable, users: readonly WrittenUser[]) {
  const inStep = new Set<WrittenUser>();
  for (const { text, values, users: named } of statementsFor(table, users)) {
    const { rows } = await client.query<{ n: number }>(text, values);
    for (const { n } of rows) {
      const one = named[n - 1];
      if (one !== undefined) inStep.add(one);
    }
  }
  return inStep;
}

function statementsFor({ config, columns }: PostgresTable, users: readonly WrittenUser[]): Statement[] {
  try {
    return writeStatements(config, typesOf(columns), users);
  } catch (error) {
    // The fault of one user's values, as much as one that PostgreSQL finds.
    throw Object.assign(new Error('Values cannot be written', { cause: error }), { code: unwritable });
  }
}

/** PostgreSQL does not say which column a value is too long for. */
function lengthTrouble({ config, columns }: PostgresTable, { user }: WrittenUser, { code }: DatabaseTrouble) {
  const limits = new Map(columns.map(({ name, mostCharacters }) => [name, mostCharacters]));
  for (const { source, column } of code === '22001' ? config.columns : []) {
    const length = Array.from(columnText(valueOf(source, user)) ?? '').length;
    const most = limits.get(column) ?? null;
    if (most !== null && length > most) return `${column} takes ${most} characters, the value has ${length}`;
  }
  return null;
}

/** Emptiness, checks, references and triggers. */
const ofEmptiness = ['23502', '23514', '23503', 'P0001'];

const timeTypes = ['timestamp with time zone', 'timestamp without time zone'];

/** PostgreSQL 12 and newer. */
export const postgresDialect: Dialect<PostgresConfig, PoolClient, TableColumn> = {
  open: openPostgres,
  describe: describeTable,
  inTransaction,
  write,
  rows,
  keysThere,
  lengthTrouble,
  troubleOf,
  judge: judgePostgres,
  words: postgresWords,
  isOfEmptiness: ({ code }) => code !== null && ofEmptiness.includes(code),
  isWithoutTls: (error) => error instanceof Error && error.message === 'The server does not support SSL connections',
  statementFor,
  run: (client, statement) => client.query(statement),
  isTime: (type) => timeTypes.includes(type),
  serverFindings,
  shapeFindings: keyFindings,
  rightFindings,
};
