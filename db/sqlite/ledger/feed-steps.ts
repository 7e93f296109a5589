import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { ledgerTopics, readFeedRow, readHoles, writeFeedRow } from './feed-state';

type FeedSteps = Pick<LedgerStore, 'matchFeed' | 'pruneFeed'>;

/** Compares what the feed told with the log, and forgets what is old. */
export function feedSteps(connection: Connection): FeedSteps {
  const match = prepareMatch(connection);
  const prune = preparePrune(connection);
  return {
    matchFeed: (arrivedBeforeMs, limit) =>
      connection.write(() => {
        const { isDone, hasNews } = match(arrivedBeforeMs, limit);
        return { value: isDone, topics: hasNews ? ledgerTopics : [] };
      }),
    pruneFeed: (beforeMs, most, limit) => connection.write(() => ({ value: prune(beforeMs, most, limit) })),
  };
}

interface LoggedEvent {
  seq: number;
  id: string;
  type: string;
  timeMs: number | null;
  receivedAtMs: number;
  streamId: string;
}

function prepareMatch(connection: Connection) {
  const { sql } = connection;
  const next = sql.prepare<[number, number], LoggedEvent>(
    `SELECT seq, id, type, time_ms timeMs, received_at_ms receivedAtMs, stream_id streamId
     FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const receive = sql.prepare(
    `UPDATE feed_events SET is_received = 1, subject_id = NULL, subject_label = NULL, body = NULL
     WHERE event_id = ? AND is_received = 0`,
  );
  const note = sql.prepare(
    `INSERT INTO feed_events (event_id, type, time_ms, is_emitted, is_received, stream_id) VALUES (?, ?, ?, 0, 1, ?)
     ON CONFLICT (event_id) DO NOTHING`,
  );
  return (arrivedBeforeMs: number, limit: number): { isDone: boolean; hasNews: boolean } => {
    const { matchedSeq, coveredFromMs } = readFeedRow(connection);
    const found = next.all(matchedSeq, limit);
    const ready = found.slice(0, firstAfter(found, arrivedBeforeMs));
    const holes = readHoles(connection, coveredFromMs ?? 0, arrivedBeforeMs);
    const isCovered = (timeMs: number) =>
      coveredFromMs !== null &&
      timeMs >= coveredFromMs &&
      timeMs < arrivedBeforeMs &&
      !holes.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);
    let news = 0;
    for (const { id, type, timeMs, streamId } of ready) {
      news += receive.run(id).changes;
      if (timeMs !== null && isCovered(timeMs)) news += note.run(id, type, timeMs, streamId).changes;
    }
    const last = ready.at(-1);
    if (last !== undefined) writeFeedRow(connection, { matchedSeq: last.seq });
    return { isDone: ready.length < limit, hasNews: news > 0 };
  };
}

/** How many events come before the first that arrived too late to be compared. */
function firstAfter(found: readonly LoggedEvent[], arrivedBeforeMs: number): number {
  const index = found.findIndex(({ receivedAtMs }) => receivedAtMs >= arrivedBeforeMs);
  return index === -1 ? found.length : index;
}

function preparePrune(connection: Connection) {
  const { sql } = connection;
  const oldest = sql.prepare<[number], { seq: number; timeMs: number }>(
    'SELECT seq, time_ms timeMs FROM feed_events WHERE seq > 0 ORDER BY seq LIMIT ?',
  );
  const newest = sql.prepare<[], number | null>('SELECT max(seq) FROM feed_events').pluck();
  const forget = sql.prepare('DELETE FROM feed_events WHERE seq <= ?');
  return (beforeMs: number, most: number, limit: number): number => {
    const floor = (newest.get() ?? 0) - most;
    const rows = oldest.all(limit);
    const kept = rows.findIndex(({ seq, timeMs }) => seq > floor && timeMs >= beforeMs);
    const gone = kept === -1 ? rows : rows.slice(0, kept);
    const last = gone.at(-1);
    if (last === undefined) return 0;
    forget.run(last.seq);
    const { coveredFromMs } = readFeedRow(connection);
    const forgottenMs = Math.max(...gone.map(({ timeMs }) => timeMs)) + 1;
    writeFeedRow(connection, { coveredFromMs: Math.max(coveredFromMs ?? 0, forgottenMs) });
    return gone.length;
  };
}
