import { and, asc, desc, gt, inArray, lt } from 'drizzle-orm';
import { type AuditStore } from '@/lib/audit/audit-store';
import { type Connection } from './connection';
import { readPage, type SeqRange, type SeqSource } from './keyset';
import { audit } from './schema';

/** The audit trail, read by its primary key alone. */
export function auditStore(connection: Connection): AuditStore {
  const { orm } = connection;
  const seqs = ({ above, below }: SeqRange) =>
    orm
      .select({ seq: audit.seq })
      .from(audit)
      .where(and(gt(audit.seq, above), lt(audit.seq, below)));
  const source: SeqSource = {
    newest: (range, limit) => numbers(seqs(range).orderBy(desc(audit.seq)).limit(limit).all()),
    oldest: (range, limit) => numbers(seqs(range).orderBy(asc(audit.seq)).limit(limit).all()),
  };
  const readRows = (wanted: number[]) =>
    orm.select().from(audit).where(inArray(audit.seq, wanted)).orderBy(desc(audit.seq)).all();
  return {
    recordAudit: (entry) =>
      connection.write(() => {
        orm.insert(audit).values(entry).run();
        return { value: undefined };
      }),
    listAudit: (page) => connection.read(() => readPage(source, page, readRows)),
  };
}

function numbers(rows: { seq: number }[]): number[] {
  return rows.map((row) => row.seq);
}
