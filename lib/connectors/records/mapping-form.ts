import { type MappingRow } from './record-config';
import { parseTransforms, transformsText } from './transform-text';

/** A row of a mapping as its form has it; nothing of it has been checked. */
export interface RowFields {
  /** Stays with the row while it is edited and moved. */
  key: string;
  source: string;
  /** As text: see `transformsText`. */
  transforms: string;
  target: string;
  when: MappingRow['when'];
  cleared: MappingRow['cleared'];
}

/** Saved rows as their form shows them. */
export function rowFieldsOf(mapping: readonly MappingRow[]): RowFields[] {
  return mapping.map(({ source, transforms, target, when, cleared }, index) => ({
    key: `saved ${index}`,
    ...{ source, target, when, cleared },
    transforms: transformsText(transforms),
  }));
}

/** What is wrong with a row before anybody is asked; null where it can be saved. */
export function rowProblem(
  row: RowFields,
  rows: readonly RowFields[],
): { field: keyof RowFields; text: string } | null {
  if (row.source.trim() === '') return { field: 'source', text: 'Say where the value comes from.' };
  const parsed = parseTransforms(row.transforms);
  if ('error' in parsed) return { field: 'transforms', text: parsed.error };
  const target = row.target.trim();
  if (target === '') return { field: 'target', text: 'Choose a property.' };
  const first = rows.find((other) => other.target.trim() === target);
  if (first !== undefined && first.key !== row.key)
    return { field: 'target', text: `${target} is filled by another row.` };
  return null;
}

/** What the API is given; null while a row cannot be saved. */
export function mappingOf(rows: readonly RowFields[]): MappingRow[] | null {
  const mapping = rows.flatMap((row) => {
    const parsed = parseTransforms(row.transforms);
    if ('error' in parsed || rowProblem(row, rows) !== null) return [];
    const { when, cleared } = row;
    const { transforms } = parsed;
    return [{ source: row.source.trim(), transforms, target: row.target.trim(), when, cleared }];
  });
  return mapping.length === rows.length ? mapping : null;
}

const isSameRow = (a: RowFields, b: RowFields) =>
  a.source.trim() === b.source.trim() &&
  a.transforms.trim() === b.transforms.trim() &&
  a.target.trim() === b.target.trim() &&
  a.when === b.when &&
  a.cleared === b.cleared;

/** Keys of rows that are new, or differ from what is saved. */
export function changedRows(saved: readonly RowFields[], rows: readonly RowFields[]): Set<string> {
  const byKey = new Map(saved.map((row) => [row.key, row]));
  const changed = rows.filter((row) => {
    const before = byKey.get(row.key);
    return before === undefined || !isSameRow(before, row);
  });
  return new Set(changed.map(({ key }) => key));
}

/** What has changed, as a person counts it: "1 row changed, 1 removed, moved". Empty when nothing has. */
export function rowChangesText(saved: readonly RowFields[], rows: readonly RowFields[]): string {
  const keys = new Set(rows.map(({ key }) => key));
  const known = new Set(saved.map(({ key }) => key));
  const changed = [...changedRows(saved, rows)].filter((key) => known.has(key)).length;
  const added = rows.filter(({ key }) => !known.has(key)).length;
  const removed = saved.filter(({ key }) => !keys.has(key)).length;
  const order = (list: readonly RowFields[]) =>
    list.flatMap(({ key }) => (keys.has(key) && known.has(key) ? key : [])).join();
  const parts = [
    changed === 0 ? '' : `${changed} changed`,
    added === 0 ? '' : `${added} added`,
    removed === 0 ? '' : `${removed} removed`,
    order(saved) === order(rows) ? '' : 'moved',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `Rows: ${parts.join(', ')}`;
}

/** Moves a row by one place; at the end it stays where it is. */
export function movedRow(rows: readonly RowFields[], key: string, by: -1 | 1): RowFields[] {
  const from = rows.findIndex((row) => row.key === key);
  const to = from + by;
  const [row, other] = [rows[from], rows[to]];
  if (row === undefined || other === undefined) return [...rows];
  return rows.with(from, other).with(to, row);
}

/** An empty row with a key that no other has. */
export function newRow(rows: readonly RowFields[]): RowFields {
  const keys = new Set(rows.map(({ key }) => key));
  let number = 0;
  while (keys.has(`new ${number}`)) number += 1;
  return { key: `new ${number}`, source: '', transforms: '', target: '', when: 'always', cleared: 'leave' };
}

/** Sources that are offered: fields of Auth0's normalised profile, and what is derived from it. Any other path works too. */
export const commonSources: readonly string[] = [
  ...['email', 'given_name', 'family_name', 'name', 'nickname', 'phone_number', 'user_id', 'status', 'created_at'],
  ...['updated_at', 'email_verified', 'picture', 'connections', 'is_blocked', 'is_deleted', 'last_event_at'],
  ...['{given_name} {family_name}', 'identities[0].connection', 'user_metadata.', 'app_metadata.'],
];
