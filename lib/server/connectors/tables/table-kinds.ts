import { type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { type TableConfig } from '../../../connectors/table-config';
import { postgresDialect } from '../postgres/postgres-dialect';
import { checkTable, mendTable } from './check-table';
import { type DatabaseParts } from './dialect';
import { tableWork } from './push-table';

/** How tables in PostgreSQL are kept in step. */
export const postgresWork = tableWork(postgresDialect);

/** Looks at a database: whether it can be reached, has the table, and takes a row. Writes nothing, and never rejects. */
export function checkDatabase(parts: DatabaseParts<TableConfig>): Promise<ConnectorCheckAnswer> {
  return checkTable(postgresDialect, parts);
}

/** Makes the table, or adds the columns that it lacks. What the server says against it; null when it was done. */
export function mendDatabase(parts: DatabaseParts<TableConfig>): Promise<string | null> {
  return mendTable(postgresDialect, parts);
}
