import { type ConnectorStore } from '@/lib/connectors/connector-store';
import { formerEmails } from '@/lib/connectors/records/former-emails';
import { accountsOf } from '@/lib/events/linked-accounts';
import { minuteMs } from '@/lib/spans';
import { parseChanges, parseProfile } from '../../shared/json-columns';
import { type ReadConnection } from '../engine/read-connection';

/** Events of a user that former addresses are looked for in. */
const eventsSeen = 200;

/** Changes of linked accounts that are looked through for one user, and how long before its deletion the first came, in ms. */
const changesSeen = 2_000;
const beforeDeletionMs = 10 * minuteMs;

interface PresentRow {
  email: string | null;
  emailVerified: number | null;
  deletedAtMs: number | null;
  profile: string;
}

/** In the column of changes: one of them is too long to be told whole. */
const cutMark = '"cut":true';

/** What records are matched by, of what the mirror and the log know about users. */
export function userFacts(
  connection: ReadConnection,
): Pick<ConnectorStore, 'emailsBefore' | 'userWithIdentity' | 'liveUserByEmail'> {
  const { sql } = connection;
  const present = sql.prepare<[string], PresentRow>(
    'SELECT email, email_verified emailVerified, deleted_at_ms deletedAtMs, profile FROM users WHERE user_id = ?',
  );
  const changes = sql
    .prepare<[string, number], string>(
      `SELECT changes FROM events WHERE subject_id = ? AND outcome IN ('applied', 'late')
       ORDER BY key_time_ms DESC, key_rank DESC, key_updated_ms DESC LIMIT ?`,
    )
    .pluck();
  // No index knows who has which identity. What links accounts changes them, and few events do: those have an index.
  // A change that is cut may hold what is looked for.
  const linking = sql
    .prepare<[number, number, string, string], string>(
      `SELECT DISTINCT subjectId FROM (
         SELECT subject_id subjectId, changes FROM events INDEXED BY events_identities
         WHERE instr(changes, '"field":"identities"') > 0 AND received_at_ms >= ?
         ORDER BY received_at_ms LIMIT ?
       ) WHERE instr(changes, ?) > 0 OR instr(changes, ?) > 0`,
    )
    .pluck();
  const byEmail = sql
    .prepare<[string, string], string>(
      `SELECT user_id FROM users INDEXED BY users_verified_email
       WHERE lower(email) = lower(?) AND email_verified = 1 AND deleted_at_ms IS NULL AND user_id <> ?
       ORDER BY seq LIMIT 1`,
    )
    .pluck();
  const hasIdentity = (userId: string, account: string): boolean => {
    const user = present.get(userId);
    if (user === undefined || user.deletedAtMs !== null) return false;
    return accountsOf(parseProfile(user.profile).identities)?.includes(account) === true;
  };
  return {
    emailsBefore: (userId) =>
      connection.read(() => {
        const user = present.get(userId);
        if (user === undefined) return [];
        const { email, emailVerified } = user;
        const events = changes.all(userId, eventsSeen).map(parseChanges);
        return formerEmails({ email, isVerified: emailVerified === 1 }, events);
      }),
    userWithIdentity: (userId) =>
      connection.read(() => {
        const deletedAtMs = present.get(userId)?.deletedAtMs ?? null;
        if (deletedAtMs === null) return null;
        // Both may have come long after they happened.
        const fromMs = deletedAtMs - beforeDeletionMs;
        const candidates = linking.all(fromMs, changesSeen, JSON.stringify(userId), cutMark);
        return candidates.find((other) => other !== userId && hasIdentity(other, userId)) ?? null;
      }),
    liveUserByEmail: (email, exceptUserId) => connection.read(() => byEmail.get(email, exceptUserId) ?? null),
  };
}
