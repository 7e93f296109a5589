import { type Database } from 'better-sqlite3';
import { type PageRequest } from '@/lib/page';
import { type UserStore } from '@/lib/users/user-store';
import { type UserDetail, type UserFilter, type UserPage, type UserSummary } from '@/lib/users/user';
import { searchWords } from '@/lib/users/search-terms';
import { type ReadConnection } from '../engine/read-connection';
import { parseProfile, parseTexts } from '../../shared/json-columns';
import { countCap, readPage } from '../engine/keyset';
import { prepareTimeline } from './timeline';
import { UserSelections } from './user-selection';

interface SummaryRow extends Omit<UserSummary, 'emailVerified' | 'connections' | 'blocked' | 'former'> {
  emailVerified: number | null;
  connections: string;
  blocked: number;
  former: string;
}

const summaryColumns = `seq, user_id userId, email, email_verified emailVerified, name, nickname,
  phone_number phoneNumber, username, given_name givenName, family_name familyName, label, former, connections, blocked,
  logins_count loginsCount, last_login lastLogin, created_at createdAt, updated_at updatedAt, deleted_at_ms deletedAtMs,
  version, last_event_id lastEventId, last_event_at_ms lastEventAtMs`;

/**
 * Everything read about mirrored users. Each method runs on one snapshot. `catchUpSearch` brings the words of a search up to
 * date first, for a limited time; it must not throw.
 */
export function userReads(connection: ReadConnection, catchUpSearch: () => Promise<void>): UserStore {
  const { sql } = connection;
  const selections = new UserSelections(sql);
  const readSummary = summaryBySeq(sql);
  const readDetail = detailById(sql);
  const readTimeline = prepareTimeline(sql);
  const list = (filter: UserFilter, page: PageRequest): UserPage => {
    const selection = selections.select(filter);
    const matching = selection.count(countCap);
    return { ...readPage(selection, page, (seqs) => seqs.map(readSummary)), matching, total: selections.liveUsers() };
  };
  return {
    listUsers: async (filter, page) => {
      if (searchWords(filter.q ?? '').length > 0) await catchUpSearch();
      return connection.read(() => list(filter, page));
    },
    getUser: (userId) => connection.read(() => readDetail(userId)),
    userTimeline: (userId, page) => connection.read(() => readTimeline(userId, page)),
  };
}

function summaryBySeq(sql: Database): (seq: number) => UserSummary {
  const statement = sql.prepare<[number], SummaryRow>(`SELECT ${summaryColumns} FROM users WHERE seq = ?`);
  return (seq) => {
    const row = statement.get(seq);
    if (row === undefined) throw new Error(`User ${seq} is in an index but not in its table`);
    return toSummary(row);
  };
}

function detailById(sql: Database): (userId: string) => UserDetail | null {
  const user = sql.prepare<[string], SummaryRow & { profile: string }>(
    `SELECT ${summaryColumns}, profile FROM users WHERE user_id = ?`,
  );
  const eventCount = sql.prepare<[string], number>('SELECT count(*) FROM events WHERE subject_id = ?').pluck();
  return (userId) => {
    const row = user.get(userId);
    if (row === undefined) return null;
    return { ...toSummary(row), profile: parseProfile(row.profile), eventCount: eventCount.get(userId) ?? 0 };
  };
}

function toSummary(row: SummaryRow): UserSummary {
  return {
    ...row,
    emailVerified: row.emailVerified === null ? null : row.emailVerified === 1,
    connections: parseTexts(row.connections),
    blocked: row.blocked === 1,
    former: parseTexts(row.former),
  };
}
