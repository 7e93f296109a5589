import { z } from 'zod';
import { callResults, laneStates, reviewReasons } from './connector';
import { connectorConfig, connectorName } from './connector-config';
import { reviewSpans } from './review-span';
import { hubspotConfig } from './records/record-config';
import { restConfig } from './rest/rest-config';
import { mostPreviewUsers } from './records/record-preview';

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** A comma separated list of known words; absent or empty: all. */
const listOf = <const Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .optional()
    .transform((text, context): Word[] | undefined => {
      const given = (text ?? '').split(',').filter((part) => part !== '');
      const known = given.flatMap((part) => words.filter((word) => word === part));
      if (known.length !== given.length) context.addIssue(`must be of ${words.join(', ')}`);
      return known.length === 0 ? undefined : known;
    });

const secretText = z.string().min(1, { error: 'must not be empty' }).max(1_000);

/** Rows of one page of lanes, and of calls. */
export const lanesPerPage = 50;
export const callsPerPage = 50;

/** Query of `GET /api/connectors/[id]/lanes`. */
export const laneListQuery = z.object({
  state: listOf(laneStates),
  /** Beginning of the user id. */
  q: z.string().max(300).optional(),
  before: whole.optional(),
});

/** Query of `GET /api/connectors/[id]/calls`. */
export const callListQuery = z.object({
  result: listOf(callResults),
  /** Id of a user, or of an event without one. */
  user: z.string().max(300).optional(),
  before: whole.optional(),
});

/** Body of `POST /api/connectors`. */
export const newConnectorBody = z.strictObject({
  name: connectorName,
  config: connectorConfig,
  /** Of the database, and of the system of records. A webhook has a secret that is made for it. */
  password: secretText.optional(),
  token: secretText.optional(),
});

/** Body of `PUT /api/connectors/[id]/secrets/password`, and of `…/token`: the one of that name. */
export const givenSecretBody = z.strictObject({ password: secretText.optional(), token: secretText.optional() });

/** Body of `PATCH /api/connectors/[id]`: what changes, and the version that it was read as. */
export const connectorChangeBody = z.strictObject({
  name: connectorName.optional(),
  config: connectorConfig.optional(),
  /** A new one; needed when the database is another one than before. */
  password: secretText.optional(),
  token: secretText.optional(),
  ifVersion: z.int().min(1),
});

/** Body of `DELETE /api/connectors/[id]`: the name, typed again. */
export const connectorDeletionBody = z.strictObject({ name: z.string() });

/**
 * What a person does with one user. `push` tries now. `skip` passes over the event, or the user until the next change. The
 * others are about the user's record: see lib/connectors/records/decide-lane.ts.
 */
export const laneActs = [
  'push',
  'skip',
  'link',
  'create',
  'leave_out',
  'never',
  'unlink',
  'follow',
  'make_writer',
  'confirm_deletion',
] as const;

export type LaneActName = (typeof laneActs)[number];

const recordId = z.string().regex(/^[\w-]{1,64}$/, { error: 'must be the id of a record' });

/** Body of `POST /api/connectors/[id]/lanes/[key]`. */
export const laneActBody = z.strictObject({
  act: z.enum(laneActs, { error: `must be one of ${laneActs.join(', ')}` }),
  isEvent: z.boolean().default(false),
  /** For `link` and `follow`; for `make_writer` of a user that has no record yet. */
  recordId: recordId.optional(),
});

/** Body of `POST /api/connectors/[id]/preview`. */
export const previewBody = z.strictObject({
  /** In the place of the saved settings. */
  config: z.discriminatedUnion('kind', [hubspotConfig, restConfig]).optional(),
  /** User ids; without them the users of the newest events. */
  users: z.array(z.string().min(1).max(300)).min(1).max(mostPreviewUsers).optional(),
});

/** Query of `GET /api/connectors/[id]/targets`: `fresh=1` reads them again. */
export const targetListQuery = z.object({ fresh: z.literal('1').optional() });

/** Query of `GET /api/connectors/[id]/records`: ids, or words that a person looks for. */
export const recordListQuery = z
  .object({
    q: z.string().trim().min(1, { error: 'must not be empty' }).max(200).optional(),
    ids: z
      .string()
      .regex(/^[\w-]{1,64}(,[\w-]{1,64}){0,19}$/, { error: 'must be 1 to 20 ids' })
      .transform((text) => text.split(','))
      .optional(),
  })
  .refine(({ q, ids }) => (q === undefined) !== (ids === undefined), { path: ['q'], error: 'must be given, or ids' });

/** Rows of one page of reviews. */
export const reviewsPerPage = 100;

const reviewSpan = z.enum(reviewSpans, { error: `must be ${reviewSpans.join(' or ')}` });

/** Query of `GET /api/reviews`. */
export const reviewListQuery = z.object({
  connector: whole.optional(),
  reason: listOf(reviewReasons),
  since: reviewSpan.optional(),
  before: whole.optional(),
});

/** Body of `POST /api/reviews/bulk`: a slice of up to 500 cases. */
export const bulkReviewBody = z.strictObject({
  connector: z.int().min(1),
  reason: z.enum(reviewReasons),
  act: z.enum(['push', 'skip'], { error: 'must be push or skip' }),
  /** Only those that wait since then. */
  since: reviewSpan.optional(),
});
