import { once } from 'node:events';
import { type Database } from 'better-sqlite3';
import { expect, it } from 'vitest';
import { type SearchedUser, searchTerms } from '@/lib/users/search-terms';
import { record, recordMany } from '../../contract/world';
import { parseTexts } from '../../shared/json-columns';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';
import { migrationsUntil } from '../../testing/migrations-until';
import { temporaryFiles } from '../../testing/temporary';

const newFile = temporaryFiles();

const workLeft = (sql: Database) => sql.prepare('SELECT count(*) FROM user_term_work').pluck().get();

/** Rows with other words than theirs, words in the index that no row tells of, and words of rows that it does not have. */
function differences(sql: Database): unknown[] {
  const users = sql
    .prepare<[], Omit<SearchedUser, 'former'> & { terms: string; former: string }>(
      `SELECT user_id userId, email, name, nickname, phone_number phoneNumber, username, given_name givenName,
         family_name familyName, former, terms FROM users`,
    )
    .all();
  const wrong = users.filter(
    ({ former, ...user }) => user.terms !== JSON.stringify(searchTerms({ ...user, former: parseTexts(former) })),
  );
  const wanted = 'SELECT value term, seq user_seq FROM users, json_each(users.terms)';
  const held = 'SELECT term, doc FROM user_term_rows';
  const apart = [`${wanted} EXCEPT ${held}`, `${held} EXCEPT ${wanted}`].flatMap((query) => sql.prepare(query).all());
  return [...wrong, ...apart];
}

/** A nickname is found while it lasts; of a name the former one is found as well. */
const person = (n: number, nickname: string) => ({
  userId: `auth0|${n}`,
  object: { email: `user${n}@a.test`, nickname },
});

it('brings the search words of all users up to date by itself, after the receipts were answered', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  await recordMany(store, 200, (n) => [person(n, 'first')]);
  expect(workLeft(sql)).toBeGreaterThan(0);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  await recordMany(store, 200, (n) => [{ ...person(n, 'second'), type: 'user.updated', at: 9 }]);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  expect(sql.prepare("SELECT count(*) FROM user_term_rows WHERE term = 'first'").pluck().get()).toBe(0);
  await store.close();
});

it('merges what it has written little by little, so that a search reads few segments', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  for (let slice = 0; slice < 24; slice += 1) {
    await record(store, person(slice, 'of a slice'));
    await expect.poll(() => workLeft(sql), { timeout: 10_000, interval: 5 }).toBe(0);
  }
  // Each slice makes a segment, and by itself SQLite merges no fewer than sixteen.
  expect(sql.prepare('SELECT count(DISTINCT segid) FROM user_terms_idx').pluck().get()).toBeLessThan(8);
  expect(differences(sql)).toEqual([]);
  await store.close();
});

it('finds words of any script and with any sign in them', async () => {
  const store = await sqliteStore(await openDatabase({ file: newFile() }));
  const names = ['Ünal', "O'Neill-Ĺévy", '王小明', 'Ада', '"quoted"', 'a+b_c~d', '🦊fox', 'x*y', 'NEAR(a)'];
  for (const [n, name] of names.entries()) await record(store, { userId: `auth0|${n}`, object: { name } });
  for (const [n, name] of names.entries()) {
    const { items } = await store.listUsers({ q: name.slice(0, -1) }, { limit: 5 });
    expect(items.map((user) => user.userId)).toEqual([`auth0|${n}`]);
  }
  await store.close();
});

it('takes an id or an address with a space in it for several words, wherever it looks', async () => {
  const store = await sqliteStore(await openDatabase({ file: newFile() }));
  const janes = Array.from({ length: 30 }, (_, n) => ({ userId: `auth0|${n}`, object: { name: 'Jane' } }));
  const zed = { userId: 'samlp|corp|zed jane', object: { name: 'bell\u0007ringer', email: 'odd one@a.test' } };
  for (const sample of [...janes, zed]) await record(store, sample);
  for (const q of ['zed jane', 'jane zed', 'samlp|corp|zed jane', 'odd one@a.test', 'jane odd', 'bell\u0007ringer']) {
    const { items } = await store.listUsers({ q }, { limit: 5 });
    expect(
      items.map((user) => user.userId),
      q,
    ).toEqual([zed.userId]);
  }
  await store.close();
});

