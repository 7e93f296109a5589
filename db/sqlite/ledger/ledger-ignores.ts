import { and, desc, eq } from 'drizzle-orm';
import { type LedgerStore } from '@/lib/ledger/ledger-store';
import { type Connection } from '../engine/connection';
import { type ReadConnection } from '../engine/read-connection';
import { audit } from '../schema';
import { ledgerIgnores } from '../schema-ledger';
import { ledgerTopics } from './feed-state';

/** Notes that say to leave events as they are, and taking one back. */
export function ledgerIgnoreWrites(connection: Connection): Pick<LedgerStore, 'ignoreLedger' | 'unignoreLedger'> {
  const { orm } = connection;
  return {
    ignoreLedger: (ignore) =>
      connection.write(() => {
        const row = orm.insert(ledgerIgnores).values(ignore).returning().get();
        const { streamId, combination, fromMs, toMs, by, atMs } = row;
        const entry = { atMs, actor: by, action: 'ledger_ignored', target: streamId } as const;
        orm
          .insert(audit)
          .values({ ...entry, detail: { ignore: row.seq, combination, fromMs, toMs } })
          .run();
        return { value: row, topics: ledgerTopics };
      }),
    unignoreLedger: ({ streamId, seq }, { actor, atMs }) =>
      connection.write(() => {
        const isThis = and(eq(ledgerIgnores.seq, seq), eq(ledgerIgnores.streamId, streamId));
        const row = orm.delete(ledgerIgnores).where(isThis).returning().get();
        if (row === undefined) return { value: false };
        const { combination, fromMs, toMs } = row;
        const entry = { atMs, actor, action: 'ledger_unignored', target: streamId } as const;
        orm
          .insert(audit)
          .values({ ...entry, detail: { ignore: seq, combination, fromMs, toMs } })
          .run();
        return { value: true, topics: ledgerTopics };
      }),
  };
}

/** The notes of an event stream, newest first. */
export function ledgerIgnoreReads(connection: ReadConnection): Pick<LedgerStore, 'ledgerIgnores'> {
  const { orm } = connection;
  return {
    ledgerIgnores: (streamId, limit) =>
      connection.read(() =>
        orm
          .select()
          .from(ledgerIgnores)
          .where(eq(ledgerIgnores.streamId, streamId))
          .orderBy(desc(ledgerIgnores.seq))
          .limit(limit)
          .all(),
      ),
  };
}
