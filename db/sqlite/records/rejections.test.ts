import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../engine/open';
import { openSqliteStore } from '../sqlite-store';
import { migrationsUntil } from '../../testing/migrations-until';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

it('gives rejections of an older database the code that their status and sentence tell', async () => {
  const file = newFile();
  (await openDatabase({ file, migrationsFolder: migrationsUntil(5, `${file}-migrations`) })).close();
  const old = new BetterSqlite3(file);
  const insert = old.prepare('INSERT INTO rejections (received_at_ms, status, reason, bytes) VALUES (1, ?, ?, 7)');
  insert.run(401, 'No credential was presented');
  insert.run(401, 'Two credentials were presented and one is wrong');
  insert.run(401, 'The presented credential is wrong');
  insert.run(400, 'Not JSON');
  insert.run(413, 'The body is over 4 MiB');
  insert.run(415, 'The Content-Encoding is not supported');
  old.close();
  const store = await openSqliteStore({ file });
  const { items } = await store.listRejections(0, 10);
  expect(items.map(({ code }) => code).reverse()).toEqual([
    'no_credential',
    'ambiguous_credential',
    'wrong_credential',
    'malformed',
    'too_large',
    'unsupported_encoding',
  ]);
  expect(items.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
  await store.close();
});
