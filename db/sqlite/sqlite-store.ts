import { stat } from 'node:fs/promises';
import { type Database } from 'better-sqlite3';
import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/event-store';
import { type Store, type StoreCounts } from '@/lib/store';
import { auditStore } from './audit';
import { closedError, Connection } from './connection';
import { addToCounter, countSince, readCounter } from './figures';
import { deliveryAsks } from './delivery-asks';
import { DeliveryLookStore } from './delivery-looks';
import { deliveryReads } from './delivery-reads';
import { eventReads } from './event-reads';
import { GroupCommit } from './group-commit';
import { Ingest } from './ingest';
import { openDatabase, type OpenOptions } from './open';
import { Rejections } from './rejections';
import { testEvents } from './schema';
import { TermIndex } from './term-index';
import { userReads } from './user-reads';

/** Opens (or creates) the SQLite database at `options.file` as a store. Throws an `Error` that tells a person what to do. */
export async function openSqliteStore(options: OpenOptions): Promise<Store> {
  return sqliteStore(await openDatabase(options));
}

/** The store over an open, migrated connection, which it owns from then on. `now` is the clock in milliseconds. */
export async function sqliteStore(sql: Database, now: () => number = Date.now): Promise<Store> {
  // Loads the driver, so it must come after the check of the Node.js version that opening makes.
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const connection = new Connection(sql, drizzle(sql));
  const terms = new TermIndex(connection, () => queue.isPressed);
  const ingest = new Ingest(connection, now, (users) => terms.wake(users));
  const queue = new GroupCommit<IncomingReceipt, RecordedReceipt>({
    commit: (takeBatch) => ingest.commit(takeBatch),
    sizeOf: (receipt) => receipt.body.byteLength,
  });
  const rejections = new Rejections(connection);
  const looks = new DeliveryLookStore(connection);
  terms.wake(0);
  return {
    ...eventReads(connection),
    ...userReads(connection, terms),
    ...deliveryReads(connection, now),
    ...deliveryAsks(connection, now),
    ...auditStore(connection),
    recordReceipt: (receipt) => queue.add(receipt),
    recordRejection: (rejection) => rejections.recordRejection(rejection),
    listRejections: (sinceMs, limit) => rejections.listRejections(sinceMs, limit),
    syncDeliveries: (look) => looks.syncDeliveries(look),
    noteFailedLook: (streamId, atMs, failure) => looks.noteFailedLook(streamId, atMs, failure),
    updateAsked: (delivery, atMs) => looks.updateAsked(delivery, atMs),
    rememberTestEvent: (id, sentAtMs) => rememberTestEvent(connection, id, sentAtMs),
    checkWritable: writeProbe(connection),
    storageBytes: () => storageBytes(connection),
    counts: countsReader(connection, rejections),
    subscribe: (listener) => connection.notices.subscribe(listener),
    close: closer(connection, { queue, rejections, terms }),
  };
}

function rememberTestEvent(connection: Connection, id: string, sentAtMs: number): Promise<void> {
  return connection.write(() => {
    connection.orm.insert(testEvents).values({ id, sentAtMs }).onConflictDoNothing().run();
    return { value: undefined };
  });
}

/** Anyone may ask whether the store is writable; a synced write for each would be theirs to spend. */
const probeEveryMs = 1_000;

/** Commits a real write, at most one a second. Questions in between share its answer; a refusal is asked anew. */
function writeProbe(connection: Connection): () => Promise<void> {
  const add = addToCounter(connection.sql);
  let running: Promise<void> | null = null;
  let provenAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (connection.isClosing) return Promise.reject(closedError());
    if (running === null && performance.now() - provenAtMs < probeEveryMs) return Promise.resolve();
    running ??= connection
      .write(() => {
        add('write_probe', 1);
        return { value: undefined };
      })
      .then(() => {
        provenAtMs = performance.now();
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
}

async function storageBytes(connection: Connection): Promise<number> {
  if (connection.isClosing) throw closedError();
  const sizes = await Promise.all(
    ['', '-wal'].map(async (suffix) => {
      const file = await stat(connection.sql.name + suffix).catch(() => null);
      return file?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function countsReader(connection: Connection, rejections: Rejections): (sinceMs: number) => Promise<StoreCounts> {
  const { sql } = connection;
  const counter = readCounter(sql);
  const inRange = sql
    .prepare<[number, number], number>('SELECT count(*) FROM events WHERE received_at_ms >= ? AND received_at_ms < ?')
    .pluck();
  const received = countSince(sql, (fromMs, toMs) => inRange.get(fromMs, toMs) ?? 0);
  const events = sql.prepare<[], number>("SELECT total(value) FROM figures WHERE topic = 'kind'").pluck();
  const failed = sql
    .prepare<[], number>(
      "SELECT count(*) FROM deliveries WHERE state IN ('failed', 'asked', 'retrying', 'failed_again', 'no_answer')",
    )
    .pluck();
  return (sinceMs) =>
    connection.read(() => ({
      receivedSince: received('event', sinceMs),
      rejectedSince: rejections.countSince(sinceMs),
      events: events.get() ?? 0,
      liveUsers: counter('live_users'),
      deletedUsers: counter('deleted_users'),
      failedDeliveries: failed.get() ?? 0,
    }));
}

interface Writers {
  queue: { drain(): Promise<void> };
  rejections: Rejections;
  terms: TermIndex;
}

function closer(connection: Connection, { queue, rejections, terms }: Writers): () => Promise<void> {
  let closing: Promise<void> | null = null;
  const close = async () => {
    // All refuse newcomers at once and finish what they have accepted.
    await Promise.all([queue.drain(), rejections.flush(), terms.stop(), connection.drain()]);
    connection.sql.close();
  };
  return () => (closing ??= close());
}
