import { type AuditStore } from '../../audit/audit-store';
import { type EventStore } from '../../events/event-store';
import { type JsonObject } from '../../json/json';
import { type EventStream } from '../../streams/stream';
import { type StreamStore } from '../../streams/stream-store';
import { isTestEventType } from '../../test-events/test-event';
import { isStoreUnavailable } from '../../store';
import { Problem } from '../http/problem';
import { type Management } from '../management/client';
import { ManagementError } from '../management/errors';
import { requestTestEvent, patchStream } from '../management/streams';
import { audited } from './audited';
import { noteLastSight, noteSight } from './stream-sights';

/** Of keeping the id of a test event that Auth0 has already accepted. */
const mostTries = 3;

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
export async function changeStreamStatus(
  deed: Deed & { store: Pick<StreamStore, 'noteStreams'>; status: 'enabled' | 'disabled' },
): Promise<EventStream> {
  const { store, management, streamId, status, actor } = deed;
  const action = status === 'enabled' ? 'stream_enabled' : 'stream_disabled';
  // A screen may have seen what no poll has: without it there would be no time in which the event stream was disabled.
  await noteLastSight(store, management, streamId);
  // Who did it is written before the change is announced: an alert says that nobody did when it finds no name.
  const note = (stream: EventStream) => noteSight(store, stream, { atMs: Date.now(), by: actor });
  const act = { store, actor, action, target: streamId, detail: {} } as const;
  return audited(act, () => patchStream(management, streamId, { patch: { status }, note }));
}

/**
 * Asks Auth0 to send a test event, on record, and remembers its id so that it never touches the mirror. `data` replaces
 * Auth0's sample. Throws `ManagementError`; `bad_request` for a type Auth0 has no sample of.
 */
export async function sendTestEvent(
  deed: Deed & { store: Pick<EventStore, 'rememberTestEvent'>; eventType: string; data?: JsonObject },
): Promise<SentTestEvent> {
  const { store, management, actor, streamId, eventType, data } = deed;
  if (!isTestEventType(eventType)) {
    throw new ManagementError('bad_request', 'Auth0 has no sample event of this type.');
  }
  const sentAtMs = Date.now();
  const test = data === undefined ? { streamId, eventType } : { streamId, eventType, data };
  const act = { store, actor, action: 'test_event_sent', target: streamId, detail: { eventType } } as const;
  const sent = await audited(act, () => requestTestEvent(management, test));
  await rememberTestEvent(store, sent.eventId, sentAtMs);
  return { ...sent, sentAtMs };
}

/**
 * Keeps the id of a test event, so that no copy of it touches the mirror. Each try waits for a busy database. Auth0 sends the event in
 * any case, so the 503 `Problem` must not say otherwise.
 */
export async function rememberTestEvent(
  store: Pick<EventStore, 'rememberTestEvent'>,
  eventId: string,
  sentAtMs: number,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await store.rememberTestEvent(eventId, sentAtMs);
      return;
    } catch (error) {
      if (!isStoreUnavailable(error)) throw error;
      if (tries < mostTries) continue;
      throw new Problem(
        503,
        'Database not available',
        `Auth0 sends the test event ${eventId}, but its id could not be kept here. Do not retry its delivery should it fail: it would be taken for a real event.`,
      );
    }
  }
}
