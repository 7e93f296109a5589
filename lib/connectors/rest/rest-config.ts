import { z } from 'zod';
import { jsonPointerShape } from '../../json/json-pointer';
import { mapping, type MappingRow, policyDefaults, recordPolicies, type Transform } from '../records/record-config';

const longestUrl = 2_000;
const longestText = 500;

function isPlainBase(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** Where the paths of the templates begin. */
const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(longestUrl, { error: `must have at most ${longestUrl} characters` })
  .refine((address) => isPlainBase(address) && !/[?#]/.test(address), {
    error: 'must hold no user name, password, query or #',
  });

const headerName = z
  .string()
  .trim()
  .regex(/^[A-Za-z][\w-]{0,63}$/, { error: 'must be the name of a header, such as X-Api-Key' })
  .refine((name) => !/^(host|content-.*|transfer-encoding|connection|user-agent|accept|cookie)$/i.test(name), {
    error: 'must be a header that is free',
  });

/** How the secret goes along. */
const auth = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('bearer') }),
    z.strictObject({
      kind: z.literal('basic'),
      user: z
        .string()
        .min(1, { error: 'must not be empty' })
        .max(200)
        // RFC 7617: a colon ends the user.
        .regex(/^[^:\p{Cc}]*$/u, { error: 'must hold no colon' }),
    }),
    z.strictObject({ kind: z.literal('header'), name: headerName }),
  ],
  { error: 'must be bearer, basic or header' },
);

const pointer = z
  .string()
  .max(longestText)
  .regex(jsonPointerShape, { error: 'must be a JSON pointer: empty, or such as /data/id' });

/** What a path may be filled with. */
export type Placeholder = 'id' | 'email' | 'user_id';

const isDotted = (path: string) =>
  (path.split('?')[0] ?? '').split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));

/** Text of a path without what is filled in. */
const withoutPlaceholder = (path: string, name: Placeholder) => path.replaceAll(`{${name}}`, '');

