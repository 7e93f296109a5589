import { type Database } from 'better-sqlite3';
import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/receipt';
import { type CommitWatch, type Topic } from '@/lib/store';
import { type WritingStore } from '../shared/deeds';
import { alertNotices } from './alerts/alert-notices';
import { alertSettings } from './alerts/alert-settings';
import { alertWrites } from './alerts/alert-writes';
import { connectorWrites } from './connectors/connector-writes';
import { laneActs } from './connectors/lane-acts';
import { laneDecisions } from './connectors/lane-decisions';
import { lanePlans } from './connectors/lane-plans';
import { laneSettlements } from './connectors/lane-settlements';
import { asUnavailable, isBusy } from './engine/sqlite-error';
import { auditWrites } from './records/audit';
import { Connection } from './engine/connection';
import { Courtesy } from './engine/courtesy';
import { deliveryAsks } from './deliveries/delivery-asks';
import { DeliveryPollStore } from './deliveries/delivery-polls';
import { deliverySlices } from './deliveries/delivery-slices';
import { heldRedeliveries } from './deliveries/held-redeliveries';
import { jobWrites } from './jobs/job-writes';
import { ledgerWrites } from './ledger/ledger-writes';
import { GroupCommit } from '../shared/group-commit';
import { type PollWrites, syncInSteps } from '../shared/sync-deliveries';
import { feedIngest } from './ingest/feed-ingest';
import { Ingest } from './ingest/ingest';
import { ForeignCommits } from './engine/foreign-commits';
import { openDatabase, type OpenOptions } from './engine/open';
import { endedSessionWrites } from './records/ended-sessions';
import { heartbeatWrites } from './records/heartbeat';
import { leaseStore } from './records/leases';
import { Rejections } from './records/rejections';
import { streamWrites } from './streams/stream-changes';
import { testEvents } from './schema';
import { sqliteReads } from './sqlite-reads';
import { StorageWatch } from './storage-watch';
import { TermIndex } from './search/term-index';
import { WriteProbe } from './ingest/write-probe';

/** Opens (or creates) the SQLite database at `options.file` as a store. Throws an `Error` that tells a person what to do. */
export async function openSqliteStore({
  watch: commits,
  ...options
}: OpenOptions & { watch?: CommitWatch | undefined }): Promise<WritingStore> {
  const sql = await openDatabase(options);
  try {
    return await sqliteStore(sql, Date.now, commits);
  } catch (error) {
    sql.close();
    const reason = asUnavailable(error)?.message;
    if (reason === undefined) throw error;
    throw new Error(`${reason} (${sql.name}). Restore a backup: see docs/operations.md.`, { cause: error });
  }
}

/** The store over an open, migrated connection, which it owns from then on. `now` is the clock in milliseconds. */
export async function sqliteStore(
  sql: Database,
  now: () => number = Date.now,
  commits?: CommitWatch,
): Promise<WritingStore> {
  // Loads the driver, so it must come after the check of the Node.js version that opening makes.
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const connection = new Connection(sql, drizzle(sql));
  const terms = new TermIndex(connection, () => queue.isPressed);
  const ingest = new Ingest(connection, now, (users) => terms.wake(users));
  const queue = new GroupCommit<IncomingReceipt, RecordedReceipt>({
    commit: (takeBatch) => ingest.commit(takeBatch),
    isBusy,
    asUnavailable,
    sizeOf: (receipt) => receipt.body.byteLength,
    watch: commits,
    onStored: (receipts) => probe.noteStored(receipts),
    onRefused: (receipts, error) => probe.noteRefused(receipts, error),
  });
  const courtesy = new Courtesy(connection, () => queue.isPressed);
  const watch: StorageWatch = new StorageWatch(connection, () => probe.check());
  const probe: WriteProbe = new WriteProbe(connection, ingest, watch);
  const rejections = new Rejections(connection);
  const polls = new DeliveryPollStore(connection);
  const foreign = new ForeignCommits(sql, connection.notices);
  const catchUpSearch = () => terms.catchUp();
  const { comparePoll, ...reads } = sqliteReads(connection, { now, catchUpSearch });
  const pollWrites: PollWrites = {
    takeListed: (poll, listed) => polls.takeListed(poll, listed),
    endUnlisted: (poll, eventIds) => polls.endUnlisted(poll, eventIds),
    notePoll: (poll) => polls.notePoll(poll),
  };
  terms.wake(0);
  return {
    ...reads,
    ...pollWrites,
    ...writesByNoun(connection, now, courtesy),
    ...feedIngest(connection, { ingest, courtesy }),
    catchUpSearch,
    recordReceipt: (receipt) => queue.add(receipt),
    recordRejection: (rejection) => rejections.recordRejection(rejection),
    syncDeliveries: (poll) => syncInSteps({ comparePoll, ...pollWrites }, poll),
    noteFailedPoll: (streamId, atMs, failure) => polls.noteFailedPoll(streamId, atMs, failure),
    recordPoll: (streamId, eventId, found, atMs) => polls.recordPoll(streamId, eventId, found, atMs),
    rememberTestEvent: (id, sentAtMs) => rememberTestEvent(connection, id, sentAtMs),
    checkWritable: () => probe.check(),
    storage: () => watch.state(),
    subscribe: (listener) => foreign.subscribe(listener),
    announce: (about) => announce(connection, about),
    nowMs: now,
    close: closer(connection, { queue, courtesy, rejections, terms, watch, foreign }),
  };
}

/** What changes something and is no receipt, rejection or poll. */
function writesByNoun(connection: Connection, now: () => number, courtesy: Courtesy) {
  return {
    ...deliveryAsks(connection, now),
    ...deliverySlices(connection),
    ...heldRedeliveries(connection, now),
    ...auditWrites(connection),
    ...endedSessionWrites(connection),
    ...leaseStore(connection, now),
    ...jobWrites(connection, now),
    ...alertWrites(connection),
    ...alertSettings(connection),
    ...alertNotices(connection, now),
    ...streamWrites(connection),
    ...heartbeatWrites(connection),
    ...ledgerWrites(connection),
    ...connectorWrites(connection),
    ...lanePlans(connection, now, courtesy),
    ...laneSettlements(connection, now, courtesy),
    ...laneActs(connection),
    ...laneDecisions(connection),
  };
}

function rememberTestEvent(connection: Connection, id: string, sentAtMs: number): Promise<void> {
  return connection.write(() => {
    connection.orm.insert(testEvents).values({ id, sentAtMs }).onConflictDoNothing().run();
    return { value: undefined };
  });
}

/** This process hears at once; others by the marks, for which nobody waits. */
function announce(connection: Connection, about: readonly Topic[]): void {
  connection.notices.announce(about);
  const marking = connection.write(() => {
    for (const topic of about) connection.mark(topic);
    return { value: undefined };
  });
  marking.catch(() => undefined);
}

interface Writers {
  courtesy: Courtesy;
  queue: { drain(): Promise<void> };
  rejections: Rejections;
  terms: TermIndex;
  watch: StorageWatch;
  foreign: ForeignCommits;
}

function closer(
  connection: Connection,
  { queue, courtesy, rejections, terms, watch, foreign }: Writers,
): () => Promise<void> {
  let closing: Promise<void> | null = null;
  const close = async () => {
    watch.stop();
    foreign.stop();
    // All refuse newcomers at once and finish what they have accepted.
    await Promise.all([queue.drain(), rejections.flush(), terms.stop(), courtesy.drain()]);
    connection.file.close();
  };
  return () => (closing ??= close());
}
