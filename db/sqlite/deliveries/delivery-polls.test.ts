import { expect, it } from 'vitest';
import { listedDelivery, poll } from '../../contract/delivery-samples';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

it('a poll at 5,000 deliveries without news writes one row: that it was made', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  const listed = Array.from({ length: 5_000 }, (_, n) => listedDelivery(`evt_${n}`));
  const written = sql.prepare<[], number>('SELECT total_changes()').pluck();
  await store.syncDeliveries(poll(listed));
  const before = written.get() ?? 0;
  expect(before).toBeGreaterThan(5_000);
  expect(await store.syncDeliveries(poll(listed))).toEqual({ changed: false });
  expect(written.get()).toBe(before + 1);
  await store.close();
});
