import { eq, lt } from 'drizzle-orm';
import { type SessionStore } from '@/lib/access/session-store';
import { type Connection } from '../engine/connection';
import { type ReadConnection } from '../engine/read-connection';
import { endedSessions } from '../schema';

/** Ends sessions. Each write removes those whose cookies have expired. */
export function endedSessionWrites(connection: Connection): Pick<SessionStore, 'endSession'> {
  const { orm } = connection;
  return {
    endSession: (id, atMs, untilMs) =>
      connection.write(() => {
        orm.delete(endedSessions).where(lt(endedSessions.untilMs, atMs)).run();
        orm
          .insert(endedSessions)
          .values({ id, untilMs })
          .onConflictDoUpdate({ target: endedSessions.id, set: { untilMs } })
          .run();
        return { value: undefined };
      }),
  };
}

/** The sessions that were signed out of. */
export function endedSessionReads(connection: ReadConnection): Pick<SessionStore, 'hasSessionEnded'> {
  const ofId = (id: string) =>
    connection.orm.select({ id: endedSessions.id }).from(endedSessions).where(eq(endedSessions.id, id));
  return { hasSessionEnded: (id) => connection.read(() => ofId(id).all().length > 0) };
}
