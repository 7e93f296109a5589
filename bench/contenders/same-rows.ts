import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { EventBodies } from '../load/event-bodies.ts';
import { type UserIds } from '../load/user-ids.ts';
import { type SearchedUser, searchWordsOf } from '../servers/search-words.ts';
import { type Contender } from './contender.ts';
import { ownBuild } from '../processes/build.ts';
import { bareServer } from './direct-sqlite.ts';
import { streamgauge } from './streamgauge.ts';

/** Moments of arrival: two servers cannot share them. */
const arrivalColumns = new Set(['received_at_ms', 'took_ms', 'hour_ms']);

/** What a process notes about itself, not about an event. */
const ownTables = new Set(['leases', 'heartbeat', 'outages']);

/** Reading is faster than the first background work, unless something else keeps the machine from us just then. */
const attempts = 5;

type Row = Record<string, unknown>;

/** Headers without what a framework adds on the way and what names the port. */
function comparableHeaders(text: string): unknown {
  // The column holds a JSON object of texts.
  const headers = Object.entries(JSON.parse(text) as Record<string, string>);
  return headers.filter(([name]) => name !== 'host' && !name.startsWith('x-forwarded-')).sort();
}

/** A value as a difference can be read: what is in a body is known. */
function shown(column: string, value: unknown): unknown {
  if (Buffer.isBuffer(value)) return createHash('sha256').update(value).digest('hex');
  return column === 'headers' && typeof value === 'string' ? comparableHeaders(value) : value;
}

function comparable(row: Row): Row {
  const isMoment = row.topic === 'newest' || row.topic === 'newest_arrival_ms';
  const isArrival = (column: string) => arrivalColumns.has(column) || (column === 'value' && isMoment);
  const kept = Object.entries(row).filter(([column]) => !isArrival(column));
  return Object.fromEntries(kept.map(([column, value]) => [column, shown(column, value)]));
}

/** Every row of every table that a receipt may write, found by asking the database, so that a new table is not missed. */
function rowsOf(database: Database): Map<string, string> {
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
    .filter((table) => !ownTables.has(table));
  return new Map(
    tables.map((table) => {
      const rows = database.prepare<[], Row>(`SELECT * FROM "${table}"`).all();
      // Asking whether the server is ready makes it write a row, which is no part of an event.
      const ofEvent = rows.filter((row) => row.topic !== 'write_probe');
      return [table, ofEvent.map((row) => JSON.stringify(comparable(row))).join('\n')];
    }),
  );
}

/** Search words that are not those the benchmark fills its databases with; null when there is none. */
function differingWords(database: Database): string | null {
  const users = database
    .prepare<[], SearchedUser & { terms: string }>(
      `SELECT user_id userId, email, name, nickname, phone_number phone, username, terms FROM users WHERE terms <> '[]'`,
    )
    .all();
  return users.find((user) => user.terms !== JSON.stringify(searchWordsOf(user)))?.terms ?? null;
}

/**
 * The rows as the commit of one event leaves them; null when the words behind it were written before we looked. The
 * database is open before the event is sent and is read in one go: a server that works behind its answers waits longer.
 */
async function rowsAtCommit(contender: Contender, file: string, body: string): Promise<Map<string, string> | null> {
  rmSync(path.dirname(file), { recursive: true, force: true });
  mkdirSync(path.dirname(file));
  const { target, catchUp, finish } = await contender.start(path.dirname(file));
  const database = new BetterSqlite3(file, { readonly: true });
  const read = database.transaction(() => rowsOf(database));
  read();
  const response = await fetch(`http://127.0.0.1:${target.port}/webhook`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${target.token}` },
  });
  const rows = read();
  await catchUp?.();
  const differing = differingWords(database);
  database.close();
  await finish();
  if (differing !== null) throw new Error(`bench/servers/search-words.ts must follow ${contender.name}: ${differing}`);
  if (response.status !== 204) throw new Error(`${contender.name} answered ${response.status}`);
  return rows.get('user_term_work') === '' && rows.get('user_terms') !== '' ? null : rows;
}

async function caughtAtCommit(contender: Contender, file: string, body: string): Promise<Map<string, string>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const rows = await rowsAtCommit(contender, file, body);
    if (rows !== null) return rows;
  }
  throw new Error(`${contender.name} wrote search words with the receipt, or this machine is too busy to tell`);
}

/**
 * Throws unless the bare server's commit holds exactly what Streamgauge's holds for one and the same event. Without this
 * the bare server would fall behind unnoticed when the product changes, and win by doing less.
 */
export async function requireSameRows(workFolder: string, userIds: UserIds): Promise<void> {
  const body = new EventBodies({ userIds }).nextText();
  const ourRows = await caughtAtCommit(
    streamgauge(ownBuild),
    path.join(workFolder, 'same-streamgauge', 'streamgauge.db'),
    body,
  );
  const bareRows = await caughtAtCommit(bareServer, path.join(workFolder, 'same-bare', 'bare.db'), body);
  const tables = [...new Set([...ourRows.keys(), ...bareRows.keys()])];
  const differing = tables.filter((table) => ourRows.get(table) !== bareRows.get(table));
  if (differing.length === 0) return;
  const none = 'no such table';
  const details = differing.map(
    (table) => `${table}\n  Streamgauge: ${ourRows.get(table) ?? none}\n  bare server: ${bareRows.get(table) ?? none}`,
  );
  throw new Error(
    `The bare server no longer does the same work; bench/servers/direct-rows.ts must follow:\n${details.join('\n')}`,
  );
}
