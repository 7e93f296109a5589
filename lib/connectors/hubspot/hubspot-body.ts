import { z } from 'zod';
import { parseJson } from '../../json/parse-json';
import { type FoundRecord } from '../records/record';
import { hubspotUserIdTarget } from '../records/record-config';

/** A part that is not as described counts as left out: HubSpot promises no field of an error. */
const loose = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined);

const texts = z
  .union([z.string(), z.array(z.unknown())])
  .transform((given) => (typeof given === 'string' ? [given] : given.filter((entry) => typeof entry === 'string')));

const context = z.looseObject({
  propertyName: loose(texts),
  missingScopes: loose(texts),
  requiredGranularScopes: loose(texts),
});

const detail = z.looseObject({
  message: loose(z.string()),
  code: loose(z.string()),
  /** In the details that stand as JSON in a message: what `code` is elsewhere. */
  error: loose(z.string()),
  name: loose(z.string()),
  context: loose(context),
});

const errorBody = z.looseObject({
  message: loose(z.string()),
  category: loose(z.string()),
  policyName: loose(z.string()),
  correlationId: loose(z.string()),
  context: loose(context),
  errors: loose(z.array(z.unknown())),
});

/** One value that was refused, as HubSpot tells it. */
export interface ValueProblem {
  target: string;
  /** Its word for the reason; empty where it tells none. */
  code: string;
  text: string;
}

/** What a body that refuses a request tells. */
export interface HubspotRefusal {
  message: string;
  policyName: string | null;
  correlationId: string | null;
  /** Scopes, any of which would do. */
  scopes: string[];
  problems: ValueProblem[];
}

/** What the text of an answer says as JSON; undefined for what is none: it broke off, or is a page. */
export function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

const detailsOf = (entries: unknown): z.infer<typeof detail>[] =>
  (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
    const { data } = detail.safeParse(entry);
    return data === undefined ? [] : [data];
  });

/** Details that stand as a JSON list within a sentence. */
function detailsWithin(message: string): z.infer<typeof detail>[] {
  const from = message.indexOf('[{');
  const to = message.lastIndexOf('}]');
  return from < 0 || to < from ? [] : detailsOf(readJson(message.slice(from, to + 2)));
}

/**
 * Reads what a refusal says; null for what is no JSON object, such as the page of a gateway. Values are named in three
 * places, of which any may be left out: `errors[].context.propertyName`, `errors[].name`, and JSON within `message`.
 */
export function readRefusal(text: string): HubspotRefusal | null {
  const { data } = errorBody.safeParse(readJson(text));
  if (data === undefined) return null;
  const { message = '', policyName = null, correlationId = null } = data;
  const details = [...detailsOf(data.errors), ...detailsWithin(message)];
  const scopes = [data.context, ...details.map((entry) => entry.context)].flatMap((entry) => scopesIn(entry));
  return { message, policyName, correlationId, scopes: [...new Set(scopes)], problems: problemsIn(details) };
}

const scopesIn = (given: z.infer<typeof context> | undefined) =>
  given === undefined ? [] : [given.missingScopes, given.requiredGranularScopes].flatMap((names) => names ?? []);

/** One problem a property, from whatever tells most about it. */
function problemsIn(details: readonly z.infer<typeof detail>[]): ValueProblem[] {
  const problems = new Map<string, ValueProblem>();
  for (const { context: place, name, code, error, message: text = '' } of details) {
    const word = code ?? error ?? '';
    for (const target of place?.propertyName ?? (name === undefined ? [] : [name])) {
      const known = problems.get(target) ?? { target, code: '', text: '' };
      problems.set(target, { target, code: known.code || word, text: known.text || text });
    }
  }
  return [...problems.values()];
}

const contact = z.looseObject({
  id: z.union([z.string().min(1), z.int()]),
  properties: loose(z.record(z.string(), z.unknown())),
  archived: loose(z.boolean()),
});

/** A value of a property, which HubSpot tells as text; an empty one is null there. */
const asText = (value: unknown) =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A contact as an answer tells it; null when it is none. */
export function readContact(given: unknown): FoundRecord | null {
  const { data } = contact.safeParse(given);
  if (data === undefined) return null;
  const values: Record<string, string> = {};
  for (const [target, value] of Object.entries(data.properties ?? {})) values[target] = asText(value);
  const formerIds = (values.hs_merged_object_ids ?? '').split(';').map((id) => id.trim());
  return {
    id: String(data.id),
    values,
    userId: values[hubspotUserIdTarget] || null,
    formerIds: formerIds.filter((id) => id !== ''),
    isArchived: data.archived === true,
  };
}

/** A contact in the text of an answer; null when it breaks off, is a page, or tells no contact. */
export const contactIn = (text: string): FoundRecord | null => readContact(readJson(text));
