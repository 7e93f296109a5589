import { expect, it } from 'vitest';
import { record } from '../../contract/world';
import { hourOf } from '@/lib/spans';
import { openDatabase } from './open';
import { sqliteStore } from '../sqlite-store';
import { migrationsUntil } from '../../testing/migrations-until';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

it('takes over the figures of a database that kept them in four tables, and goes on counting', async () => {
  const file = newFile();
  const old = await openDatabase({ file, migrationsFolder: migrationsUntil(4, `${file}-migrations`) });
  const hour = hourOf(Date.now());
  old.exec(`
    INSERT INTO counters VALUES ('live_users', 40), ('deleted_users', 2);
    INSERT INTO event_kinds VALUES ('user.created', 'applied', 'est_a', 30), ('user.updated', 'late', '', 12);
    INSERT INTO hour_counts VALUES ('event', ${hour}, 42), ('rejection', ${hour}, 3);
    INSERT INTO stream_receipts VALUES ('est_a', 1234);`);
  old.close();

  const store = await sqliteStore(await openDatabase({ file }));
  expect(await store.counts(hour)).toMatchObject({
    events: 42,
    receivedSince: 42,
    rejectedSince: 3,
    liveUsers: 40,
    deletedUsers: 2,
  });
  expect(await store.lastReceivedAtMs('est_a')).toBe(1234);
  expect(await store.lastReceivedAtMs('est_b')).toBeNull();
  await record(store, { type: 'user.created' });
  expect(await store.counts(hour)).toMatchObject({ events: 43, receivedSince: 43, liveUsers: 41 });
  await store.close();
});
