import { type JsonObject } from '../../json/json';
import { type EventTypeName } from '../../events/event-types';
import { type EventStore } from '../../events/event-store';
import { type AuditStore } from '../../audit/audit-store';
import { type TestBurstAnswer, type TestEventAnswer } from '../../test-events/test-event';
import { type Management } from '../management/client';
import { requestTestEvent } from '../management/streams';
import { audited } from './audited';
import { rememberTestEvent } from './stream-deeds';

/** A burst ends here (ms) with what was sent: the browser waits for a minute. */
const patienceMs = 45_000;

interface Burst {
  store: Pick<AuditStore, 'recordAudit'> & Pick<EventStore, 'rememberTestEvent'>;
  management: Management;
  /** E-mail address or subject of the person who acts. */
  actor: string;
  streamId: string;
  eventType: EventTypeName;
  /** Replaces Auth0's sample. */
  data?: JsonObject | undefined;
  count: number;
  /** In milliseconds; 45 s unless a test is in a hurry. */
  withinMs?: number;
}

/**
 * Has Auth0 send `count` test events, one after the other, as fast as the rate budget lets background work go; on record once. It stops
 * at the first refusal and after 45 s, and tells what was sent until then. Throws `ManagementError` when nothing was sent.
 */
export async function sendTestBurst(burst: Burst): Promise<TestBurstAnswer> {
  const { store, actor, streamId, eventType, count } = burst;
  const detail = { eventType, count };
  return audited({ store, actor, action: 'test_event_sent', target: streamId, detail }, async () => {
    const answer = await sendOneByOne(burst);
    if (answer.failure !== null) {
      const short = { ...detail, sent: answer.sent.length };
      await store.recordAudit({ atMs: Date.now(), actor, action: 'test_event_sent', target: streamId, detail: short });
    }
    return answer;
  });
}

async function sendOneByOne({ withinMs = patienceMs, ...burst }: Burst): Promise<TestBurstAnswer> {
  const untilMs = Date.now() + withinMs;
  const sent: TestEventAnswer[] = [];
  while (sent.length < burst.count) {
    if (Date.now() + burst.management.budget.blockedForMs >= untilMs) {
      return { sent, failure: `Auth0’s rate limit allowed ${sent.length} of ${burst.count} in time.` };
    }
    try {
      sent.push(await sendOne(burst));
    } catch (error) {
      if (sent.length === 0) throw error;
      return { sent, failure: error instanceof Error ? error.message : 'Something failed here.' };
    }
  }
  return { sent, failure: null };
}

async function sendOne({ store, management, streamId, eventType, data }: Burst): Promise<TestEventAnswer> {
  const sentAtMs = Date.now();
  const test = { streamId, eventType, priority: 'background' as const, ...(data !== undefined && { data }) };
  const { eventId, status } = await requestTestEvent(management, test);
  const acceptedAtMs = Date.now();
  await rememberTestEvent(store, eventId, sentAtMs);
  return { eventId, status, sentAtMs, acceptedAtMs };
}
