import { type ConnectorStore } from '@/lib/connectors/connector-store';
import { type LoggedEvent, type CarriedEvent } from '@/lib/connectors/plan-wakes';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { parseChanges, parseProfile, parseTexts } from '../../shared/json-columns';
import { type ReadConnection } from '../engine/read-connection';

const narrow = 'seq, id, type, subject_id subjectId, outcome, row_changed rowChanged, changes';
const wide = `${narrow}, time_ms timeMs, body`;

/** The log as connectors read it. */
export function laneEventReads(
  connection: ReadConnection,
): Pick<ConnectorStore, 'eventsAfter' | 'laneEvents' | 'carriedUsers'> {
  const { sql } = connection;
  const after = sql.prepare<[number, number], LoggedRow>(
    `SELECT ${narrow} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const ofSubject = sql.prepare<[string, number, number, number], CarriedRow>(
    `SELECT ${wide} FROM events WHERE subject_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
  );
  const byId = sql.prepare<[string, number, number, number], CarriedRow>(
    `SELECT ${wide} FROM events WHERE id = ? AND seq > ? AND seq <= ? LIMIT ?`,
  );
  const user = sql.prepare<[string], UserRow>(
    `SELECT user_id userId, profile, connections, blocked, deleted_at_ms deletedAtMs, newest_time_ms newestEventMs
     FROM users WHERE user_id = ?`,
  );
  return {
    eventsAfter: (seq, limit) => connection.read(() => after.all(seq, limit).map(toLogged)),
    laneEvents: ({ key, isEvent, wantedSeq }, afterSeq, limit) =>
      connection.read(() =>
        (isEvent ? byId : ofSubject)
          .all(key, afterSeq, wantedSeq, limit)
          .map(({ timeMs, body, ...row }) => ({ ...toLogged(row), timeMs, body })),
      ),
    carriedUsers: (userIds) =>
      connection.read(() => {
        const rows = userIds.flatMap((id) => user.get(id) ?? []);
        return rows.map(({ profile, connections, blocked, ...row }) => ({
          ...row,
          profile: parseProfile(profile),
          connections: parseTexts(connections),
          isBlocked: blocked === 1,
        }));
      }),
  };
}

interface LoggedRow extends Omit<LoggedEvent, 'rowChanged' | 'fields'> {
  rowChanged: number;
  changes: string;
}

type CarriedRow = LoggedRow & Pick<CarriedEvent, 'timeMs' | 'body'>;

interface UserRow extends Omit<CarriedUser, 'profile' | 'connections' | 'isBlocked'> {
  profile: string;
  connections: string;
  blocked: number;
}

/** A late event tells no changes of the row, though it may have changed it. */
function toLogged({ rowChanged, changes, ...row }: LoggedRow): LoggedEvent {
  const isKnown = row.outcome === 'applied' && rowChanged === 1 && changes !== '[]';
  return {
    ...row,
    rowChanged: rowChanged === 1,
    fields: isKnown ? parseChanges(changes).map(({ field }) => field) : null,
  };
}
