import { type Database } from 'better-sqlite3';
import { type FedEvent, type FeedStep } from '@/lib/ledger/feed';
import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { feedHoles } from '../schema-ledger';
import { ledgerTopics, readFeedRow, readHoles, writeFeedRow } from './feed-state';

type FeedSteps = Pick<LedgerStore, 'saveFeedStep' | 'matchFeed' | 'pruneFeed'>;

/** Saves what the feed tells, compares it with the log, and forgets what is old. */
export function feedSteps(connection: Connection): FeedSteps {
  const { sql } = connection;
  const tell = prepareTell(sql);
  const match = prepareMatch(connection);
  const prune = preparePrune(connection);
  return {
    saveFeedStep: (step) =>
      connection.write(() => {
        const isSaved = save(connection, step, tell);
        return { value: isSaved, topics: isSaved ? ledgerTopics : [] };
      }),
    matchFeed: (arrivedBeforeMs, limit) =>
      connection.write(() => {
        const { isDone, hasNews } = match(arrivedBeforeMs, limit);
        return { value: isDone, topics: hasNews ? ledgerTopics : [] };
      }),
    pruneFeed: (beforeMs, most, limit) => connection.write(() => ({ value: prune(beforeMs, most, limit) })),
  };
}

function save(connection: Connection, step: FeedStep, tell: (event: FedEvent) => void): boolean {
  const before = readFeedRow(connection);
  if (before.revision !== step.revision) return false;
  for (const event of step.events) tell(event);
  if (step.hole !== null) connection.orm.insert(feedHoles).values(step.hole).run();
  writeFeedRow(connection, {
    revision: before.revision + 1,
    cursor: step.cursor,
    coveredFromMs: before.coveredFromMs ?? step.coveredFromMs,
    readThroughMs:
      step.readThroughMs === null ? before.readThroughMs : Math.max(before.readThroughMs ?? 0, step.readThroughMs),
    readAtMs: step.atMs,
  });
  return true;
}

/** Of an event that is here neither copy nor subject is kept; one that was told before stays as it is. */
function prepareTell(sql: Database): (event: FedEvent) => void {
  const isHere = sql.prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM events WHERE id = ?)').pluck();
  const insert = sql.prepare(
    `INSERT INTO feed_events (event_id, type, time_ms, is_emitted, is_received, stream_id, subject_id, subject_label, body)
     VALUES (?, ?, ?, 1, ?, '', ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET is_emitted = 1, stream_id = '' WHERE is_emitted = 0`,
  );
  return ({ id, type, timeMs, subjectId, subjectLabel, body }) => {
    if (isHere.get(id) === 1) insert.run(id, type, timeMs, 1, null, null, null);
    else insert.run(id, type, timeMs, 0, subjectId, subjectLabel, body);
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