it('a search finds what was stored before it, and no longer what was replaced', async () => {
  const store = await sqliteStore(await openDatabase({ file: newFile() }));
  await record(store, person(1, 'first'));
  await record(store, { ...person(1, 'second'), type: 'user.updated', at: 9 });
  const found = async (q: string) => (await store.listUsers({ q }, { limit: 5 })).items.length;
  expect(await found('second')).toBe(1);
  expect(await found('first')).toBe(0);
  await store.close();
});

it('work that a process left behind is done by the next one', async () => {
  const file = newFile();
  const first = await openDatabase({ file });
  const store = await sqliteStore(first);
  await recordMany(store, 100, (n) => [person(n, 'left')]);
  await store.close();
  const sql = await openDatabase({ file });
  expect(workLeft(sql)).toBe(100);
  const next = await sqliteStore(sql);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  await next.close();
});

it('a search neither fails nor waits while another connection holds the write lock', async () => {
  const file = newFile();
  const store = await sqliteStore(await openDatabase({ file }));
  await record(store, { userId: 'auth0|1', object: { name: 'first' } });
  const other = await openDatabase({ file });
  other.exec('BEGIN IMMEDIATE');
  const startedAt = performance.now();
  expect((await store.listUsers({ q: 'first' }, { limit: 5 })).total).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  other.exec('ROLLBACK');
  other.close();
  const found = async () => (await store.listUsers({ q: 'first' }, { limit: 5 })).items.length;
  await expect.poll(found, { timeout: 10_000 }).toBe(1);
  await store.close();
});

it('work that failed is tried again without another receipt', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  sql.exec("CREATE TRIGGER refuse BEFORE UPDATE OF terms ON users BEGIN SELECT RAISE(ABORT, 'no'); END");
  const warned = once(process, 'warning');
  await record(store, { userId: 'auth0|1', object: { name: 'first' } });
  await warned;
  expect(workLeft(sql)).toBe(1);
  sql.exec('DROP TRIGGER refuse');
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  await store.close();
});

it('rests while receipts press, also when it has caught up in between', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  let slices = 0;
  const slowly = () => {
    slices += 1;
    const until = performance.now() + 5;
    while (performance.now() < until);
    return 0;
  };
  sql.function('slowly', slowly);
  sql.exec(
    'CREATE TRIGGER slow AFTER DELETE ON user_term_work BEGIN SELECT slowly() WHERE NOT EXISTS (SELECT 1 FROM user_term_work); END',
  );
  const startedAt = performance.now();
  for (let n = 0; performance.now() - startedAt < 600; n += 1) await record(store, person(n, 'one of many'));
  // Each takes 5 ms and more, and may have an eightieth of the time.
  expect(slices).toBeGreaterThan(0);
  expect(slices).toBeLessThan(8);
  await store.close();
});

it('takes over the list of a database whose rows had the words before the index', async () => {
  const file = newFile();
  const old = await openDatabase({ file, migrationsFolder: migrationsUntil(2, `${file}-migrations`) });
  const insert = old.prepare(`INSERT INTO users (seq, user_id, name, connections, blocked, version, last_event_id,
    last_event_at_ms, newest_time_ms, newest_rank, newest_updated_ms, newest_id, terms, profile)
    VALUES (?, ?, 'Second', '[]', 0, 1, 'evt_1', 1, 1, 0, 1, 'evt_1', ?, '{}')`);
  for (const seq of [1, 2, 3]) insert.run(seq, `auth0|${seq}`, JSON.stringify([`${seq}`, `auth0|${seq}`, 'second']));
  // Up to date as well, with a word that now is two.
  insert.run(4, 'a b', JSON.stringify(['a b', 'second']));
  const hold = old.prepare('INSERT INTO user_terms (term, user_seq) VALUES (?, ?)');
  // The first is up to date, the second was called otherwise when the index last heard of it, the third is new to it.
  for (const term of ['1', 'auth0|1', 'second']) hold.run(term, 1);
  for (const term of ['2', 'auth0|2', 'first']) hold.run(term, 2);
  old.exec(`INSERT INTO user_term_work VALUES (2, '["2","auth0|2","first"]'), (3, '[]')`);
  old.close();
  const sql = await openDatabase({ file });
  const store = await sqliteStore(sql);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  expect(sql.prepare("SELECT count(*) FROM user_term_rows WHERE term = 'second'").pluck().get()).toBe(4);
  await store.close();
});
