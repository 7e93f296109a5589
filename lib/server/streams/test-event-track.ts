import { type EventStore } from '../../events/event-store';
import { type TestEventTrack } from '../../test-events/test-event';

/** Where a test event is. One that has not arrived is no error, it is what the tracker waits for. */
export async function testEventTrack(store: Pick<EventStore, 'getEvent'>, eventId: string): Promise<TestEventTrack> {
  const event = await store.getEvent(eventId);
  return { eventId, receivedAtMs: event?.receivedAtMs ?? null, outcome: event?.outcome ?? null };
}
