import { and, asc, gt, lt } from 'drizzle-orm';
import { type FeedHole, type FeedState, type FeedTrouble } from '@/lib/ledger/feed';
import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { type ReadConnection } from '../engine/read-connection';
import { audit, events } from '../schema';
import { feed, feedHoles } from '../schema-ledger';

type FeedRow = typeof feed.$inferSelect;

/** What changed of the ledger is told under this topic. */
export const ledgerTopics: readonly Topic[] = ['ledger'];

const unread: FeedRow = {
  id: 1,
  revision: 0,
  cursor: null,
  coveredFromMs: null,
  readThroughMs: null,
  readAtMs: null,
  triedAtMs: null,
  wantedAtMs: null,
  troubleKind: null,
  troubleText: null,
  troubleSinceMs: null,
  matchedSeq: 0,
};

/** How far the feed was read. */
export function readFeedRow({ orm }: ReadConnection): FeedRow {
  return orm.select().from(feed).get() ?? unread;
}

/** Changes members of the one row. */
export function writeFeedRow(connection: Connection, change: Partial<Omit<FeedRow, 'id'>>): void {
  const row = { ...readFeedRow(connection), ...change };
  connection.orm.insert(feed).values(row).onConflictDoUpdate({ target: feed.id, set: row }).run();
}

/** Times that overlap a range, of which the feed told nothing. */
export function readHoles({ orm }: ReadConnection, fromMs: number, toMs: number): FeedHole[] {
  return orm
    .select({ fromMs: feedHoles.fromMs, toMs: feedHoles.toMs })
    .from(feedHoles)
    .where(and(lt(feedHoles.fromMs, toMs), gt(feedHoles.toMs, fromMs)))
    .orderBy(asc(feedHoles.seq))
    .all();
}

/** What is read of the feed's own state. */
export function feedStateReads(connection: ReadConnection): Pick<LedgerStore, 'feedState' | 'feedHoles'> {
  const oldest = () =>
    connection.orm
      .select({ atMs: events.receivedAtMs })
      .from(events)
      .where(gt(events.seq, 0))
      .orderBy(asc(events.seq))
      .limit(1)
      .get();
  return {
    feedState: () => connection.read(() => toState(readFeedRow(connection), oldest()?.atMs ?? null)),
    feedHoles: (fromMs, toMs) => connection.read(() => readHoles(connection, fromMs, toMs)),
  };
}

function toState(row: FeedRow, logFromMs: number | null): FeedState {
  const { revision, cursor, coveredFromMs, readThroughMs, readAtMs, triedAtMs, wantedAtMs } = row;
  const trouble: FeedTrouble | null =
    row.troubleKind === null
      ? null
      : { kind: row.troubleKind, text: row.troubleText ?? '', sinceMs: row.troubleSinceMs ?? 0 };
  return {
    revision,
    cursor,
    coveredFromMs,
    readThroughMs,
    readAtMs,
    triedAtMs,
    wantedAtMs,
    trouble,
    logFromMs,
  };
}

/** Notes how a try to read ended, and that somebody wants one. */
export function feedTryWrites(connection: Connection): Pick<LedgerStore, 'noteFeedTry' | 'wantFeedRead'> {
  return {
    noteFeedTry: (trouble, atMs) =>
      connection.write(() => {
        writeFeedRow(connection, afterTry(readFeedRow(connection), trouble, atMs));
        return { value: undefined, topics: ledgerTopics };
      }),
    wantFeedRead: ({ actor, atMs }) =>
      connection.write(() => {
        writeFeedRow(connection, { wantedAtMs: atMs });
        const entry = { atMs, actor, action: 'feed_read_requested', target: null, detail: {} } as const;
        connection.orm.insert(audit).values(entry).run();
        return { value: undefined, topics: ledgerTopics };
      }),
  };
}

function afterTry(before: FeedRow, trouble: Omit<FeedTrouble, 'sinceMs'> | null, atMs: number): Partial<FeedRow> {
  const isStillWanted = before.wantedAtMs !== null && before.wantedAtMs > atMs;
  const tried = { triedAtMs: atMs, wantedAtMs: isStillWanted ? before.wantedAtMs : null };
  if (trouble === null) {
    const readAtMs = Math.max(before.readAtMs ?? 0, atMs);
    return { ...tried, readAtMs, troubleKind: null, troubleText: null, troubleSinceMs: null };
  }
  const isSame = before.troubleKind === trouble.kind;
  const troubleSinceMs = isSame ? before.troubleSinceMs : atMs;
  return { ...tried, troubleKind: trouble.kind, troubleText: trouble.text, troubleSinceMs };
}
