import { type JsonObject } from '../../../json/json';
import { type MappingRow, type RecordPolicies } from '../../records/record-config';
import { type RecordValues } from '../../records/record';

/** A contact as it stands in HubSpot before. */
export interface ContactBefore {
  id: string;
  properties: RecordValues;
  additionalEmails?: readonly string[];
  archived?: boolean;
}

/**
 * One event, the contacts before it, and what has to come of it. Requests are written `PATCH 42 {"lastname":"Lovelace"} 200`,
 * reads with the property they read by; the time of the event, which the Action writes along, is left out.
 */
export interface ParityVector {
  name: string;
  type: 'user.created' | 'user.updated' | 'user.deleted';
  object: JsonObject;
  previous?: JsonObject;
  /** RFC 3339; a moment of today unless told otherwise. */
  time?: string;
  contacts?: readonly ContactBefore[];
  mapping?: readonly MappingRow[];
  policies?: Partial<RecordPolicies>;
  /** What goes wrong at HubSpot, as its control API takes it. */
  troubles?: readonly object[];
  /** What the mirror has by then, where that is not what the event says. */
  mirror?: JsonObject;
  /** What the connector knows of the user's contact: nothing, where it is left out. */
  link?: { recordId: string; sent: RecordValues };
  /** Users that live, of those that contacts name. */
  living?: readonly string[];
  /** What the Action asks of HubSpot. */
  calls: readonly string[];
  /** What it says in the end, or how it fails. */
  says: string;
  /** Where the connector does something else on purpose: why, and what it writes, without the values. */
  differs?: { why: string; writes: readonly string[] };
}

export const eventTime = '2026-11-30T10:00:00.000Z';
export const earlier = '2026-11-30T09:00:00.000Z';
export const later = '2026-11-30T11:00:00.000Z';

/** A user as an event tells it, with a verified address. */
export const ada: JsonObject = {
  user_id: 'auth0|ada',
  email: 'ada@new.test',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lovelace',
  created_at: '2026-11-01T00:00:00.000Z',
  updated_at: eventTime,
  identities: [{ provider: 'auth0', connection: 'Username', user_id: 'ada', isSocial: false }],
};

export const adaWithout = (...fields: string[]): JsonObject =>
  Object.fromEntries(Object.entries(ada).filter(([field]) => !fields.includes(field)));

/** What stands in Ada's contact once all of it was sent. */
export const adaThere: RecordValues = {
  email: 'ada@new.test',
  firstname: 'Ada',
  lastname: 'Lovelace',
  auth0_user_id: 'auth0|ada',
  auth0_status: 'active',
};

export const row = (source: string, target: string, over: Partial<MappingRow> = {}): MappingRow => ({
  ...{ source, target, transforms: [], when: 'always', cleared: 'leave' },
  ...over,
});

/** Ada's contact, which knows the event of a time. */
export const there = (over: RecordValues = {}, knows = eventTime): ContactBefore => ({
  id: '42',
  properties: { ...adaThere, auth0_last_event_at: knows, ...over },
});

/** Ada's contact, as the connector remembers it. */
export const link = { recordId: '42', sent: adaThere };

/** A contact that has Ada's address, and no user. */
export const stranger: ContactBefore = { id: '77', properties: { email: 'ada@new.test', firstname: 'Grace' } };
