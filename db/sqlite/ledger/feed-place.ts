import { type Database } from 'better-sqlite3';
import { type FedEvent, type FeedStep } from '@/lib/ledger/feed';
import { type Connection } from '../engine/connection';
import { feedHoles } from '../schema-ledger';
import { readFeedRow, writeFeedRow } from './feed-state';

/** The place in the feed and what was told up to it, as rows. Its methods are for a running transaction. */
export class FeedPlace {
  readonly #connection: Connection;
  readonly #tell;
  readonly #isToldAndHere;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#tell = prepareTell(connection.sql);
    this.#isToldAndHere = prepareIsToldAndHere(connection.sql);
  }

  /** Whether no other step was saved since the one that this was read from. */
  isNext({ revision }: FeedStep): boolean {
    return readFeedRow(this.#connection).revision === revision;
  }

  /** Whether the feed has told of an event that is here: reading from a time tells some again. */
  isToldAndHere(eventId: string): boolean {
    return this.#isToldAndHere.get(eventId, eventId) === 1;
  }

  save(step: FeedStep): void {
    const before = readFeedRow(this.#connection);
    for (const event of step.events) this.#tell(event);
    if (step.hole !== null) this.#connection.orm.insert(feedHoles).values(step.hole).run();
    writeFeedRow(this.#connection, {
      revision: before.revision + 1,
      cursor: step.cursor,
      coveredFromMs: before.coveredFromMs ?? step.coveredFromMs,
      readThroughMs:
        step.readThroughMs === null ? before.readThroughMs : Math.max(before.readThroughMs ?? 0, step.readThroughMs),
      readAtMs: step.atMs,
    });
  }
}

function prepareIsToldAndHere(sql: Database) {
  return sql
    .prepare<[string, string], number>(
      `SELECT EXISTS (SELECT 1 FROM feed_events WHERE event_id = ? AND is_emitted = 1)
         AND EXISTS (SELECT 1 FROM events WHERE id = ?)`,
    )
    .pluck();
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
