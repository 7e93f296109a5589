import { type z } from 'zod';
import { type newJobBody } from '../../jobs/job-query';
import { type Store } from '../../store';
import { management } from '../management/client';
import { createApply, createBackfill, createRedelivery, createVerify } from './job-deeds';

interface By {
  store: Store;
  actor: string;
  key: string | null;
}

/** Starts the job of a body of `POST /api/jobs`. Throws a problem where it could not do anything. */
export function createJob(by: By, body: z.infer<typeof newJobBody>) {
  if (body.kind === 'backfill_connector') return createBackfill({ ...by, input: body.input });
  if (body.kind === 'verify_connector') return createVerify({ ...by, input: body.input });
  // Without the Management API nothing could be requested: better said now than by a job that fails.
  management();
  return body.kind === 'apply'
    ? createApply({ ...by, input: body.input })
    : createRedelivery({ ...by, input: body.input });
}
