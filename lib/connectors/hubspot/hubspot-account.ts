import { z } from 'zod';
import { type PropertyFacts } from '../records/check-mapping';
import { type FoundRecord } from '../records/record';
import { type RecordGlance } from '../records/record-glance';
import { readContact } from './hubspot-body';

/** HubSpot's account, as it tells about itself. */
export interface PortalFacts {
  id: string;
  /** IANA name. */
  timeZone: string;
  /** Host of the pages of its records. */
  uiDomain: string;
}

const account = z.looseObject({
  portalId: z.union([z.int(), z.string().min(1)]).transform(String),
  timeZone: z.string().catch('UTC'),
  uiDomain: z.string().catch('app.hubspot.com'),
});

/** An answer of `account-info/…/details`; null when it is none. */
export function readAccount(body: unknown): PortalFacts | null {
  const { data } = account.safeParse(body);
  return data === undefined ? null : { id: data.portalId, timeZone: data.timeZone, uiDomain: data.uiDomain };
}

const tokenInfo = z.looseObject({ scopes: z.array(z.string()) });

/** The scopes of a key, from an answer of `access-token-info`; null when it is none. */
export const readScopes = (body: unknown): string[] | null => tokenInfo.safeParse(body).data?.scopes ?? null;

const results = z.looseObject({ results: z.array(z.unknown()) });

/** The entries of a list that can be read; null for what is no list. */
function readAll<T>(body: unknown, read: (entry: unknown) => T | null): T[] | null {
  const { data } = results.safeParse(body);
  return data?.results.map(read).filter((entry) => entry !== null) ?? null;
}

/** Requests of an account's day, all of its apps together. */
export interface DayUsage {
  used: number;
  limit: number;
  /** Epoch ms; null where it is not told. */
  resetsAtMs: number | null;
}

const usage = z.looseObject({
  usageLimit: z.int().min(1),
  currentUsage: z.int().min(0),
  resetsAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .nullish()
    .catch(null),
});

/** An answer of `account-info/…/api-usage/daily/private-apps`; null when it tells no usage. */
export function readUsage(body: unknown): DayUsage | null {
  const read = readAll(body, (entry) => usage.safeParse(entry).data ?? null);
  const first = read?.[0];
  if (first === undefined) return null;
  return { used: first.currentUsage, limit: first.usageLimit, resetsAtMs: first.resetsAt ?? null };
}

const option = z.looseObject({ label: z.string().catch(''), value: z.string() });

const property = z.looseObject({
  name: z.string().min(1),
  label: z.string().catch(''),
  type: z.string().catch('string'),
  options: z.array(z.unknown()).catch([]),
  hasUniqueValue: z.boolean().catch(false),
  archived: z.boolean().catch(false),
  modificationMetadata: z
    .looseObject({ readOnlyValue: z.boolean().catch(false) })
    .optional()
    .catch(undefined),
});

function readProperty(entry: unknown): PropertyFacts | null {
  const { data } = property.safeParse(entry);
  if (data === undefined || data.archived) return null;
  const options = data.options.flatMap((given) => {
    const known = option.safeParse(given).data;
    return known === undefined ? [] : [{ label: known.label, value: known.value }];
  });
  return {
    name: data.name,
    label: data.label === '' ? data.name : data.label,
    type: data.type,
    options,
    isReadOnly: data.modificationMetadata?.readOnlyValue === true,
    // Addresses are unique by themselves.
    isUnique: data.hasUniqueValue || data.name === 'email',
  };
}

/** The properties of contacts that are not archived; null when the answer is no list of them. */
export const readPropertyList = (body: unknown): PropertyFacts[] | null => readAll(body, readProperty);

/** Contacts of a search or a batch. */
export const readContactList = (body: unknown): FoundRecord[] | null => readAll(body, readContact);

const paged = z.looseObject({
  paging: z
    .looseObject({ next: z.looseObject({ after: z.string().min(1) }).optional() })
    .optional()
    .catch(undefined),
});

/** A page of the list of contacts, and what asks for the next one; null when the answer is none. */
export function readContactPage(body: unknown): { records: FoundRecord[]; next: string | null } | null {
  const records = readContactList(body);
  const next = paged.safeParse(body).data?.paging?.next?.after ?? null;
  return records === null ? null : { records, next };
}

/** What is read of a contact for `glanceOf`. */
export const glanceProperties = ['firstname', 'lastname', 'email', 'company', 'createdate', 'lastmodifieddate'];

const timeOf = (text: string | undefined): number | null => {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
};

/** A contact as a person looks at it who is to choose one. */
export function glanceOf({ id, values, userId }: FoundRecord): RecordGlance {
  return {
    ...{ id, userId },
    name: [values.firstname, values.lastname].filter((part) => part !== undefined && part !== '').join(' '),
    email: values.email || null,
    company: values.company || null,
    createdAtMs: timeOf(values.createdate),
    changedAtMs: timeOf(values.lastmodifieddate),
  };
}
