import { z } from 'zod';
import { jobKinds } from './job';
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
    .pipe(z.array(z.enum(redeliveryResults)))
    .optional(),
  cursor: whole.optional(),
});

/** Body of `POST /api/jobs/preview`. */
export const jobPreviewBody = z.object({ kind: z.enum(jobKinds), input: redeliveryInput });

/** What makes a job once: the header `Idempotency-Key`, or `key` in the body. */
export const jobKey = z.string().min(1).max(200);

/** Body of `POST /api/jobs`; `key` makes the job once, as does the header `Idempotency-Key`. */
export const newJobBody = jobPreviewBody.extend({ key: jobKey.optional() });
