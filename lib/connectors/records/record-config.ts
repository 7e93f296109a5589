import { z } from 'zod';

/** Most rows of a mapping, and most steps of one row. */
const mostRows = 100;
const mostTransforms = 10;

const longestText = 500;
const text = z.string().max(longestText);

/** One step from a value to what is sent. */
export const transform = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['trim', 'lower', 'upper', 'first', 'number', 'json', 'digits']) }),
  z.strictObject({ kind: z.literal('join'), separator: text }),
  z.strictObject({ kind: z.literal('date'), as: z.enum(['day', 'ms', 'iso']) }),
  z.strictObject({ kind: z.literal('yes_no'), yes: text, no: text }),
  z.strictObject({ kind: z.literal('map'), table: z.record(text, text), otherwise: text.nullable() }),
  z.strictObject({ kind: z.literal('cut'), characters: z.int().min(1).max(65_536) }),
  z.strictObject({ kind: z.literal('prefix'), text }),
  z.strictObject({ kind: z.literal('default'), value: text }),
]);

export type Transform = z.infer<typeof transform>;

/**
 * One value that is carried on. `source` is a path in the profile or a derived value (see `valueOf`), a text that begins
 * with `=`, or a template of sources such as `{given_name} {family_name}`.
 */
export const mappingRow = z.strictObject({
  source: z.string().trim().min(1, { error: 'must not be empty' }).max(longestText),
  transforms: z.array(transform).max(mostTransforms),
  target: z.string().trim().min(1, { error: 'must not be empty' }).max(200),
  /** `create`: only with a new record. `if_empty`: only where the record has nothing there when it is first written. */
  when: z.enum(['always', 'create', 'if_empty']),
  /** What follows when the value was sent once and is gone: it stays there, or is cleared. */
  cleared: z.enum(['leave', 'clear']),
});

export type MappingRow = z.infer<typeof mappingRow>;

/** A condition on a source; a user takes part who meets all of them. */
export const condition = z.strictObject({
  source: z.string().trim().min(1).max(longestText),
  is: z.enum(['equal', 'not_equal', 'contains', 'begins', 'exists', 'missing', 'one_of']),
  /** What it is compared with; nothing for `exists` and `missing`. */
  values: z.array(text).max(100),
});

export type Condition = z.infer<typeof condition>;

export const mapping = z
  .array(mappingRow)
  .max(mostRows, { error: `must have at most ${mostRows} rows` })
  .refine((rows) => new Set(rows.map(({ target }) => target)).size === rows.length, {
    error: 'must name each target once',
  });

/** What happens in cases that each team decides for itself. The same for every system of records. */
export const recordPolicies = z.strictObject({
  /** Who takes part; without any, everybody. */
  filter: z.array(condition).max(20),
  /** No record for a user that was made after the connector. */
  whenNew: z.enum(['create', 'review', 'ignore']),
  /** No record for a user that is older than the connector. */
  whenKnown: z.enum(['create', 'review', 'ignore']),
  whenDeleted: z.enum(['deactivate', 'archive', 'keep']),
  /** What a deactivation sets. */
  deactivation: z.strictObject({ target: z.string().min(1).max(200), value: text }),
  /** A user without an address: nothing is made, or a record from the names. */
  withoutEmail: z.enum(['park', 'create']),
  /** Whether a user whose address is not verified gets a record of its own. */
  createUnverified: z.boolean(),
  /** The record was archived or is gone. */
  whenGone: z.enum(['review', 'create']),
  /** Another user has the record already. */
  whenShared: z.enum(['follow', 'review']),
  /** Where the profile names the record: a path below `app_metadata`; null: nowhere. Users write `user_metadata` themselves. */
  recordIdPath: z
    .string()
    .trim()
    .max(longestText)
    .regex(/^app_metadata\../, { error: 'must begin with app_metadata.' })
    .nullable(),
});

export type RecordPolicies = z.infer<typeof recordPolicies>;

export const policyDefaults: RecordPolicies = {
  filter: [],
  whenNew: 'create',
  whenKnown: 'create',
  whenDeleted: 'deactivate',
  deactivation: { target: 'auth0_status', value: 'deleted' },
  withoutEmail: 'park',
  createUnverified: true,
  whenGone: 'review',
  whenShared: 'follow',
  recordIdPath: 'app_metadata.crm_contact_id',
};

/** HubSpot's account, as it said when the credential was checked. */
const portal = z.strictObject({
  id: z.string().max(40),
  /** IANA name: its day of calls ends at its midnight. */
  timeZone: z.string().max(80),
  /** Host of the pages of its records. */
  uiDomain: z.string().max(200),
});

/** Contacts of a HubSpot account. */
export const hubspotConfig = z.strictObject({
  kind: z.literal('hubspot'),
  /** Null until the credential was checked. */
  portal: portal.nullable(),
  mapping,
  policies: recordPolicies,
});

export type HubspotConfig = z.infer<typeof hubspotConfig>;

/** The unique property by which a contact is known to be a user's. */
export const hubspotUserIdTarget = 'auth0_user_id';

/** Ids of HubSpot's records. */
export const numericId = /^\d{1,20}$/;

const row = (source: string, target: string, transforms: Transform[] = []): MappingRow => ({
  ...{ source, transforms, target },
  when: 'always',
  cleared: 'leave',
});

/** What a new HubSpot connector has. */
export const hubspotDefaults: HubspotConfig = {
  kind: 'hubspot',
  portal: null,
  mapping: [
    row('email', 'email', [{ kind: 'lower' }]),
    row('given_name', 'firstname'),
    row('family_name', 'lastname'),
    row('phone_number', 'phone'),
    row('user_id', hubspotUserIdTarget),
    row('status', 'auth0_status'),
  ],
  policies: policyDefaults,
};
