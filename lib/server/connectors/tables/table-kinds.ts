import { type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { type TableConfig } from '../../../connectors/table-config';
import { mysqlDialect } from '../mysql/mysql-dialect';
import { postgresDialect } from '../postgres/postgres-dialect';
import { checkTable, mendTable } from './check-table';
import { type DatabaseParts } from './dialect';
import { tableWork } from './push-table';

/** How tables of each kind are kept in step. */
export const postgresWork = tableWork(postgresDialect);
export const mysqlWork = tableWork(mysqlDialect);

/** Looks at a database: whether it can be reached, has the table, and takes a row. Writes nothing, and never rejects. */
export function checkDatabase({ config, ...parts }: DatabaseParts<TableConfig>): Promise<ConnectorCheckAnswer> {
  switch (config.kind) {
    case 'postgres':
      return checkTable(postgresDialect, { config, ...parts });
    case 'mysql':
      return checkTable(mysqlDialect, { config, ...parts });
  }
}

/** Makes the table, or adds the columns that it lacks. What the server says against it; null when it was done. */
export function mendDatabase({ config, ...parts }: DatabaseParts<TableConfig>): Promise<string | null> {
  switch (config.kind) {
    case 'postgres':
      return mendTable(postgresDialect, { config, ...parts });
    case 'mysql':
      return mendTable(mysqlDialect, { config, ...parts });
  }
}
