import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedRows,
  mappingOf,
  movedRow,
  newRow,
  rowChangesText,
  type RowFields,
  rowFieldsOf,
  rowProblem,
} from './mapping-form';
import { hubspotDefaults } from './record-config';

const saved = rowFieldsOf(hubspotDefaults.mapping);

const firstOf = (rows: readonly RowFields[]): RowFields => {
  const [row] = rows;
  if (row === undefined) throw new Error('There is no row');
  return row;
};

describe('the form of a mapping', () => {
  test('shows what is saved, and gives it back unchanged', () => {
    expect(mappingOf(saved)).toEqual(hubspotDefaults.mapping);
    expect(changedRows(saved, saved).size).toBe(0);
    expect(rowChangesText(saved, saved)).toBe('');
  });

  test.each([
    [{ source: ' ' }, 'source', 'Say where the value comes from.'],
    [{ target: '' }, 'target', 'Choose a property.'],
    [{ transforms: 'uper' }, 'transforms', 'uper is no transform'],
  ] as const)('%j cannot be saved, and is told at its field', (over, field, text) => {
    const row = { ...firstOf(saved), ...over };
    const rows = [row, ...saved.slice(1)];
    expect(rowProblem(row, rows)?.field).toBe(field);
    expect(rowProblem(row, rows)?.text).toContain(text);
    expect(mappingOf(rows)).toBeNull();
  });

  test('of two rows for one property the second is wrong', () => {
    const second = { ...newRow(saved), source: 'name', target: ' email ' };
    const rows = [...saved, second];
    expect(rowProblem(firstOf(rows), rows)).toBeNull();
    expect(rowProblem(second, rows)).toEqual({ field: 'target', text: 'email is filled by another row.' });
  });

  test('tells changed, added, removed and moved rows apart', () => {
    const changed = saved.map((row) => (row.target === 'phone' ? { ...row, transforms: 'digits' } : row));
    expect(rowChangesText(saved, changed)).toBe('Rows: 1 changed');
    expect([...changedRows(saved, changed)]).toEqual([saved.find(({ target }) => target === 'phone')?.key]);
    expect(rowChangesText(saved, [...saved, newRow(saved)])).toBe('Rows: 1 added');
    expect(rowChangesText(saved, saved.slice(1))).toBe('Rows: 1 removed');
    expect(rowChangesText(saved, movedRow(saved, firstOf(saved).key, 1))).toBe('Rows: moved');
  });

  test('a move goes one place, loses nothing, stops at the ends, and back is back', () => {
    fc.assert(
      fc.property(fc.nat({ max: saved.length - 1 }), fc.constantFrom<-1 | 1>(-1, 1), (at, by) => {
        const key = saved[at]?.key ?? '';
        const moved = movedRow(saved, key, by);
        expect(moved.map((row) => row.key).toSorted()).toEqual(saved.map((row) => row.key).toSorted());
        const to = moved.findIndex((row) => row.key === key);
        expect(to).toBe(Math.min(saved.length - 1, Math.max(0, at + by)));
        if (to !== at) expect(movedRow(moved, key, by === 1 ? -1 : 1)).toEqual(saved);
      }),
    );
  });

  test('no two new rows share a key, also after one was removed', () => {
    const first = newRow(saved);
    const second = newRow([...saved, first]);
    expect(second.key).not.toBe(first.key);
    expect(newRow([...saved, second]).key).not.toBe(second.key);
  });
});
