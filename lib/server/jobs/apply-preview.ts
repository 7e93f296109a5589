import 'server-only';
import { type ApplyInput } from '../../jobs/apply';
import { type ApplyPreview } from '../../jobs/job-answers';
import { type Store } from '../../store';
import { ledgerWindow } from '../ledger/ledger-window';
import { type Management } from '../management/client';
import { ManagementError } from '../management/errors';
import { requiredStreams } from '../management/known-streams';

/** What applying the feed's copies would do now. Writes nothing. Throws `ManagementError`. */
export async function previewApply(
  { store, management }: { store: Store; management: Management },
  { stream: streamId, from, to }: ApplyInput,
): Promise<ApplyPreview> {
  const { streams } = await requiredStreams(management);
  const stream = streams.find(({ id }) => id === streamId);
  if (stream === undefined) throw new ManagementError('not_found', 'The tenant has no such event stream.');
  const window = await ledgerWindow(store, stream, { fromMs: from, toMs: to });
  const { slots } = await store.tallyLedger({ ...window, startMs: window.fromMs, bucketMs: Math.max(1, to - from) });
  const of = slots.filter(({ combination, ignoreSeq }) => combination === 'never_delivered' && ignoreSeq === null);
  return {
    kind: 'apply',
    total: of.reduce((sum, { count }) => sum + count, 0),
    users: of.reduce((sum, { users }) => sum + users, 0),
    fromMs: of.length === 0 ? null : Math.min(...of.map((slot) => slot.fromMs)),
    toMs: of.length === 0 ? null : Math.max(...of.map((slot) => slot.toMs)),
  };
}
