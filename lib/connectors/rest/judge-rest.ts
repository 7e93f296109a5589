import { isJsonObject, type JsonObject, type JsonValue } from '../../json/json';
import { valueAt } from '../../json/json-pointer';
import { parseJson } from '../../json/parse-json';
import { minuteMs } from '../../spans';
import { withoutAddresses } from '../../text/mask-addresses';
import { type FoundRecord } from '../records/record';
import { type FieldRefusal, type RecordCall, type RecordReply, type StoppedReply } from '../records/record-reply';
import { isAbsent, jsonText, scalarText } from '../records/transforms';
import { askedPause } from '../retry-pace';
import { type RestConfig } from './rest-config';

/** What came back: the beginning of the body, and headers by their names in lower case. */
export interface RestAnswer {
  status: number;
  headers: Readonly<Partial<Record<string, string>>>;
  text: string;
}

/** Characters of an error that are kept, and of an id. */
const mostError = 1_000;
const mostId = 200;

/** How long a CRM is left alone that asks for it and does not say for how long, in ms. */
const unaskedMs = minuteMs;

/**
 * What an answer to a request about a record means. A write that was answered by 500 or more, or by what cannot be read, may
 * have been done: `isUnknown`.
 */
export function judgeRest(answer: RestAnswer, call: RecordCall, config: RestConfig, nowMs: number): RecordReply {
  const { status } = answer;
  if (status >= 200 && status < 300) return done(answer, call, config);
  return refused(answer, call, config) ?? stoppedBy(answer, call, nowMs);
}

