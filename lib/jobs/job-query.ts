import { z } from 'zod';
import { backfillUsers } from '../connectors/connector';
import { findingActs, findingKinds } from '../connectors/finding';
import { applyInput, applyResults } from './apply';
import { backfillInput, backfillResults } from './backfill-connector';
import { verifyInput, verifyResults } from './verify-connector';
import { redeliveryInput, redeliveryResults } from './redelivery';

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** Query of `GET /api/jobs`. */
export const jobListQuery = z.object({ before: whole.optional() });

/** Rows of one page of jobs. */
export const jobsPerPage = 50;

/** Query of `GET /api/jobs/[id]/items`. */
export const jobItemsQuery = z.object({
  result: z
    .string()
    .transform((text) => [...new Set(text.split(',').filter((word) => word !== ''))])
    .pipe(z.array(z.enum([...new Set([...redeliveryResults, ...applyResults, ...backfillResults, ...verifyResults])])))
    .optional(),
  cursor: whole.optional(),
});

const redeliverBody = z.object({ kind: z.literal('redeliver'), input: redeliveryInput });
const applyBody = z.object({ kind: z.literal('apply'), input: applyInput });
const verifyJobBody = z.object({ kind: z.literal('verify_connector'), input: verifyInput });
const backfillJobBody = z.object({ kind: z.literal('backfill_connector'), input: backfillInput });

/** Body of `POST /api/connectors/[id]/backfill`. */
export const backfillBody = z.strictObject({ users: z.enum(backfillUsers).default('all') });

/** Body of `POST /api/jobs/preview`. */
export const jobPreviewBody = z.discriminatedUnion('kind', [redeliverBody, applyBody, backfillJobBody, verifyJobBody]);

/** What makes a job once: the header `Idempotency-Key`, or `key` in the body. */
export const jobKey = z.string().min(1).max(200);

/** Body of `POST /api/jobs`; `key` makes the job once, as does the header `Idempotency-Key`. */
export const newJobBody = z.discriminatedUnion('kind', [
  redeliverBody.extend({ key: jobKey.optional() }),
  applyBody.extend({ key: jobKey.optional() }),
  backfillJobBody.extend({ key: jobKey.optional() }),
  verifyJobBody.extend({ key: jobKey.optional() }),
]);

/** Findings that one request settles at most. */
export const mostSettled = 500;

/** Body of `POST /api/connectors/[id]/findings`: an act on some findings of a comparison, by key, or on all of one kind. */
export const findingsBody = z
  .strictObject({
    job: z.int().min(1),
    act: z.enum(findingActs, { error: `must be one of ${findingActs.join(', ')}` }),
    keys: z.array(z.string().min(1).max(400)).min(1).max(mostSettled).optional(),
    kind: z.enum(findingKinds).optional(),
  })
  .refine(({ keys, kind }) => (keys === undefined) !== (kind === undefined), {
    path: ['keys'],
    error: 'must be given, or kind must be, and not both',
  });
