import { type DatabaseTrouble } from '../../../connectors/sql/database-trouble';

function textOf(error: Error, name: string): string | null {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What an error of the driver tells that holds no value: its message may quote one. */
export function troubleOf(error: unknown): DatabaseTrouble {
  if (!(error instanceof Error)) return { code: null, column: null, constraint: null };
  return { code: textOf(error, 'code'), column: textOf(error, 'column'), constraint: textOf(error, 'constraint') };
}
