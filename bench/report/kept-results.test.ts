import { expect, test } from 'vitest';
import { type KeptResult, withNew } from './kept-results';
import { report } from './report';

const result = (name: string, machine: KeptResult['machine'] = { Processor: 'one' }): KeptResult => ({
  text: `## ${name}\n`,
  requirements: [],
  date: '2026-01-02',
  commit: 'abc',
  measure: '3 rounds',
  machine,
});

test('a part that is measured again leaves the sections of the others as they were', () => {
  const kept = { soak: result('Old soak'), ingest: result('Old ingest') };
  const page = report(withNew(kept, { ingest: result('New ingest') }));
  expect(page).toContain('## Old soak');
  expect(page).toContain('## New ingest');
  expect(page).not.toContain('## Old ingest');
  expect(page.indexOf('## New ingest')).toBeLessThan(page.indexOf('## Old soak'));
});

test('figures of another machine are dropped, and a disk that is quicker today is no other machine', () => {
  const today = result('Startup', { Processor: 'one', 'One synced write (fdatasync)': '200 µs' });
  const before = result('Soak', { Processor: 'one', 'One synced write (fdatasync)': '190 µs' });
  expect(Object.keys(withNew({ soak: before }, { startup: today }))).toEqual(['soak', 'startup']);
  expect(Object.keys(withNew({ soak: result('Soak', { Processor: 'two' }) }, { startup: today }))).toEqual(['startup']);
});
