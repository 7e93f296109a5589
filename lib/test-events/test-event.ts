import { type EventTypeName, eventTypeNames } from '../events/event-types';
import { type Outcome } from '../events/outcome';

/** Types for which `POST /event-streams/{id}/test` makes a sample event: all of the catalogue (auth0 SDK 7.1.0). */
export const testEventTypes: readonly EventTypeName[] = eventTypeNames;

/** The user of Auth0's own test events. A redelivered copy of one lacks its mark (`a0purpose`), and no tenant has such a user. */
export const sampleUserId = 'auth0|507f1f77bcf86cd799439020';

/** Type guard for values that come from a request. */
export function isTestEventType(value: string): value is EventTypeName {
  return testEventTypes.some((type) => type === value);
}

/** Answer of `POST /api/streams/[id]/test`; times are the server's, in epoch milliseconds. */
export interface TestEventAnswer {
  eventId: string;
  /** Auth0's own word. */
  status: string;
  sentAtMs: number;
  acceptedAtMs: number;
}

/** Answer of `GET /api/test-events/[id]`: where a test event is. */
export interface TestEventTrack {
  eventId: string;
  /** Null while it has not arrived. */
  receivedAtMs: number | null;
  outcome: Outcome | null;
}

/** Test events of one burst at most: enough for a drill, little beside the 500 failures in a row that disable an event stream. */
export const mostInBurst = 50;

/** Answer of `POST /api/streams/[id]/test` with a `count`. */
export interface TestBurstAnswer {
  /** In the order in which Auth0 was asked. */
  sent: TestEventAnswer[];
  /** Why there are fewer than asked for; null when there are not. */
  failure: string | null;
}

/** Answer of `GET /api/test-events?ids=…`, in the order of the ids. */
export interface TestEventTracks {
  tracks: TestEventTrack[];
}
