import { type JsonObject } from '../json/json';

/**
 * One CloudEvent from Auth0 as our rules read it. Auth0's envelope is open: fields we do not name stay in the raw body.
 * Produced by `parseBody` and `parseStoredBody` only.
 */
export interface StreamEvent {
  /** `evt_…`; any non-empty string is accepted as identity. */
  id: string;
  type: string;
  /** Instant of the envelope's `time` in milliseconds since the epoch; null when it is missing or not strict RFC 3339. */
  timeMs: number | null;
  source: string | null;
  tenant: string | null;
  /** `a0stream`: the event stream that sent this copy; null for events from elsewhere. */
  streamId: string | null;
  /** `a0purpose: "test"`. */
  isTest: boolean;
  /** `data.object`, or null when absent or not an object. */
  object: JsonObject | null;
  /** `data.previous_object`, or null when absent. */
  previousObject: JsonObject | null;
  /** Id of the thing the event is about (`user_id` for user events); null when none is recognised. */
  subjectId: string | null;
  /** What a person reads for the subject: e-mail, name or id. */
  subjectLabel: string | null;
  /** Why no rule can take this event (too deep, unreadable time, no user_id); null when rules apply. */
  problem: string | null;
}

/** A body that is no event at all; answered with 400. `reason` is a sentence without any of the body's content. */
export interface MalformedBody {
  malformed: true;
  reason: string;
}

/** How the CloudEvent was wrapped when it reached the webhook; `feed`: it came by the event feed. */
export type Envelope = 'cloudevent' | 'eventbridge' | 'feed';

export interface ParsedBody {
  malformed: false;
  event: StreamEvent;
  envelope: Exclude<Envelope, 'feed'>;
}
