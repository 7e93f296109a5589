import { type AuditAction } from '../../audit/audit';
import { type AuditStore } from '../../audit/audit-store';
import { type JsonObject } from '../../json/json';
import { isManagementError } from '../management/errors';

/** An act at Auth0, for its audit row. */
export interface AuditedAct {
  store: Pick<AuditStore, 'recordAudit'>;
  /** E-mail address or subject of the person who acts. */
  actor: string;
  action: AuditAction;
  target: string;
  detail: JsonObject;
}

/** Writes the audit row before the act, and a second one with the reason when Auth0 refused it. */
export async function audited<T>(
  { store, actor, action, target, detail }: AuditedAct,
  act: () => Promise<T>,
): Promise<T> {
  await store.recordAudit({ atMs: Date.now(), actor, action, target, detail });
  try {
    return await act();
  } catch (error) {
    const refused = isManagementError(error) ? error.kind : 'unexpected';
    await store.recordAudit({ atMs: Date.now(), actor, action, target, detail: { ...detail, refused } });
    throw error;
  }
}
