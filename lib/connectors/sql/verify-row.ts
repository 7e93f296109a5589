import { boundedFields, type FieldDifference, type Finding } from '../finding';
import { type CarriedUser } from '../mirror-source';
import { isSameValue } from '../same-value';
import { type TableConfig } from '../table-config';
import { columnText } from './column-text';
import { type ColumnTypes, mappedColumns } from './written-columns';

/** A row of the user's table, each value as text. */
export interface TableRow {
  key: string;
  /** By column; null where it is empty. */
  values: Readonly<Record<string, string | null>>;
}

interface Compared {
  row: TableRow;
  /** As it is mirrored; undefined where the mirror does not have it. */
  user: CarriedUser | undefined;
  config: TableConfig;
  types: ColumnTypes;
  /** Number of the newest event of our log. */
  newestSeq: number;
}

/** What we keep in step of a row that is not as it should be. Null: there is nothing to tell. */
export function verifyRow(compared: Compared): Finding | null {
  const { row, user, config, newestSeq } = compared;
  const about = { userId: row.key, recordId: null };
  const seq = config.seqColumn === null ? null : (row.values[config.seqColumn] ?? null);
  if (seq !== null && Number(seq) > newestSeq) {
    const text = `Its number ${seq} is above our newest, ${newestSeq}: another Streamgauge writes this table, or this one was restored. Ours is not written over it.`;
    return { kind: 'ahead', ...about, fields: [], text };
  }
  if (user === undefined) return { kind: 'extra', ...about, fields: [], text: 'The mirror does not have its user.' };
  if (user.deletedAtMs !== null && config.deletion === 'delete') {
    return { kind: 'extra', ...about, fields: [], text: 'Its user was deleted.' };
  }
  const fields = differencesOf(compared, user);
  if (fields.length === 0) return null;
  const text = `Other values there: ${fields.map(({ target }) => target).join(', ')}.${isNewer(compared, user) ? ' The row is newer than what we know: ours is not written over it.' : ''}`;
  return { kind: 'different', ...about, fields: boundedFields(fields), text };
}

function differencesOf({ row, config, types }: Compared, user: CarriedUser): FieldDifference[] {
  const isDeleted = user.deletedAtMs !== null;
  const mapped = mappedColumns(config, isDeleted).flatMap(({ name, value }): FieldDifference[] => {
    const ours = columnText(value({ user, seq: 0 }), types.get(name));
    const theirs = row.values[name] ?? null;
    return isSameValue(ours, theirs) ? [] : [{ target: name, ours, theirs }];
  });
  const { deletedColumn } = config;
  if (deletedColumn === null) return mapped;
  const theirs = row.values[deletedColumn] ?? null;
  const ours = isDeleted ? new Date(user.deletedAtMs ?? 0).toISOString() : null;
  return isDeleted === (theirs !== null) ? mapped : [...mapped, { target: deletedColumn, ours, theirs }];
}

function isNewer({ row, config }: Compared, { newestEventMs }: CarriedUser): boolean {
  const theirs = row.values[config.timeColumn] ?? null;
  const text = theirs?.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00') ?? '';
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return ms > newestEventMs;
}
