import { type RedeliveryJob, type DeliveryStore, type SliceItem } from '../../deliveries/delivery-store';
import { type RedeliverySlice } from '../../jobs/redelivery-slice';
import { log } from '../process/log';
import { type Management } from '../management/client';
import { requestSlice } from '../management/deliveries';
import { isManagementError, type ManagementError } from '../management/errors';

interface SliceRequest {
  store: DeliveryStore;
  management: Management;
  streamId: string;
  slice: RedeliverySlice;
  /** Everything that the slice names, as Auth0 listed it just before. */
  items: readonly SliceItem[];
  actor: string;
  job: Pick<RedeliveryJob, 'id' | 'owner'>;
  /** Ends the wait for a turn, with an error; what was claimed is requested all the same. */
  signal: AbortSignal;
}

/**
 * `requested`: Auth0 took it. `unsure`: it may have taken all, some or none; the claims stand, and each delivery's record at
 * Auth0 tells. `not_claimed`: nothing was requested, because somebody else has requested one of them, or the job may begin nothing.
 */
export interface SliceAnswer {
  outcome: 'requested' | 'unsure' | 'not_claimed' | 'rate_limited';
  /** When it was claimed, in epoch ms. */
  askedAtMs: number;
  /** Milliseconds until Auth0 takes requests again; only for `rate_limited`, with the claims undone. */
  waitingMs: number | null;
}

/**
 * Requests everything that a slice names from Auth0 again, in one request. All are claimed first, in one transaction with their
 * items and audit entries, so that nobody requests one of them twice. Throws `ManagementError` with the claims undone.
 */
export async function redeliverSlice({ store, management, ...request }: SliceRequest): Promise<SliceAnswer> {
  const { streamId, slice, items, actor, job, signal } = request;
  // Before the claims: what waits must not look as if it had been requested.
  await management.budget.take('background', signal);
  const askedAtMs = Date.now();
  const answer = (outcome: SliceAnswer['outcome'], waitingMs: number | null = null) => ({
    outcome,
    askedAtMs,
    waitingMs,
  });
  const isClaimed = await store.claimRedeliveries(streamId, items, { atMs: askedAtMs, by: actor, job });
  if (!isClaimed) return answer('not_claimed');
  try {
    await requestSlice(management, { streamId, slice }, 'taken');
    return answer('requested');
  } catch (error) {
    if (isManagementError(error) && mayHaveBeenTaken(error)) {
      log.warn({ streamId, kind: error.kind }, 'Whether Auth0 took a redelivery by filter is looked up');
      return answer('unsure');
    }
    const eventIds = items.map(({ eventId }) => eventId);
    await store.releaseRedeliveries(streamId, eventIds, askedAtMs);
    if (isManagementError(error) && error.kind === 'rate_limited')
      return answer('rate_limited', error.retryAfterMs ?? 0);
    throw error;
  }
}

/**
 * No answer, an error on Auth0's side, or "one or more events is not in a state that allows redelivery", which does not say that
 * the others were left alone.
 */
function mayHaveBeenTaken({ mayHaveArrived, kind, upstreamStatus }: ManagementError): boolean {
  return mayHaveArrived || kind === 'conflict' || (upstreamStatus !== null && upstreamStatus >= 500);
}
