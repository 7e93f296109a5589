import { and, asc, desc, eq, gte, lt, lte } from 'drizzle-orm';
import { type HeartbeatStore } from '@/lib/heartbeat/heartbeat-store';
import { outageBefore } from '@/lib/heartbeat/outage';
import { type Connection } from '../engine/connection';
import { type ReadConnection } from '../engine/read-connection';
import { heartbeat, outages } from '../schema-heartbeat';

const mostOutages = 1_000;

const onlyRow = 1;

/** Signs of life: one small row, and a further one for each outage. */
export function heartbeatWrites(connection: Connection): Pick<HeartbeatStore, 'beat'> {
  const { orm } = connection;
  return {
    beat: (beat) =>
      connection.write(() => {
        const last = orm.select().from(heartbeat).where(eq(heartbeat.id, onlyRow)).get();
        const outage = outageBefore(last?.atMs ?? null, beat);
        if (outage !== null) keep(connection, outage);
        const { atMs } = beat;
        const row = { id: onlyRow, atMs, sinceMs: last?.sinceMs ?? last?.atMs ?? atMs };
        orm.insert(heartbeat).values(row).onConflictDoUpdate({ target: heartbeat.id, set: row }).run();
        return { value: undefined };
      }),
  };
}

function keep({ orm }: Connection, outage: { fromMs: number; untilMs: number }): void {
  orm.insert(outages).values(outage).run();
  const [oldestKept] = orm
    .select({ seq: outages.seq })
    .from(outages)
    .orderBy(desc(outages.seq))
    .limit(1)
    .offset(mostOutages - 1)
    .all();
  if (oldestKept !== undefined) orm.delete(outages).where(lt(outages.seq, oldestKept.seq)).run();
}

/** What is told of the times in which nothing received. */
export function heartbeatReads(connection: ReadConnection): Pick<HeartbeatStore, 'outages' | 'firstBeatMs'> {
  const { orm } = connection;
  return {
    outages: ({ fromMs, untilMs }) =>
      connection.read(() =>
        orm
          .select({ fromMs: outages.fromMs, untilMs: outages.untilMs })
          .from(outages)
          .where(and(gte(outages.untilMs, fromMs), lte(outages.fromMs, untilMs)))
          .orderBy(asc(outages.untilMs))
          .limit(mostOutages)
          .all(),
      ),
    firstBeatMs: () =>
      connection.read(() => orm.select().from(heartbeat).where(eq(heartbeat.id, onlyRow)).get()?.sinceMs ?? null),
  };
}