/** What the text of an answer says as JSON; undefined for what is none: it broke off, or is a page. */
function jsonIn(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

const kept = (error: string) => withoutAddresses(error.slice(0, 2 * mostError)).slice(0, mostError);

const stopped = (judgement: StoppedReply['judgement'], error: string, isUnknown = false): StoppedReply => ({
  ...{ kind: 'stopped', judgement, isUnknown },
  error: kept(error),
});

function told({ status, text }: RestAnswer): string {
  const said = text.trim();
  return said === '' ? `answered ${status}` : `answered ${status}: ${said}`;
}

const atPointer = (pointer: string) => (pointer === '' ? 'as a whole' : `at ${pointer}`);

/** The settings do not fit what is answered: every other user would fare alike. */
const unfit = (error: string, isUnknown: boolean) =>
  stopped({ kind: 'hold', reason: 'schema_changed' }, error, isUnknown);

function done(answer: RestAnswer, call: RecordCall, config: RestConfig): RecordReply {
  switch (call.act) {
    case 'archive':
      return { kind: 'none' };
    case 'update':
      return { kind: 'record', record: { ...plainRecord(call.recordId), values: call.values } };
    case 'create':
      return created(answer, call, config);
    case 'read':
      return call.by === 'id' ? readById(answer, call.value, config) : found(answer, call, config);
  }
}

const plainRecord = (id: string): FoundRecord => ({ id, values: {}, userId: null, formerIds: [], isArchived: false });

function idIn(record: JsonValue | undefined, { answers }: RestConfig): string | null {
  const id = valueAt(record, answers.id);
  const text = isAbsent(id) || typeof id === 'boolean' ? undefined : scalarText(id);
  return text === undefined || text.length > mostId ? null : text;
}

/** A record as an answer tells it, with what stands in its targets as text. */
function recordIn(given: JsonValue, id: string, config: RestConfig): FoundRecord {
  const { mapping, emailTarget, userIdTarget, answers } = config;
  const values = valueAt(given, answers.values);
  const names = new Set([...mapping.map(({ target }) => target), emailTarget]);
  if (userIdTarget !== null) names.add(userIdTarget);
  const entries = [...names].flatMap((name): [string, string][] => {
    const value = isJsonObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? [] : [[name, value === null ? '' : (scalarText(value) ?? jsonText(value) ?? '')]];
  });
  const texts: Record<string, string> = Object.fromEntries(entries);
  const userId = userIdTarget === null ? '' : (texts[userIdTarget] ?? '');
  return { ...plainRecord(id), values: texts, userId: userId === '' ? null : userId };
}

/** The last segment of `Location` (RFC 9110), where the body does not tell the id. */
function idInLocation(location: string | undefined): string | null {
  const last = /\/([^/?#]+)\/?(?:[?#].*)?$/.exec(location ?? '')?.[1];
  if (last === undefined) return null;
  try {
    return decodeURIComponent(last).slice(0, mostId);
  } catch {
    return null;
  }
}

function created(answer: RestAnswer, call: RecordCall & { act: 'create' }, config: RestConfig): RecordReply {
  const id = idIn(valueAt(jsonIn(answer.text), config.answers.record), config) ?? idInLocation(answer.headers.location);
  if (id !== null) return { kind: 'record', record: { ...plainRecord(id), values: call.values } };
  const place = atPointer(config.answers.record + config.answers.id);
  return unfit(`answered ${answer.status} to a creation, and no id ${place} and no Location`, true);
}

/** An answer that says that it was done, and is no JSON: a page of what stands before the CRM, perhaps. */
const noJson = ({ status }: RestAnswer) =>
  stopped({ kind: 'failed', isOutage: true, isAnswered: true }, `answered ${status}, and not with JSON`);

function readById(answer: RestAnswer, id: string, config: RestConfig): RecordReply {
  if (answer.status === 204) return { kind: 'none' };
  const body = jsonIn(answer.text);
  if (body === undefined) return noJson(answer);
  const record = valueAt(body, config.answers.record);
  if (record === null) return { kind: 'none' };
  if (!isJsonObject(record)) {
    return unfit(`answered ${answer.status}, and no record ${atPointer(config.answers.record)}`, false);
  }
  return { kind: 'record', record: recordIn(record, id, config) };
}

/** The records in an answer to a search, at most as many as it has; why it has none where it should. */
export function foundRecords(answer: RestAnswer, config: RestConfig): { records: JsonObject[] } | StoppedReply {
  if (answer.status === 204) return { records: [] };
  const body = jsonIn(answer.text);
  if (body === undefined) return noJson(answer);
  const list = valueAt(body, config.answers.list);
  if (list === null) return { records: [] };
  if (Array.isArray(list)) return { records: list.filter((entry) => isJsonObject(entry)) };
  if (isJsonObject(list)) return { records: [list] };
  return unfit(`answered ${answer.status}, and no list ${atPointer(config.answers.list)}`, false);
}

/**
 * The record that was looked for. A search may tell more than was asked for, and one that takes no notice of its filter tells
 * everybody: only a record that has the value counts.
 */
function found(answer: RestAnswer, call: RecordCall & { act: 'read' }, config: RestConfig): RecordReply {
  const told = foundRecords(answer, config);
  if ('kind' in told) return told;
  const target = call.by === 'email' ? config.emailTarget : (config.userIdTarget ?? '');
  const records = told.records.map((given) => ({ id: idIn(given, config), record: recordIn(given, '', config) }));
  const telling = records.filter(({ record }) => Object.hasOwn(record.values, target));
  if (records.length > 0 && telling.length === 0) {
    return unfit(`found records without ${target}: they cannot be told apart`, false);
  }
  const isMeant = (text: string | undefined) =>
    call.by === 'email' ? text?.trim().toLowerCase() === call.value.trim().toLowerCase() : text === call.value;
  const meant = telling.filter(({ record }) => isMeant(record.values[target]));
  const ids = [...new Set(meant.map(({ id }) => id))];
  const [first] = meant;
  if (first === undefined) return { kind: 'none' };
  if (ids.includes(null)) return unfit(`found a record, and no id ${atPointer(config.answers.id)} in it`, false);
  if (ids.length > 1)
    return several(
      ids.flatMap((id) => id ?? []),
      call,
    );
  return { kind: 'record', record: { ...first.record, id: first.id ?? '' } };
}

function several(ids: readonly string[], { by }: RecordCall & { act: 'read' }): StoppedReply {
  const origin = by === 'email' ? ('email' as const) : ('user_id' as const);
  const candidates = ids.slice(0, 10).map((recordId) => ({ recordId, by: origin, userId: null }));
  const facts = { candidates, refused: {} };
  const name = by === 'email' ? 'address' : 'user id';
  return stopped(
    { kind: 'refused', reason: 'several_records', facts },
    `${ids.length} records have the ${name}: ${ids.slice(0, 10).join(', ')}.`,
  );
}

/** What a refusal says about the record, or what was to be written of it; null when it says nothing. */
function refused(answer: RestAnswer, call: RecordCall, config: RestConfig): RecordReply | null {
  const { status } = answer;
  const { exists, missing } = config.statuses;
  if (missing.includes(status)) return call.act === 'create' ? null : { kind: 'none' };
  if (call.act === 'read' || call.act === 'archive') return null;
  // An update without an address can be in conflict with nothing but a write at the same moment.
  const isTaken = exists.includes(status) && (call.act === 'create' || Object.hasOwn(call.values, config.emailTarget));
  if (isTaken) return { kind: 'conflict', recordId: existingId(answer, config), isUserId: false };
  if (exists.includes(status)) return null;
  return status === 400 || status === 422 ? invalid(answer, call.values, config) : null;
}

function existingId({ text }: RestAnswer, { answers }: RestConfig): string | null {
  if (answers.existing === null) return null;
  const id = valueAt(jsonIn(text), answers.existing);
  const asText = isAbsent(id) || typeof id === 'boolean' ? undefined : scalarText(id);
  return asText === undefined || asText.length > mostId ? null : asText;
}

interface NamedField {
  name: string;
  text: string;
}

const nameKeys = ['field', 'name', 'property', 'attribute', 'path', 'param'];
const textKeys = ['message', 'msg', 'detail', 'error', 'reason', 'code'];

const textsOf = (said: JsonValue): string[] =>
  (Array.isArray(said) ? said : [said]).filter((part) => typeof part === 'string');

function textAmong(entry: JsonObject, keys: readonly string[]): string | null {
  const texts = keys.flatMap((key) => (Object.hasOwn(entry, key) ? textsOf(entry[key] ?? null) : []));
  return texts.find((text) => text !== '') ?? null;
}

function namedIn(entry: JsonValue): NamedField[] {
  if (typeof entry === 'string') return [{ name: entry, text: '' }];
  if (!isJsonObject(entry)) return [];
  const name = textAmong(entry, nameKeys);
  return name === null ? [] : [{ name, text: textAmong(entry, textKeys) ?? '' }];
}

/** Fields that a refusal names: a list of names, of objects that name one, or an object by name. */
function namedFields({ text }: RestAnswer, { answers }: RestConfig): NamedField[] {
  const named = answers.fields === null ? undefined : valueAt(jsonIn(text), answers.fields);
  if (Array.isArray(named)) return named.flatMap(namedIn);
  if (!isJsonObject(named)) return namedIn(named ?? null);
  return Object.entries(named).map(([name, said]) => ({ name, text: textsOf(said).join(' ') }));
}

function invalid(answer: RestAnswer, sent: Readonly<Record<string, string>>, config: RestConfig): RecordReply {
  const named = namedFields(answer, config);
  if (named.length === 0) return stopped({ kind: 'refused', reason: 'value_refused' }, told(answer));
  const reasonOf = (name: string): FieldRefusal => {
    if (!Object.hasOwn(sent, name)) return 'rule';
    return name === config.emailTarget ? 'email_invalid' : 'value';
  };
  const fields = named.slice(0, 50).map(({ name, text }) => ({
    target: name.slice(0, mostId),
    reason: reasonOf(name),
    text: kept(text === '' ? 'refused' : text),
  }));
  return { kind: 'refused', fields };
}

/** What an answer means that says nothing about a record: wait, try again, or have a person see to the connector. */
export function stoppedBy(answer: RestAnswer, call: Pick<RecordCall, 'act'>, nowMs: number): StoppedReply {
  const { status, headers } = answer;
  const error = told(answer);
  if (status === 401) return stopped({ kind: 'hold', reason: 'credential_refused' }, error);
  if (status === 403) return stopped({ kind: 'hold', reason: 'permission_missing' }, error);
  const isUnknown = status >= 500 && call.act !== 'read';
  if (status === 429 || status === 503) {
    const pauseMs = askedPause(headers['retry-after'] ?? null, nowMs) ?? unaskedMs;
    return stopped({ kind: 'quiet', untilMs: nowMs + pauseMs }, error, isUnknown);
  }
  if (status >= 300 && status < 400) {
    const words = `answered ${status}: it leads elsewhere, which is not followed`;
    return stopped({ kind: 'failed', isOutage: false, isAnswered: true }, words);
  }
  return stopped({ kind: 'failed', isOutage: status >= 500, isAnswered: true }, error, isUnknown);
}
