import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

/** Reads one line back, as RFC 4180 has it. */
function read(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain, end] of line.matchAll(pattern)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') break;
  }
  return cells;
}

describe('a line of CSV', () => {
  it('reads back as it was, but for an apostrophe before what looks like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const expected = cells.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
        expect(read(csvLine(cells))).toEqual(expected);
      }),
    );
  });

  it('never begins a cell with what a spreadsheet would run', () => {
    expect(csvLine(['=1+1', '+1', '-1', '@a', '\tx'])).toBe("'=1+1,'+1,'-1,'@a,'\tx\r\n");
    expect(csvLine([-1, null, true])).toBe('-1,,true\r\n');
  });
});
