import { type StreamEvent } from '../events/event';
import { parseTime } from '../time';

/** Place of an event in its user's history. All parts take part in the comparison, from the first to the last. */
export interface OrderKey {
  /** The envelope's `time`, milliseconds since the epoch. */
  timeMs: number;
  /** 0 created, 1 updated (and anything else), 2 deleted: how events of one millisecond follow each other. */
  rank: 0 | 1 | 2;
  /** Instant of `data.object.updated_at`; -1 when absent or unreadable. */
  updatedAtMs: number;
  /** Event id, by UTF-16 code units. */
  id: string;
}

/** The order key of an event. One without a readable time takes part in no fold; its key lies before all others. */
export function orderKey(event: StreamEvent): OrderKey {
  const updatedAt = event.object?.updated_at;
  return {
    timeMs: event.timeMs ?? Number.MIN_SAFE_INTEGER,
    rank: rankOf(event.type),
    updatedAtMs: typeof updatedAt === 'string' ? (parseTime(updatedAt) ?? -1) : -1,
    id: event.id,
  };
}

/** Negative when `a` comes before `b`, positive when after, 0 only for the same event. For `Array.sort`. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  return a.timeMs - b.timeMs || a.rank - b.rank || a.updatedAtMs - b.updatedAtMs || compareText(a.id, b.id);
}

function rankOf(type: string): OrderKey['rank'] {
  if (type === 'user.created') return 0;
  return type === 'user.deleted' ? 2 : 1;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
