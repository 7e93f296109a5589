import 'server-only';
import { type z } from 'zod';
import {
  type ApplyPreview,
  type BackfillPreview,
  type RedeliveryPreview,
  type VerifyPreview,
} from '../../jobs/job-answers';
import { type jobPreviewBody } from '../../jobs/job-query';
import { type Store } from '../../store';
import { management } from '../management/client';
import { previewApply } from './apply-preview';
import { previewBackfill } from './backfill-preview';
import { previewVerify } from './verify-preview';
import { previewRedelivery } from './redelivery-preview';

/** What a job would do. Writes nothing. */
export function previewJob(
  store: Store,
  { kind, input }: z.infer<typeof jobPreviewBody>,
): Promise<ApplyPreview | BackfillPreview | RedeliveryPreview | VerifyPreview> {
  if (kind === 'backfill_connector') return previewBackfill(store, input);
  if (kind === 'verify_connector') return previewVerify(store, input);
  const world = { store, management: management() };
  return kind === 'apply' ? previewApply(world, input) : previewRedelivery(world, input);
}
