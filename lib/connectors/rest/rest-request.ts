import { type JsonObject, type JsonValue } from '../../json/json';
import { nestedAt } from '../../json/json-pointer';
import { type RecordValues } from '../records/record';
import { type MappingRow } from '../records/record-config';
import { type RecordCall } from '../records/record-reply';
import { applyTransform } from '../records/transforms';
import { type Placeholder, type RestConfig } from './rest-config';

/** One request, as it is sent below the base address. */
export interface RestRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Percent-encoded. */
  path: string;
  /** Undefined: the request has none. */
  body: JsonValue | undefined;
}

type Filling = Partial<Record<Placeholder, string>>;

const placeholder = /\{(id|email|user_id)\}/g;

/** An address reads such a segment, percent-encoded or not, as a way up or as nothing. */
const movesPath = /^(?:\.|%2e){0,2}$/i;

/** Null where a value would be no segment of its own. */
function filledSegment(segment: string, filling: Filling): string | null {
  const filled = segment.replaceAll(placeholder, (_, name: Placeholder) =>
    encodeURIComponent((filling[name] ?? '').toWellFormed()),
  );
  return filled !== segment && movesPath.test(filled) ? null : filled;
}

/**
 * A path with its placeholders filled, percent-encoded. Null for a value that would make it another path: an empty one, or
 * `.` and `..` as a whole segment.
 */
export function filledPath(path: string, filling: Filling): string | null {
  const [way = '', ...query] = path.split('?');
  const segments = way.split('/').map((segment) => filledSegment(segment, filling));
  if (segments.includes(null)) return null;
  const asked = query.join('?');
  const filledQuery = asked.replaceAll(placeholder, (_, name: Placeholder) =>
    encodeURIComponent((filling[name] ?? '').toWellFormed()),
  );
  return segments.join('/') + (query.length === 0 ? '' : `?${filledQuery}`);
}

interface Template {
  method: RestRequest['method'];
  path: string;
  body: string | null;
}

function requestBy({ method, path, body }: Template, filling: Filling, content: JsonObject): RestRequest | null {
  const filled = filledPath(path, filling);
  if (filled === null) return null;
  return { method, path: filled, body: body === null ? undefined : nestedAt(content, body) };
}

/** What a row sends besides text: by its last transform. */
function jsonTypeOf({ transforms }: Pick<MappingRow, 'transforms'>): 'text' | 'number' | 'boolean' {
  const last = transforms.at(-1);
  if (last?.kind === 'number') return 'number';
  return last?.kind === 'yes_no' && last.yes === 'true' && last.no === 'false' ? 'boolean' : 'text';
}

function jsonValue(text: string, type: ReturnType<typeof jsonTypeOf>, { clearedAs }: RestConfig): JsonValue {
  if (text === '') return clearedAs === 'null' ? null : '';
  if (type === 'number') return applyTransform(text, { kind: 'number' }) ?? text;
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

/**
 * Values as JSON. Text, but a number where the row ends with the transform `number`, and true or false where it ends with
 * `yes_no true, false`. What is cleared is null, or empty text.
 */
export function jsonValues(values: RecordValues, config: RestConfig): JsonObject {
  const types = new Map(config.mapping.map((row) => [row.target, jsonTypeOf(row)]));
  const entries = Object.entries(values).map(([target, text]): [string, JsonValue] => [
    target,
    jsonValue(text, types.get(target) ?? 'text', config),
  ]);
  return Object.fromEntries(entries);
}

/** Whether an update is the mark of a deletion, and nothing else. */
export function isDeactivation(values: RecordValues, { policies }: Pick<RestConfig, 'policies'>): boolean {
  const { target, value } = policies.deactivation;
  return Object.keys(values).length === 1 && Object.hasOwn(values, target) && values[target] === value;
}

function readRequest(call: Extract<RecordCall, { act: 'read' }>, config: RestConfig): RestRequest | null {
  const { value } = call;
  // What is removed is gone: there is nothing to ask about it.
  if (value === '' || call.isArchived === true) return null;
  if (call.by === 'id') return requestBy(config.read, { id: value }, {});
  if (call.by === 'email') return requestBy(config.find, { email: value }, { [config.emailTarget]: value });
  if (config.findUser === null || config.userIdTarget === null) return null;
  return requestBy(config.findUser, { user_id: value }, { [config.userIdTarget]: value });
}

/** The request of a call; null where nothing is asked: the key can be no record's, or the CRM has no such request. */
export function restRequest(call: RecordCall, config: RestConfig): RestRequest | null {
  switch (call.act) {
    case 'read':
      return readRequest(call, config);
    case 'create':
      return requestBy(config.create, {}, jsonValues(call.values, config));
    case 'update': {
      const isMark = config.deactivate !== null && isDeactivation(call.values, config);
      const template = isMark && config.deactivate !== null ? config.deactivate : config.update;
      return requestBy(template, { id: call.recordId }, jsonValues(call.values, config));
    }
    case 'archive':
      return config.remove === null ? null : requestBy(config.remove, { id: call.recordId }, {});
  }
}
