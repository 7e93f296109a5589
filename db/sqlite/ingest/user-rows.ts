import { type Database } from 'better-sqlite3';
import { parseStoredBody } from '@/lib/events/parse-event';
import { type StreamEvent } from '@/lib/events/event';
import { type MirrorState } from '@/lib/users/mirror';
import { type OrderKey } from '@/lib/users/order-key';
import { isFoundAlike, type SearchedUser } from '@/lib/users/search-terms';
import { userFields } from '@/lib/users/user-fields';
import { parseProfile, parseTexts } from '../../shared/json-columns';
import { type UserDraft } from '@/lib/ingest/fold-arrivals';

interface UserRow {
  seq: number;
  deletedAtMs: number | null;
  version: number;
  lastEventId: string;
  lastEventAtMs: number;
  createdAtMs: number | null;
  newestTimeMs: number;
  newestRank: number;
  newestUpdatedMs: number;
  newestId: string;
  former: string;
  profile: string;
}

/** A users row as a batch found it. */
export interface StoredUser {
  seq: number;
  state: MirrorState;
}

const selectUser = `
  SELECT seq, deleted_at_ms deletedAtMs, version, last_event_id lastEventId, last_event_at_ms lastEventAtMs,
    created_at_ms createdAtMs, newest_time_ms newestTimeMs, newest_rank newestRank, newest_updated_ms newestUpdatedMs,
    newest_id newestId, former, profile
  FROM users WHERE user_id = ?`;

// Test events, errors and types without a rule take no part in folds.
const selectLog = `
  SELECT body FROM events WHERE subject_id = ? AND +outcome IN ('applied', 'unchanged', 'late') ORDER BY seq`;

const columns = `user_id, email, email_verified, name, nickname, phone_number, username, given_name, family_name, label, former,
  connections, blocked, logins_count, last_login, created_at,
  updated_at, deleted_at_ms, version, last_event_id, last_event_at_ms, created_at_ms, newest_time_ms, newest_rank,
  newest_updated_ms, newest_id, profile`;

const marks = columns.replaceAll(/\w+/g, '?');

/** Reads and writes users rows inside an ingest transaction. */
export class UserRows {
  readonly #select;
  readonly #log;
  readonly #insert;
  readonly #update;
  readonly #addTermWork;

  constructor(sql: Database) {
    this.#select = sql.prepare<[string], UserRow>(selectUser);
    this.#log = sql.prepare<[string], Buffer>(selectLog).pluck();
    this.#insert = sql.prepare(`INSERT INTO users (${columns}, terms) VALUES (${marks}, '[]')`);
    this.#update = sql.prepare(`UPDATE users SET (${columns}) = (${marks}) WHERE seq = ?`);
    this.#addTermWork = sql.prepare('INSERT OR IGNORE INTO user_term_work (user_seq) VALUES (?)');
  }

  load(userId: string): StoredUser | null {
    const row = this.#select.get(userId);
    return row === undefined ? null : { seq: row.seq, state: toState(userId, row) };
  }

  /** The mirrored events of a user, in order of arrival. */
  readLog(userId: string): StreamEvent[] {
    return this.#log.all(userId).flatMap((body) => parseStoredBody(body.toString()) ?? []);
  }

  /** Writes the row as a batch leaves it. Returns whether it came onto the list of search terms to do. */
  save(stored: StoredUser | null, draft: UserDraft): boolean {
    const row = toParameters(draft);
    let seq = stored?.seq;
    if (seq === undefined) seq = Number(this.#insert.run(...row).lastInsertRowid);
    else this.#update.run(...row, seq);
    if (stored !== null && isFoundAlike(searchedPart(stored.state), searchedPart(draft.state, draft.fields)))
      return false;
    return this.#addTermWork.run(seq).changes > 0;
  }
}

function searchedPart(state: MirrorState, fields = userFields(state)): SearchedUser {
  return { ...fields, userId: state.userId, former: state.former };
}

function toState(userId: string, row: UserRow): MirrorState {
  const profile = parseProfile(row.profile);
  const newestKey: OrderKey = {
    timeMs: row.newestTimeMs,
    rank: toRank(row.newestRank),
    updatedAtMs: row.newestUpdatedMs,
    id: row.newestId,
  };
  const { createdAtMs, deletedAtMs, version, lastEventId, lastEventAtMs } = row;
  const former = parseTexts(row.former);
  return { userId, profile, createdAtMs, deletedAtMs, former, version, newestKey, lastEventId, lastEventAtMs };
}

function toRank(value: number): OrderKey['rank'] {
  return value === 0 || value === 2 ? value : 1;
}

/** In the order of `columns`: names would be looked up one by one for every row. */
function toParameters({ state, fields, profile }: UserDraft) {
  const { newestKey } = state;
  return [
    state.userId,
    fields.email,
    fields.emailVerified === null ? null : Number(fields.emailVerified),
    fields.name,
    fields.nickname,
    fields.phoneNumber,
    fields.username,
    fields.givenName,
    fields.familyName,
    fields.label,
    JSON.stringify(state.former),
    JSON.stringify(fields.connections),
    Number(fields.blocked),
    fields.loginsCount,
    fields.lastLogin,
    fields.createdAt,
    fields.updatedAt,
    state.deletedAtMs,
    state.version,
    state.lastEventId,
    state.lastEventAtMs,
    state.createdAtMs,
    newestKey.timeMs,
    newestKey.rank,
    newestKey.updatedAtMs,
    newestKey.id,
    profile,
  ];
}
