import 'server-only';
import { type z } from 'zod';
import { type ApplyPreview, type BackfillPreview, type RedeliveryPreview } from '../../jobs/job-answers';
import { type jobPreviewBody } from '../../jobs/job-query';
import { type Store } from '../../store';
import { management } from '../management/client';
import { previewApply } from './apply-preview';
import { previewBackfill } from './backfill-preview';
import { previewRedelivery } from './redelivery-preview';

/** What a job would do. Writes nothing. */
export function previewJob(
  store: Store,
  { kind, input }: z.infer<typeof jobPreviewBody>,
): Promise<ApplyPreview | BackfillPreview | RedeliveryPreview> {
  if (kind === 'backfill_connector') return previewBackfill(store, input);
  const world = { store, management: management() };
  return kind === 'apply' ? previewApply(world, input) : previewRedelivery(world, input);
}
