import { type Database } from 'better-sqlite3';
import { expect, it } from 'vitest';
import { t0 } from '../../contract/world';
import { migrationsUntil } from '../../testing/migrations-until';
import { temporaryFiles } from '../../testing/temporary';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';

const newFile = temporaryFiles();

/** The last migration before users had columns for all their names. */
const before = 7;

interface OldUser {
  profile: object;
  email?: string;
  name?: string;
  createdAtMs?: number;
}

function insertUser(old: Database, seq: number, { profile, email, name, createdAtMs }: OldUser): void {
  old
    .prepare(
      `INSERT INTO users (seq, user_id, email, name, connections, blocked, version, last_event_id, last_event_at_ms,
         created_at_ms, newest_time_ms, newest_rank, newest_updated_ms, newest_id, terms, profile)
       VALUES (?, ?, ?, ?, '["db"]', 1, 2, 'evt_1', 7, ?, 8, 1, 9, 'evt_1', '[]', ?)`,
    )
    .run(seq, `auth0|${seq}`, email ?? null, name ?? null, createdAtMs ?? null, JSON.stringify(profile));
}

function insertChange(old: Database, id: string, at: number, changes: object[]): void {
  old
    .prepare(
      `INSERT INTO events (id, type, received_at_ms, stream_id, subject_id, outcome, row_changed, receipt_count,
         conflict_count, key_time_ms, key_rank, key_updated_ms, changes, body)
       VALUES (?, 'user.updated', 1, '', 'auth0|1', 'applied', 1, 1, 0, ?, 1, -1, ?, '{}')`,
    )
    .run(id, t0 + at, JSON.stringify(changes));
}

it('gives users of an older database all their names, former ones too, and loses nothing of them', async () => {
  const file = newFile();
  const old = await openDatabase({ file, migrationsFolder: migrationsUntil(before, `${file}-migrations`) });
  insertUser(old, 1, { email: 'now@a.test', name: 'Ada', profile: { name: 'Ada', big: 1 }, createdAtMs: t0 });
  insertUser(old, 2, { profile: { phone_number: '+46 70 123 45 67', username: 7 } });
  insertUser(old, 3, { email: 'k@a.test', name: 'K@a.test', profile: { given_name: '', family_name: 'Kingsley' } });
  insertUser(old, 4, { profile: { username: 'countess' } });
  insertUser(old, 5, { profile: {} });
  insertUser(old, 9, { name: 'José', profile: { name: 'José' } });
  old.exec('DELETE FROM users WHERE seq = 9');
  insertChange(old, 'evt_0', -1, [{ field: 'email', before: 'of-another-life@a.test', after: 'x' }]);
  insertChange(old, 'evt_1', 1, [{ field: 'email', before: 'first@a.test', after: 'second@a.test' }]);
  insertChange(old, 'evt_2', 2, [
    { field: 'blocked', before: 'no name' },
    { field: 'email', before: 'second@a.test', after: 'now@a.test' },
    { field: 'name', before: null, after: 'Ada' },
  ]);
  insertChange(old, 'evt_3', 3, [{ field: 'name', before: 'Ada', after: 'Ada' }]);
  const kept = 'SELECT seq, user_id, email, name, blocked, version, newest_id, profile FROM users ORDER BY seq';
  const rows = old.prepare(kept).all();
  old.close();

  const sql = await openDatabase({ file });
  expect(sql.prepare(kept).all()).toEqual(rows);
  expect(sql.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'users'").pluck().get()).toBe(9);
  expect(
    sql.prepare('SELECT label, phone_number, username, family_name, former FROM users ORDER BY seq').raw().all(),
  ).toEqual([
    ['Ada', null, null, null, '["second@a.test","first@a.test"]'],
    ['+46 70 123 45 67', '+46 70 123 45 67', null, null, '[]'],
    ['Kingsley', null, null, 'Kingsley', '[]'],
    ['countess', null, 'countess', null, '[]'],
    ['auth0|5', null, null, null, '[]'],
  ]);

  const store = await sqliteStore(sql);
  const found = async (q: string) => (await store.listUsers({ q }, { limit: 5 })).items.map((user) => user.userId);
  await expect.poll(() => found('first@a.test'), { timeout: 10_000 }).toEqual(['auth0|1']);
  expect(await found('0701234567')).toEqual(['auth0|2']);
  expect(await found('kingsley')).toEqual(['auth0|3']);
  await store.close();
});
