import { type StreamEvent } from '../events/event';
import { parseStoredBody } from '../events/parse-event';
import { type JsonObject } from '../json/json';
import { foldHistory, type FoldStep, type MirrorState } from './mirror';

/** What a test says of a user event; the rest is filled in. `time` is an RFC 3339 text, or seconds after noon. */
export interface UserEventParts {
  id: string;
  type?: 'created' | 'updated' | 'deleted';
  time: string | number;
  object?: JsonObject;
  previous?: JsonObject;
  test?: boolean;
}

export const userId = 'auth0|66f0c1d2e3a4b5c6d7e8f901';

/** RFC 3339 text of an instant some seconds after noon of the day that the tests live on. */
export function noon(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12, 0, 0, 0) + seconds * 1000).toISOString();
}

/** A user event for tests, made the way real ones are: from the text of a body. */
export function userEvent({
  id,
  type = 'updated',
  time,
  object = {},
  previous,
  test = false,
}: UserEventParts): StreamEvent {
  const event = parseStoredBody(
    JSON.stringify({
      specversion: '1.0',
      id,
      type: `user.${type}`,
      time: typeof time === 'number' ? noon(time) : time,
      data: { object: { user_id: userId, ...object }, ...(previous !== undefined && { previous_object: previous }) },
      ...(test && { a0purpose: 'test' }),
    }),
  );
  if (event === null) throw new Error('The fixture made a body that is no event');
  return event;
}

/** The primary identity of the user that the tests are about. */
export const identities = [
  { connection: 'Username-Password-Authentication', provider: 'auth0', user_id: '66f0', isSocial: false },
];

/** What a full profile has beside the user id. */
export const full = { email: 'ada@example.com', name: 'Ada', created_at: noon(0), identities };

/** The row that these events make. */
export function fold(...events: StreamEvent[]): MirrorState {
  const { state } = foldHistory(events);
  if (state === null) throw new Error('No row');
  return state;
}

/** What the event with this id did among these events. */
export function step(id: string, ...events: StreamEvent[]): FoldStep {
  const found = foldHistory(events).steps.get(id);
  if (found === undefined) throw new Error(`No step ${id}`);
  return found;
}
