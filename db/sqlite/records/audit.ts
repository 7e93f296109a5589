import { and, asc, desc, gt, inArray, lt } from 'drizzle-orm';
import { type AuditStore } from '@/lib/audit/audit-store';
import { type Connection } from '../engine/connection';
import { readPage, type SeqRange, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import { audit } from '../schema';

/** Adds to the audit trail. */
export function auditWrites(connection: Connection): Pick<AuditStore, 'recordAudit'> {
  return {
    recordAudit: (entry) =>
      connection.write(() => {
        connection.orm.insert(audit).values(entry).run();
        return { value: undefined };
      }),
  };
}

/** The audit trail, read by its primary key alone. */
export function auditReads(connection: ReadConnection): Pick<AuditStore, 'listAudit'> {
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
  return { listAudit: (page) => connection.read(() => readPage(source, page, readRows)) };
}

function numbers(rows: { seq: number }[]): number[] {
  return rows.map((row) => row.seq);
}
