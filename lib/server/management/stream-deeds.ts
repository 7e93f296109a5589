import { type AuditAction, type AuditStore } from '../../audit/audit-store';
import { type EventStore } from '../../events/event-store';
import { type JsonObject } from '../../json';
import { type EventStream } from '../../streams/stream';
import { isTestEventType } from '../../streams/test-event-types';
import { type Management } from './client';
import { isManagementError, ManagementError } from './errors';
import { requestTestEvent, setStreamStatus } from './streams';

interface Deed {
  store: Pick<AuditStore, 'recordAudit'>;
  management: Management;
  /** E-mail address or subject of the person who acts. */
  actor: string;
  streamId: string;
}

export interface SentTestEvent {
  eventId: string;
  /** Auth0's own word, `pending` as a rule. */
  status: string;
  sentAtMs: number;
}

/** Switches an event stream on or off, on record. Throws `ManagementError`. */
export async function changeStreamStatus(deed: Deed & { status: 'enabled' | 'disabled' }): Promise<EventStream> {
  const { management, streamId, status } = deed;
  const action = status === 'enabled' ? 'stream_enabled' : 'stream_disabled';
  return audited(deed, { action, detail: {} }, () => setStreamStatus(management, streamId, status));
}

/**
 * Asks Auth0 to send a test event, on record, and remembers its id so that it never touches the mirror. `data` replaces
 * Auth0's sample. Throws `ManagementError`; `bad_request` for a type Auth0 has no sample of.
 */
export async function sendTestEvent(
  deed: Deed & { store: Pick<EventStore, 'rememberTestEvent'>; eventType: string; data?: JsonObject },
): Promise<SentTestEvent> {
  const { store, management, streamId, eventType, data } = deed;
  if (!isTestEventType(eventType)) {
    throw new ManagementError('bad_request', 'Auth0 has no sample event of this type.');
  }
  const sentAtMs = Date.now();
  const test = data === undefined ? { streamId, eventType } : { streamId, eventType, data };
  const sent = await audited(deed, { action: 'test_event_sent', detail: { eventType } }, () =>
    requestTestEvent(management, test),
  );
  await store.rememberTestEvent(sent.eventId, sentAtMs);
  return { ...sent, sentAtMs };
}

/** Writes the audit row before the act, and a second one with the reason when Auth0 refused it. */
async function audited<T>(
  { store, actor, streamId }: Deed,
  { action, detail }: { action: AuditAction; detail: JsonObject },
  act: () => Promise<T>,
): Promise<T> {
  await store.recordAudit({ atMs: Date.now(), actor, action, target: streamId, detail });
  try {
    return await act();
  } catch (error) {
    const refused = isManagementError(error) ? error.kind : 'unexpected';
    await store.recordAudit({ atMs: Date.now(), actor, action, target: streamId, detail: { ...detail, refused } });
    throw error;
  }
}
