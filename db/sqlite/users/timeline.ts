import { type Database } from 'better-sqlite3';
import { type TimelinePage } from '@/lib/users/user';
import { summaryColumns, type SummaryRow, toSummary } from '../../shared/event-rows';

/** Place of an event on a timeline, as its cursor. */
interface Place {
  keyTimeMs: number;
  keyRank: number;
  keyUpdatedMs: number;
  id: string;
}

type Row = SummaryRow & Place;

const from = `SELECT ${summaryColumns}, key_time_ms keyTimeMs, key_rank keyRank, key_updated_ms keyUpdatedMs
  FROM events INDEXED BY events_timeline WHERE subject_id = :userId`;
const order = 'ORDER BY key_time_ms DESC, key_rank DESC, key_updated_ms DESC, id DESC LIMIT :limit';

/** Prepares reading a user's events in event order, newest first. The cursor is the place of the last event of a page. */
export function prepareTimeline(sql: Database) {
  const newest = sql.prepare<[{ userId: string; limit: number }], Row>(`${from} ${order}`);
  const below = sql.prepare<[{ userId: string; limit: number } & Place], Row>(
    `${from} AND (key_time_ms, key_rank, key_updated_ms, id) < (:keyTimeMs, :keyRank, :keyUpdatedMs, :id) ${order}`,
  );
  return (userId: string, { limit, before }: { limit: number; before?: string }): TimelinePage => {
    const place = before === undefined ? null : decodePlace(before);
    if (before !== undefined && place === null) return { items: [], older: null };
    const bind = { userId, limit: limit + 1 };
    const rows = place === null ? newest.all(bind) : below.all({ ...bind, ...place });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(toSummary), older: last === undefined ? null : encodePlace(last) };
  };
}

function encodePlace({ keyTimeMs, keyRank, keyUpdatedMs, id }: Place): string {
  return Buffer.from(JSON.stringify([keyTimeMs, keyRank, keyUpdatedMs, id])).toString('base64url');
}

/** Null for a text that is no cursor of ours. */
function decodePlace(cursor: string): Place | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts)) return null;
    const [keyTimeMs, keyRank, keyUpdatedMs, id] = parts as unknown[];
    if (typeof keyTimeMs !== 'number' || typeof keyRank !== 'number' || typeof keyUpdatedMs !== 'number') return null;
    return typeof id === 'string' ? { keyTimeMs, keyRank, keyUpdatedMs, id } : null;
  } catch {
    return null;
  }
}
