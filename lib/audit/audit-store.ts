import { type Page, type PageRequest } from '../page';
import { type AuditEntry } from './audit';

export interface AuditStore {
  /** Durable before it resolves: a mutating act must not happen unaudited. */
  recordAudit(entry: Omit<AuditEntry, 'seq'>): Promise<void>;
  /** Newest first. */
  listAudit(page: PageRequest): Promise<Page<AuditEntry>>;
}
