import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyEnvFiles, readEnvFiles } from './env-files';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'streamgauge-env-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reading(text: string) {
  writeFileSync(join(folder, '.env'), text);
  const { settings, problems } = readEnvFiles(folder, 'production');
  return {
    values: Object.fromEntries([...settings].map(([name, { value }]) => [name, value])),
    problems: problems.map((problem) => problem.text),
  };
}

describe('a line of an .env file', () => {
  test.each([
    ['TOKEN=abc-0123456789', 'abc-0123456789'],
    ['  export TOKEN = abc  ', 'abc'],
    ['TOKEN=a=b==', 'a=b=='],
    ['TOKEN=ends-with-$', 'ends-with-$'],
    ['TOKEN=abc # a comment', 'abc'],
    ['TOKEN= # a comment', ''],
    ["TOKEN='abc$def#ghi-0123456789'", 'abc$def#ghi-0123456789'],
    ["TOKEN='a\\nb\"c'   # a comment", 'a\\nb"c'],
    ['TOKEN="two words # no comment"', 'two words # no comment'],
    ['TOKEN=""', ''],
    ['TOKEN=C:\\gauge\\data.db', 'C:\\gauge\\data.db'],
    ['\uFEFFTOKEN=abc\r\n# more', 'abc'],
    ['TOKEN=\nTOKEN=appended', 'appended'],
  ])('%j is taken as written', (text, value) => {
    expect(reading(text)).toEqual({ values: { TOKEN: value }, problems: [] });
  });

  test.each([
    ['TOKEN=abc$def#ghi-0123456789', /^TOKEN \(\.env line 2\) holds a #/],
    ['TOKEN=auth0:pa$$w0rd', /holds a \$/],
    ['TOKEN=${OTHER}', /holds a \$/],
    ['TOKEN=$(openssl rand -hex 32)', /holds a \$/],
    ['TOKEN="abc$def"', /holds a \$/],
    ['TOKEN=abc\\$def', /holds a \$/],
    ['TOKEN="a\\nb"', /holds a backslash/],
    ['TOKEN=#abc', /holds a #/],
    ['TOKEN=`abc`', /begins with a backtick/],
    ["TOKEN='abc", /no closing quote on its line/],
    ["TOKEN='abc'def", /goes on after its closing quote/],
    ['TOKEN=one\nTOKEN=two', /\(\.env line 3\) has another value than at \.env line 2/],
    ['TOKEN: abc', /^\.env line 2 is neither NAME=value nor a comment/],
  ])('%j is refused with its line, since readers of such files differ on it', (text, words) => {
    const { values, problems } = reading(`# settings\n${text}`);
    expect(values).toEqual({});
    expect(problems).toEqual([expect.stringMatching(words)]);
  });
});

test('the more particular file wins, for its refused lines too', () => {
  writeFileSync(join(folder, '.env.production'), 'A=particular\nB=#refused\n');
  writeFileSync(join(folder, '.env'), 'A=general\nB=general\nC=general\n');
  const files = readEnvFiles(folder, 'production');
  expect([...files.settings.keys()]).toEqual(['A', 'C']);
  expect(files.settings.get('A')?.value).toBe('particular');
  expect(files.problems.map(({ name }) => name)).toEqual(['B']);
  expect(readEnvFiles(folder, 'development').settings.get('B')?.value).toBe('general');
});

test('the real environment wins, and undoes what another reader of the files has made of it', () => {
  writeFileSync(join(folder, '.env'), "A='a$b'\nB=file\nC=#refused\nD=#refused\nE=file\n");
  const made: Record<string, string | undefined> = { A: 'a', B: 'cut', C: '', D: 'cut', E: '', PATH: '/bin' };
  applyEnvFiles(readEnvFiles(folder, 'production'), { B: 're$l', D: 're$l', E: '', PATH: '/bin' }, made);
  expect(made).toEqual({ A: 'a$b', B: 're$l', D: 're$l', E: '', PATH: '/bin' });
});