function pathOf(name: Placeholder | null) {
  const known = name === null ? 'no placeholder' : `no placeholder but {${name}}`;
  return z
    .string()
    .trim()
    .max(longestText)
    .regex(/^\/(?!\/)[^\s\\#\p{Cc}\p{Cs}]*$/u, { error: 'must begin with one / and hold no blank, \\ or #' })
    .refine((path) => !isDotted(path), { error: 'must hold no . or .. as a segment' })
    .refine((path) => !/[{}]/.test(name === null ? path : withoutPlaceholder(path, name)), {
      error: `must hold ${known}`,
    });
}

const readMethod = z.enum(['GET', 'POST'], { error: 'must be GET or POST' });
const writeMethod = z.enum(['POST', 'PUT', 'PATCH'], { error: 'must be POST, PUT or PATCH' });

/** `body`: where what is looked for stands in it, under the name of its target; null: the path says it all. */
const findBy = (name: 'email' | 'user_id') =>
  z
    .strictObject({ method: readMethod, path: pathOf(name), body: pointer.nullable() })
    .refine(({ method, body }) => method !== 'GET' || body === null, {
      path: ['body'],
      error: 'must be null: a GET has none',
    })
    .refine(({ path, body }) => body !== null || path.includes(`{${name}}`), {
      path: ['path'],
      error: `must hold {${name}}`,
    });

const byId = pathOf('id').refine((path) => path.includes('{id}'), { error: 'must hold {id}' });

/** Statuses that mean something else whatever a CRM says. */
const isFree = (status: number) => ![401, 403, 429].includes(status);

const statusList = z
  .array(z.int().min(400).max(499), { error: 'must be statuses from 400 to 499' })
  .max(20)
  .refine((list) => list.every(isFree), { error: 'must not name 401, 403 or 429' });

const target = z.string().trim().min(1, { error: 'must not be empty' }).max(200);

const paceError = { error: 'must be a whole number from 1 to 1,000' };

const shape = z.strictObject({
  kind: z.literal('rest'),
  baseUrl,
  auth,
  /** Finds records by address, and by user id; null: they cannot be found by it. */
  find: findBy('email'),
  findUser: findBy('user_id').nullable(),
  read: z.strictObject({ method: z.literal('GET', { error: 'must be GET' }), path: byId, body: z.null() }),
  /** `body`: where the values stand; empty: they are the body. */
  create: z.strictObject({ method: writeMethod, path: pathOf(null), body: pointer }),
  update: z.strictObject({ method: writeMethod, path: byId, body: pointer }),
  /** Sets the mark of a deletion; null: an update does. */
  deactivate: z
    .strictObject({
      method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE'], { error: 'must be POST, PUT, PATCH or DELETE' }),
      path: byId,
      body: pointer.nullable(),
    })
    .nullable(),
  /** Removes a record; null: none can be. */
  remove: z
    .strictObject({
      method: z.enum(['DELETE', 'POST'], { error: 'must be DELETE or POST' }),
      path: byId,
      body: z.null(),
    })
    .nullable(),
  answers: z.strictObject({
    /** Where the list of found records stands; a single record is one, too. */
    list: pointer,
    /** Where the record stands in the answer about one. */
    record: pointer,
    /** In a record: its id, and its values by target. */
    id: pointer,
    values: pointer,
    /** In the answer that a record exists: its id; null: it does not tell. */
    existing: pointer.nullable(),
    /** In a refusal: a list of names, of objects with `field` or `name`, or an object by name; null: it does not tell. */
    fields: pointer.nullable(),
  }),
  statuses: z.strictObject({ exists: statusList, missing: statusList }),
  /** How a value is cleared. */
  clearedAs: z.enum(['null', 'empty']),
  /** Where the user id stands in a record; null: it has no place for it. */
  userIdTarget: target.nullable(),
  emailTarget: target,
  /** Requests in one second at most. */
  perSecond: z.int(paceError).min(1, paceError).max(1_000, paceError),
  mapping,
  policies: recordPolicies,
});

type Shape = z.infer<typeof shape>;

const fillsAsIs = (rows: readonly MappingRow[], name: string | null, source: string) =>
  rows.some(
    (row) =>
      row.target === name && row.source === source && row.transforms.every(({ kind }) => /^(trim|lower)$/.test(kind)),
  );

/** What a setting needs of others, and what is said where that is missing. */
const needs: { holds: (config: Shape) => boolean; path: string[]; error: string }[] = [
  {
    holds: ({ mapping: rows, emailTarget }) => fillsAsIs(rows, emailTarget, 'email'),
    path: ['mapping'],
    error: 'must fill the target of the address from email: records are found by it',
  },
  {
    holds: ({ mapping: rows, userIdTarget }) => userIdTarget === null || fillsAsIs(rows, userIdTarget, 'user_id'),
    path: ['mapping'],
    error: 'must fill the target of the user id from user_id: records are known by it',
  },
  {
    holds: ({ findUser, userIdTarget }) => findUser === null || userIdTarget !== null,
    path: ['findUser'],
    error: 'must be null: there is no target of the user id',
  },
  {
    holds: ({ policies, findUser }) => policies.withoutEmail === 'park' || findUser !== null,
    path: ['policies', 'withoutEmail'],
    error: 'must be park: without an address a record is found by user id alone, and findUser is null',
  },
  {
    holds: ({ policies, remove }) => policies.whenDeleted !== 'archive' || remove !== null,
    path: ['policies', 'whenDeleted'],
    error: 'must be deactivate or keep: remove is null',
  },
  {
    holds: ({ statuses: { exists, missing } }) => !exists.some((status) => missing.includes(status)),
    path: ['statuses', 'missing'],
    error: 'must name no status that means that a record exists',
  },
];

/** Contacts of any CRM that speaks JSON over HTTP. */
export const restConfig = shape.superRefine((config, context) => {
  for (const { holds, path, error } of needs) {
    if (!holds(config)) context.addIssue({ code: 'custom', path, message: error });
  }
});

export type RestConfig = z.infer<typeof restConfig>;

const row = (source: string, to: string, transforms: Transform[] = []): MappingRow => ({
  ...{ source, transforms, target: to },
  when: 'always',
  cleared: 'leave',
});

/** What a new connector has besides its address: an ordinary JSON API. */
export const restDefaults = {
  kind: 'rest',
  auth: { kind: 'bearer' },
  find: { method: 'GET', path: '/contacts?email={email}', body: null },
  findUser: { method: 'GET', path: '/contacts?auth0_user_id={user_id}', body: null },
  read: { method: 'GET', path: '/contacts/{id}', body: null },
  create: { method: 'POST', path: '/contacts', body: '' },
  update: { method: 'PATCH', path: '/contacts/{id}', body: '' },
  deactivate: null,
  remove: null,
  answers: { list: '', record: '', id: '/id', values: '', existing: null, fields: null },
  statuses: { exists: [409], missing: [404, 410] },
  clearedAs: 'null',
  userIdTarget: 'auth0_user_id',
  emailTarget: 'email',
  perSecond: 10,
  mapping: [
    row('email', 'email', [{ kind: 'lower' }]),
    row('given_name', 'first_name'),
    row('family_name', 'last_name'),
    row('phone_number', 'phone'),
    row('user_id', 'auth0_user_id'),
    row('status', 'auth0_status'),
  ],
  policies: policyDefaults,
} satisfies Omit<RestConfig, 'baseUrl'>;
