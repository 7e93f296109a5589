import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { changesBetween, isOutdated, type NewStreamChange, type StreamSight } from '@/lib/streams/stream-history';
import { type StreamLook, type StreamStore } from '@/lib/streams/stream-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { readPage, type SeqRange, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import { streamChanges, streamSights } from '../schema-streams';

const announced: readonly Topic[] = ['streams'];

/** Keeps what changes of event streams. */
export function streamWrites(connection: Connection): Pick<StreamStore, 'noteStreams'> {
  return {
    noteStreams: (look) =>
      connection.write(() => {
        const changes = note(connection, look);
        return { value: changes, topics: changes > 0 ? announced : [] };
      }),
  };
}

function note({ orm }: Connection, { sights, isComplete, gone = [], ...look }: StreamLook): number {
  const known = new Map(
    orm
      .select()
      .from(streamSights)
      .all()
      .map((row) => [row.streamId, row]),
  );
  const changes: NewStreamChange[] = [];
  const isOld = (id: string) => isOutdated(look.atMs, lastChangeMs(orm, id));
  for (const sight of sights) {
    const before = known.get(sight.id);
    known.delete(sight.id);
    const found = changesBetween(before === undefined ? null : toSight(before), sight, look);
    if (found.length === 0 || isOld(sight.id)) continue;
    changes.push(...found);
    const values = { streamId: sight.id, status: sight.status, settings: sight.settings };
    orm.insert(streamSights).values(values).onConflictDoUpdate({ target: streamSights.streamId, set: values }).run();
  }
  for (const row of known.values()) {
    if (!isComplete && !gone.includes(row.streamId)) continue;
    if (isOld(row.streamId)) continue;
    changes.push(...changesBetween(toSight(row), null, look));
    orm.delete(streamSights).where(eq(streamSights.streamId, row.streamId)).run();
  }
  for (const change of changes) orm.insert(streamChanges).values(change).run();
  return changes.length;
}

function lastChangeMs(orm: Connection['orm'], streamId: string): number | null {
  const last = orm
    .select({ atMs: streamChanges.atMs })
    .from(streamChanges)
    .where(eq(streamChanges.streamId, streamId))
    .orderBy(desc(streamChanges.seq))
    .limit(1)
    .get();
  return last?.atMs ?? null;
}

function toSight({ streamId, status, settings }: typeof streamSights.$inferSelect): StreamSight {
  return { id: streamId, status, settings };
}

/** What is told of the changes of an event stream. */
export function streamReads(
  connection: ReadConnection,
): Pick<StreamStore, 'listStreamChanges' | 'lastStatusChange' | 'streamStatuses'> {
  const { orm } = connection;
  const source = (streamId: string): SeqSource => {
    const seqs = ({ above, below }: SeqRange) =>
      orm
        .select({ seq: streamChanges.seq })
        .from(streamChanges)
        .where(and(eq(streamChanges.streamId, streamId), gt(streamChanges.seq, above), lt(streamChanges.seq, below)));
    return {
      newest: (range, limit) => numbers(seqs(range).orderBy(desc(streamChanges.seq)).limit(limit).all()),
      oldest: (range, limit) => numbers(seqs(range).orderBy(asc(streamChanges.seq)).limit(limit).all()),
    };
  };
  const readRows = (wanted: number[]) =>
    orm.select().from(streamChanges).where(inArray(streamChanges.seq, wanted)).orderBy(desc(streamChanges.seq)).all();
  return {
    listStreamChanges: (streamId, page) => connection.read(() => readPage(source(streamId), page, readRows)),
    lastStatusChange: (streamId) =>
      connection.read(
        () =>
          orm
            .select({ atMs: streamChanges.atMs, by: streamChanges.by })
            .from(streamChanges)
            .where(and(eq(streamChanges.streamId, streamId), eq(streamChanges.kind, 'status')))
            .orderBy(desc(streamChanges.seq))
            .limit(1)
            .get() ?? null,
      ),
    streamStatuses: (streamId, limit) =>
      connection.read(() =>
        orm
          .select({
            atMs: streamChanges.atMs,
            sinceMs: streamChanges.sinceMs,
            status: streamChanges.status,
            subscriptions: streamChanges.subscriptions,
            by: streamChanges.by,
          })
          .from(streamChanges)
          .where(eq(streamChanges.streamId, streamId))
          .orderBy(desc(streamChanges.seq))
          .limit(limit)
          .all()
          .reverse(),
      ),
  };
}

function numbers(rows: { seq: number }[]): number[] {
  return rows.map((row) => row.seq);
}
