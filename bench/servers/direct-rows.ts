import { createHash } from 'node:crypto';
import { type Database } from 'better-sqlite3';

/** An arrived event and what its receipt tells. */
export interface Arrival {
  body: Buffer;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  remoteAddress: string | null;
  receivedAtMs: number;
}

/** The part of a `user.created` that is read. */
interface CreatedUser {
  id: string;
  type: string;
  time: string;
  source: string;
  a0tenant: string;
  a0stream: string;
  data: { object: UserObject };
}

interface UserObject {
  user_id: string;
  email: string;
  email_verified: boolean;
  name: string;
  nickname: string;
  phone_number: string;
  username: string;
  given_name: string;
  family_name: string;
  created_at: string;
  updated_at: string;
  identities: { connection: string }[];
  logins_count: number;
}

const insertEvent = `
  INSERT INTO events (id, type, time_ms, received_at_ms, stream_id, subject_id, subject_label, outcome, row_changed,
    receipt_count, conflict_count, source, tenant, key_time_ms, key_rank, key_updated_ms, changes, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, 'applied', 1, 1, 0, ?, ?, ?, 0, ?, '[]', ?)`;

const insertReceipt = `
  INSERT INTO receipts (event_seq, received_at_ms, result, stream_id, envelope, credential_kind, credential_index,
    remote_address, headers, bytes, sha256, took_ms)
  VALUES (?, ?, 'new', ?, 'cloudevent', 'bearer', 0, ?, ?, ?, ?, ?)`;

const insertUser = `
  INSERT INTO users (user_id, email, email_verified, name, nickname, phone_number, username, given_name, family_name, label,
    former, connections, blocked, logins_count, created_at, updated_at, version, last_event_id, last_event_at_ms,
    created_at_ms, newest_time_ms, newest_rank, newest_updated_ms, newest_id, terms, profile)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, 0, ?, ?, ?, 1, ?, ?, ?, ?, 0, ?, ?, '[]', ?)`;

const addKind = `
  INSERT INTO figures (topic, type, outcome, stream_id, value) VALUES ('kind', ?, 'applied', ?, ?)
  ON CONFLICT DO UPDATE SET value = value + excluded.value`;

const addHour = `
  INSERT INTO figures (topic, hour_ms, value) VALUES ('event', ?, ?)
  ON CONFLICT DO UPDATE SET value = value + excluded.value`;

const setStream = `
  INSERT INTO figures (topic, stream_id, value) VALUES ('newest', ?, ?)
  ON CONFLICT DO UPDATE SET value = excluded.value`;

const addUsers = `
  INSERT INTO figures (topic, value) VALUES ('live_users', ?) ON CONFLICT DO UPDATE SET value = value + excluded.value`;

const setNewestArrival = `
  INSERT INTO figures (topic, value) VALUES ('newest_arrival_ms', ?) ON CONFLICT DO UPDATE SET value = excluded.value`;

const hourMs = 3_600_000;

/** Keeps what is read of a header as it is, except where it is a secret. */
function headersColumn(headers: Arrival['headers']): string {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    kept[name] = name === 'authorization' ? 'redacted' : String(value);
  }
  return JSON.stringify(kept);
}

function profileOf(user: UserObject): string {
  const fields = Object.entries(user).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(fields));
}

/**
 * Writes the rows that the commit of a `user.created` holds in Streamgauge, and knows no rule: no duplicates, no late
 * events, no test marks, no faulty input. It is what the tables cost when nothing is thought about. The search words, which
 * Streamgauge writes afterwards, stay on the list of work for ever. `same-rows.ts` proves that the rows are the same.
 */
export class DirectRows {
  readonly #statements;

  constructor(sql: Database) {
    this.#statements = {
      begin: sql.prepare('BEGIN IMMEDIATE'),
      commit: sql.prepare('COMMIT'),
      event: sql.prepare(insertEvent),
      receipt: sql.prepare(insertReceipt),
      user: sql.prepare(insertUser),
      termWork: sql.prepare('INSERT INTO user_term_work (user_seq) VALUES (?)'),
      kind: sql.prepare(addKind),
      hour: sql.prepare(addHour),
      stream: sql.prepare(setStream),
      users: sql.prepare(addUsers),
      newestArrival: sql.prepare(setNewestArrival),
    };
  }

  /** Stores a batch in one durable transaction. The batch must not be empty, and all of it of one type and event stream. */
  store(arrivals: readonly Arrival[], parsed: readonly CreatedUser[]): void {
    const [first] = parsed;
    const [firstArrival] = arrivals;
    if (first === undefined || firstArrival === undefined) return;
    const { begin, commit, kind, hour, stream, users, newestArrival } = this.#statements;
    begin.run();
    for (const [index, arrival] of arrivals.entries()) {
      const event = parsed[index];
      if (event !== undefined) this.#storeOne(arrival, event);
    }
    const count = arrivals.length;
    const { receivedAtMs } = firstArrival;
    kind.run(first.type, first.a0stream, count);
    hour.run(Math.floor(receivedAtMs / hourMs) * hourMs, count);
    stream.run(first.a0stream, receivedAtMs);
    users.run(count);
    newestArrival.run(arrivals.at(-1)?.receivedAtMs ?? receivedAtMs);
    commit.run();
  }

  #storeOne(arrival: Arrival, event: CreatedUser): void {
    const { body, receivedAtMs } = arrival;
    const user = event.data.object;
    const timeMs = Date.parse(event.time);
    const updatedMs = Date.parse(user.updated_at);
    const { lastInsertRowid: seq } = this.#statements.event.run(
      event.id,
      event.type,
      timeMs,
      receivedAtMs,
      event.a0stream,
      user.user_id,
      // A name of their own is what they are called.
      user.name,
      event.source,
      event.a0tenant,
      timeMs,
      updatedMs,
      body,
    );
    this.#statements.receipt.run(
      seq,
      receivedAtMs,
      event.a0stream,
      arrival.remoteAddress,
      headersColumn(arrival.headers),
      body.byteLength,
      createHash('sha256').update(body).digest('hex'),
      Date.now() - receivedAtMs,
    );
    this.#storeUser(event, user, { timeMs, updatedMs });
  }

  #storeUser(event: CreatedUser, user: UserObject, times: { timeMs: number; updatedMs: number }): void {
    const { timeMs, updatedMs } = times;
    const { lastInsertRowid: userSeq } = this.#statements.user.run(
      user.user_id,
      user.email,
      Number(user.email_verified),
      user.name,
      user.nickname,
      user.phone_number,
      user.username,
      user.given_name,
      user.family_name,
      user.name,
      JSON.stringify([...new Set(user.identities.map((identity) => identity.connection))]),
      user.logins_count,
      user.created_at,
      user.updated_at,
      event.id,
      timeMs,
      Date.parse(user.created_at),
      timeMs,
      updatedMs,
      event.id,
      profileOf(user),
    );
    this.#statements.termWork.run(userSeq);
  }
}

/** Reads a body that is known to be a `user.created`: the contenders receive nothing else. */
export function parseCreatedUser(body: Buffer): CreatedUser {
  return JSON.parse(body.toString()) as CreatedUser;
}
