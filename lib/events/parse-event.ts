import { isJsonObject, type JsonObject, type JsonValue } from '../json/json';
import { plainText } from '../text/plain-text';
import { parseTime } from '../time';
import { type MalformedBody, type ParsedBody, type StreamEvent } from './event';
import { isUserType } from './event-types';
import { textIdentityIds } from './identity-ids';
import { isDeeperThan, mayBeDeeperThan } from '../json/json-depth';
import { parseJson } from '../json/parse-json';
import { readSubject } from './subject';

/** Levels of nesting a CloudEvent may have before no rule may touch it; real ones have about seven. */
const deepest = 64;

// Fatal: a replaced character would be a silent change. The decoder drops one byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a webhook body: strict UTF-8, JSON, an object with non-empty string `id` and `type`, bare or inside an EventBridge
 * envelope. Anything else is malformed. Never throws, whatever the bytes.
 */
export function parseBody(body: Uint8Array): ParsedBody | MalformedBody {
  if (body.byteLength === 0) return malformed('The body is empty.');
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return malformed('The body is not valid UTF-8.');
  }
  return parseText(text);
}

/** Reads a stored body again, for refolds; null when it is no event (which `parseBody` would have refused). Never throws. */
export function parseStoredBody(text: string): StreamEvent | null {
  const parsed = parseText(text.startsWith('\uFEFF') ? text.slice(1) : text);
  return parsed.malformed ? null : parsed.event;
}

function parseText(text: string): ParsedBody | MalformedBody {
  let body: JsonValue;
  try {
    body = parseJson(text);
  } catch {
    return malformed('The body is not JSON.');
  }
  if (!isJsonObject(body)) return malformed('The body is JSON but not an object.');
  const [cloudEvent, envelope] = unwrap(body);
  const id = nonEmptyText(cloudEvent.id);
  if (id === null) return malformed('The body has no id: a CloudEvent needs one that is a non-empty string.');
  const type = nonEmptyText(cloudEvent.type);
  if (type === null) return malformed('The body has no type: a CloudEvent needs one that is a non-empty string.');

  const levels = envelope === 'eventbridge' ? deepest + 1 : deepest;
  const tooDeep = mayBeDeeperThan(text, levels) && isDeeperThan(body, levels);
  const object = dataMember(cloudEvent, 'object');
  if (object !== null) textIdentityIds(object);
  return { malformed: false, envelope, event: readEvent(cloudEvent, { id, type, object, tooDeep }) };
}

/**
 * The CloudEvent in a body, and how it was wrapped: EventBridge delivers `{version, id, detail-type, source, …, detail}` with
 * the CloudEvent as `detail`.
 */
export function unwrap(body: JsonObject): [JsonObject, ParsedBody['envelope']] {
  const { detail } = body;
  const isWrapped =
    isJsonObject(detail) &&
    nonEmptyText(detail.id) !== null &&
    nonEmptyText(detail.type) !== null &&
    typeof body['detail-type'] === 'string' &&
    typeof body.source === 'string';
  return isWrapped ? [detail, 'eventbridge'] : [body, 'cloudevent'];
}

interface EventParts {
  id: string;
  type: string;
  object: JsonObject | null;
  tooDeep: boolean;
}

function readEvent(cloudEvent: JsonObject, { id, type, object, tooDeep }: EventParts): StreamEvent {
  const timeMs = typeof cloudEvent.time === 'string' ? parseTime(cloudEvent.time) : null;
  const subject = readSubject(type, object);
  return {
    id,
    type,
    timeMs,
    source: nonEmptyText(cloudEvent.source),
    tenant: nonEmptyText(cloudEvent.a0tenant),
    streamId: nonEmptyText(cloudEvent.a0stream),
    isTest: cloudEvent.a0purpose === 'test',
    object,
    previousObject: dataMember(cloudEvent, 'previous_object'),
    subjectId: subject.id,
    subjectLabel: subject.label,
    problem: findProblem(type, timeMs, subject.id, tooDeep),
  };
}

function findProblem(type: string, timeMs: number | null, subjectId: string | null, tooDeep: boolean): string | null {
  if (tooDeep) return `The event is nested deeper than ${deepest} levels.`;
  if (timeMs === null) return 'The time is missing or is not an RFC 3339 date and time.';
  if (isUserType(type) && subjectId === null)
    return 'The event names no user: data.object.user_id is not a non-empty string.';
  return null;
}

function dataMember(cloudEvent: JsonObject, name: 'object' | 'previous_object'): JsonObject | null {
  const member = isJsonObject(cloudEvent.data) ? cloudEvent.data[name] : undefined;
  return isJsonObject(member) ? member : null;
}

function nonEmptyText(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? plainText(value) : null;
}

function malformed(reason: string): MalformedBody {
  return { malformed: true, reason };
}
