import { openStates } from '@/lib/deliveries/state';
import { type StoreCounts } from '@/lib/store';
import { type AllReads } from '../shared/deeds';
import { alertReads } from './alerts/alert-reads';
import { connectorReads } from './connectors/connector-reads';
import { recordReads } from './connectors/record-reads';
import { userFacts } from './connectors/user-facts';
import { deliveryComparison } from './deliveries/delivery-comparison';
import { deliveryMarks } from './deliveries/delivery-marks';
import { deliveryReads } from './deliveries/delivery-reads';
import { countSince, readCounter } from './engine/figures';
import { openReadOnly } from './engine/open';
import { ReadConnection } from './engine/read-connection';
import { eventReads } from './events/event-reads';
import { jobReads } from './jobs/job-reads';
import { feedStateReads } from './ledger/feed-state';
import { ledgerIgnoreReads } from './ledger/ledger-ignores';
import { ledgerReads } from './ledger/ledger-reads';
import { auditReads } from './records/audit';
import { endedSessionReads } from './records/ended-sessions';
import { heartbeatReads } from './records/heartbeat';
import { RejectionReads } from './records/rejection-reads';
import { streamReads } from './streams/stream-changes';
import { userReads } from './users/user-reads';

interface ReadsOptions {
  /** The clock in milliseconds. */
  now: () => number;
  /** Brings the words of a search of users up to date, for a limited time; must not throw. */
  catchUpSearch: () => Promise<void>;
}

/** Everything that is read, over any connection. */
export function sqliteReads(connection: ReadConnection, { now, catchUpSearch }: ReadsOptions): AllReads {
  const rejections = new RejectionReads(connection, now);
  return {
    ...eventReads(connection, now),
    ...userReads(connection, catchUpSearch),
    ...deliveryReads(connection, now),
    ...deliveryMarks(connection),
    ...deliveryComparison(connection),
    ...auditReads(connection),
    ...jobReads(connection),
    ...alertReads(connection),
    ...streamReads(connection),
    ...heartbeatReads(connection),
    ...feedStateReads(connection),
    ...ledgerReads(connection),
    ...ledgerIgnoreReads(connection),
    ...connectorReads(connection),
    ...recordReads(connection),
    ...userFacts(connection),
    ...endedSessionReads(connection),
    listRejections: (sinceMs, limit, codes) => rejections.listRejections(sinceMs, limit, codes),
    rejectionsDuring: (range, limit) => rejections.rejectionsDuring(range, limit),
    counts: countsReader(connection, rejections, now),
    dataNumber: dataNumberReader(connection),
  };
}

/** Both numbers only grow: the one with the commits of other connections, the other with the rows that this one changes. */
function dataNumberReader({ sql }: ReadConnection): () => number {
  const foreign = sql.prepare<[], number>('PRAGMA data_version').pluck();
  const own = sql.prepare<[], number>('SELECT total_changes()').pluck();
  return () => {
    try {
      return (foreign.get() ?? Number.NaN) + (own.get() ?? Number.NaN);
    } catch {
      return Number.NaN;
    }
  };
}

/**
 * Opens the database at `file` for reading alone, beside the process that writes it: that one must have opened it before.
 * Closing waits for the reads that were accepted.
 */
export async function openSqliteReads(
  file: string,
  options: ReadsOptions,
): Promise<{ reads: AllReads; close: () => Promise<void> }> {
  const sql = await openReadOnly(file);
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const connection = new ReadConnection(sql, drizzle(sql));
  const close = async () => {
    await connection.drain();
    sql.close();
  };
  return { reads: sqliteReads(connection, options), close };
}

function countsReader(
  connection: ReadConnection,
  rejections: RejectionReads,
  now: () => number,
): (sinceMs: number) => Promise<StoreCounts> {
  const { sql } = connection;
  const counter = readCounter(sql);
  const inRange = sql
    .prepare<[number, number], number>('SELECT count(*) FROM events WHERE received_at_ms >= ? AND received_at_ms < ?')
    .pluck();
  const received = countSince(sql, (fromMs, toMs) => inRange.get(fromMs, toMs) ?? 0);
  const events = sql.prepare<[], number>("SELECT total(value) FROM figures WHERE topic = 'kind'").pluck();
  const failed = sql
    .prepare<[string], number>('SELECT count(*) FROM deliveries WHERE state IN (SELECT value FROM json_each(?))')
    .pluck();
  return (sinceMs) =>
    connection.read(() => ({
      receivedSince: received('event', sinceMs, now()),
      rejectedSince: rejections.countSince(sinceMs),
      events: events.get() ?? 0,
      liveUsers: counter('live_users'),
      deletedUsers: counter('deleted_users'),
      failedDeliveries: failed.get(JSON.stringify(openStates)) ?? 0,
    }));
}
