/**
 * Fills a new database with many events of a tenth as many users: one `user.created` each, and nine `user.updated` that
 * change nothing. The first are written row by row, the others copied by SQL, and the result is what the product itself
 * would hold after those events.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { openDatabase } from '@/db/sqlite/engine/open';
import { EventBodies } from '../load/event-bodies.ts';
import { userIdsNamed } from '../load/user-ids.ts';
import { type Arrival, DirectRows, parseCreatedUser } from './direct-rows.ts';
import { setting } from './listen.ts';
import { type SearchedUser, searchWordsOf } from './search-words.ts';

const eventsPerUser = 10;
const perTransaction = 10_000;
const users = Math.ceil(Number(setting('EVENTS')) / eventsPerUser);

// A distinct id for each copy, as spread as the first: the characters behind `evt_` turned round by some places.
const turnedId = "'evt_' || substr(e.id, 5 + 2 * :turn) || substr(e.id, 5, 2 * :turn)";

const copyEvents = `
  INSERT INTO events (id, type, time_ms, received_at_ms, stream_id, subject_id, subject_label, outcome, row_changed,
    receipt_count, conflict_count, source, tenant, key_time_ms, key_rank, key_updated_ms, changes, body)
  SELECT ${turnedId}, 'user.updated', time_ms, received_at_ms + :turn, stream_id, subject_id, subject_label, 'unchanged', 0,
    1, 0, source, tenant, key_time_ms, 1, key_updated_ms, '[]',
    CAST(replace(replace(CAST(body AS TEXT), e.id, ${turnedId}), 'user.created', 'user.updated') AS BLOB)
  FROM events e WHERE seq <= :users ORDER BY seq`;

const copyReceipts = `
  INSERT INTO receipts (event_seq, received_at_ms, result, stream_id, envelope, credential_kind, credential_index,
    remote_address, headers, bytes, sha256, took_ms)
  SELECT event_seq + :turn * :users, received_at_ms + :turn, result, stream_id, envelope, credential_kind, credential_index,
    remote_address, headers, bytes, sha256, took_ms
  FROM receipts WHERE seq <= :users ORDER BY seq`;

const settleFigures = `
  INSERT INTO figures (topic, type, outcome, stream_id, value)
    SELECT topic, 'user.updated', 'unchanged', stream_id, value * ${eventsPerUser - 1} FROM figures WHERE topic = 'kind';
  UPDATE figures SET value = value * ${eventsPerUser} WHERE topic = 'event';
  UPDATE figures SET value = (SELECT max(received_at_ms) FROM events) WHERE topic = 'newest_arrival_ms';
  INSERT INTO figures (topic, value) SELECT 'max_regress_ms', max(received_at_ms) - min(received_at_ms) FROM events;
  UPDATE users SET (newest_rank, newest_id) = (SELECT key_rank, id FROM events WHERE subject_id = users.user_id
    ORDER BY key_time_ms DESC, key_rank DESC, key_updated_ms DESC, id DESC LIMIT 1);`;

// In as many segments as the product makes.
const writeSearchWords = `
  INSERT INTO user_terms (rowid, terms)
    SELECT seq, (SELECT group_concat(value, ' ') FROM json_each(terms))
    FROM (SELECT user_seq FROM user_term_work ORDER BY user_seq LIMIT 128) JOIN users ON seq = user_seq;
  INSERT INTO user_terms (user_terms, rank) VALUES ('merge', 32);
  DELETE FROM user_term_work WHERE user_seq IN (SELECT user_seq FROM user_term_work ORDER BY user_seq LIMIT 128);`;

const database = await openDatabase({ file: setting('DATABASE_FILE') });
// Nothing is lost with this file when the power fails.
database.pragma('synchronous = OFF');
database.pragma('cache_size = -524288');

const rows = new DirectRows(database);
const bodies = new EventBodies({ userIds: userIdsNamed(setting('USER_IDS')) ?? 'auth0' });
const headers = { 'user-agent': 'auth0-event-streams', 'content-type': 'application/json', authorization: '' };

function createUsers(count: number): void {
  const receivedAtMs = Date.now();
  const arrivals = Array.from({ length: count }, (): Arrival => {
    const body = Buffer.from(bodies.nextText(), 'latin1');
    return { body, headers, remoteAddress: '127.0.0.1', receivedAtMs };
  });
  rows.store(
    arrivals,
    arrivals.map(({ body }) => parseCreatedUser(body)),
  );
}

/** What the product does behind its commits. */
function settleSearchWords(): void {
  const user = database.prepare<[number], SearchedUser>(
    'SELECT user_id userId, email, name, nickname, phone_number phone, username FROM users WHERE seq = ?',
  );
  const setTerms = database.prepare('UPDATE users SET terms = ? WHERE seq = ?');
  database.transaction(() => {
    for (let seq = 1; seq <= users; seq++) {
      const found = user.get(seq);
      if (found !== undefined) setTerms.run(JSON.stringify(searchWordsOf(found)), seq);
    }
  })();
  const left = database.prepare<[], number>('SELECT count(*) FROM user_term_work').pluck();
  const writeSlice = database.transaction(() => void database.exec(writeSearchWords));
  while ((left.get() ?? 0) > 0) writeSlice();
}

for (let made = 0; made < users; made += perTransaction) createUsers(Math.min(perTransaction, users - made));
const copies = [copyEvents, copyReceipts].map((statement) => database.prepare(statement));
for (let turn = 1; turn < eventsPerUser; turn++) {
  database.transaction(() => copies.forEach((copy) => copy.run({ turn, users })))();
}
database.exec(settleFigures);
settleSearchWords();
database.close();
// Else the system would still be writing it out while the first start is measured.
const file = openSync(setting('DATABASE_FILE'), 'r+');
fsyncSync(file);
closeSync(file);
