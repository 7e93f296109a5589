import { expect, it } from 'vitest';
import { openDatabase } from './open';
import { sqliteStore } from '../sqlite-store';
import { startProcess } from '../../testing/start-process';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

it('has every acknowledged event exactly once after kill -9 under load', { timeout: 120_000 }, async () => {
  const file = newFile();
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const writer = startProcess('ingest-forever.ts', file, `evt_${round}`);
    await writer.hasWritten(80 + round * 40);
    writer.kill('SIGKILL');
    expect(await writer.ended).toBe('SIGKILL');
    acknowledged.push(...writer.lines);
  }
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  expect(sql.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(acknowledged.length).toBeGreaterThanOrEqual(360);
  for (const id of acknowledged) expect(await store.getEvent(id)).toMatchObject({ id, receiptCount: 1 });
  const { total } = await store.listEvents({}, { limit: 1 });
  const stored = sql.prepare('SELECT count(*) FROM events').pluck().get();
  expect(total.value).toBe(stored);
  expect(sql.prepare('SELECT count(*) FROM receipts').pluck().get()).toBe(stored);
  await store.close();
});
