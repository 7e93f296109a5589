import { isObject, type JsonObject, listOf } from '../ground/json.ts';
import { badInput, badJson } from './hubspot-error.ts';
import type { HubspotCall } from './hubspot-route.ts';

const CONTACT_TYPES = ['contacts', 'contact', '0-1'];

/** Contacts are the only kind of record here. */
export function requireContacts({ request }: HubspotCall): void {
  const type = (request.params.objectType ?? '').toLowerCase();
  if (!CONTACT_TYPES.includes(type)) throw badInput(`Unable to infer object type from: ${type}`);
}

export function bodyOf({ request }: HubspotCall): JsonObject {
  if (isObject(request.body)) return request.body;
  throw badJson(request.rawBody === '' ? 'No content to map due to end-of-input' : 'Cannot deserialize value');
}

/** The properties to be written, as texts; numbers and booleans are read as their text. */
export function readProperties(value: unknown): Record<string, string> {
  if (!isObject(value)) throw badJson('Some required fields were not set: [properties]');
  const properties: Record<string, string> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry === null) throw badJson(`null value in entry: ${name}=null`);
    if (typeof entry === 'object') throw badJson(`Cannot deserialize value of type String from ${name}`);
    properties[name] = typeof entry === 'string' ? entry : JSON.stringify(entry);
  }
  return properties;
}

/** `?properties=a,b` or the same name several times. */
export function askedNames({ request }: HubspotCall): string[] {
  const given = request.query.getAll('properties').flatMap((names) => names.split(','));
  return given.map((name) => name.trim()).filter((name) => name !== '');
}

export const asksForArchived = ({ request }: HubspotCall): boolean => request.query.get('archived') === 'true';

/** A number in the query, kept between 1 and `most`. */
export function askedLimit(given: string | number | null | undefined, fallback: number, most: number): number {
  const limit = Math.floor(Number(given ?? fallback));
  if (!Number.isFinite(limit) || limit < 1) throw badInput(`Invalid limit: ${String(given)}`);
  return Math.min(limit, most);
}

export interface BatchInput {
  id: string;
  idProperty?: string;
  properties: Record<string, string>;
  trace?: string;
}

const BATCH_LIMIT = 100;

const textOrNumber = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function readInput(entry: unknown, needs: { id: boolean; properties: boolean }): BatchInput {
  if (!isObject(entry)) throw badJson('Cannot deserialize value of inputs');
  const id = textOrNumber(entry.id);
  if (needs.id && id === undefined) throw badJson('Some required fields were not set: [id]');
  const idProperty = textOrNumber(entry.idProperty);
  const trace = textOrNumber(entry.objectWriteTraceId);
  return {
    id: id ?? '',
    ...(idProperty !== undefined && { idProperty }),
    properties: needs.properties ? readProperties(entry.properties) : {},
    ...(trace !== undefined && { trace }),
  };
}

/** The inputs of a batch: at most 100, and none named twice. */
export function readInputs(body: JsonObject, needs: { id: boolean; properties: boolean }): BatchInput[] {
  const given = listOf(body.inputs);
  if (!given) throw badJson('Some required fields were not set: [inputs]');
  if (given.length === 0 || given.length > BATCH_LIMIT) {
    throw badInput(`A batch takes 1 to ${BATCH_LIMIT} inputs, not ${given.length}`);
  }
  const inputs = given.map((entry) => readInput(entry, needs));
  const ids = needs.id ? inputs.map(({ id }) => id.toLowerCase()) : [];
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (twice.length === 0) return inputs;
  throw badInput(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`, {
    context: { ids: twice },
  });
}
