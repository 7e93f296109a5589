import { once } from 'node:events';
import { type Database } from 'better-sqlite3';
import { expect, it } from 'vitest';
import { record, recordMany } from '../contract/world';
import { openDatabase } from './open';
import { sqliteStore } from './sqlite-store';
import { temporaryFiles } from './testing/temporary';

const newFile = temporaryFiles();

const workLeft = (sql: Database) => sql.prepare('SELECT count(*) FROM user_term_work').pluck().get();

/** Words in the index that a user does not have, and words of users that the index does not have. */
function differences(sql: Database): unknown[] {
  const wanted = `SELECT value term, seq user_seq FROM users, json_each(users.terms)`;
  const held = 'SELECT term, user_seq FROM user_terms';
  return [`${wanted} EXCEPT ${held}`, `${held} EXCEPT ${wanted}`].flatMap((query) => sql.prepare(query).all());
}

const person = (n: number, name: string) => ({ userId: `auth0|${n}`, object: { email: `user${n}@a.test`, name } });

it('brings the search words of all users up to date by itself, after the receipts were answered', async () => {
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql);
  await recordMany(store, 200, (n) => [person(n, 'first')]);
  expect(workLeft(sql)).toBeGreaterThan(0);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  await recordMany(store, 200, (n) => [{ ...person(n, 'second'), type: 'user.updated', at: 9 }]);
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  expect(sql.prepare("SELECT count(*) FROM user_terms WHERE term = 'first'").pluck().get()).toBe(0);
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
  sql.exec("CREATE TRIGGER refuse BEFORE INSERT ON user_terms BEGIN SELECT RAISE(ABORT, 'no'); END");
  const warned = once(process, 'warning');
  await record(store, { userId: 'auth0|1', object: { name: 'first' } });
  await warned;
  expect(workLeft(sql)).toBe(1);
  sql.exec('DROP TRIGGER refuse');
  await expect.poll(() => workLeft(sql), { timeout: 10_000 }).toBe(0);
  expect(differences(sql)).toEqual([]);
  await store.close();
});
