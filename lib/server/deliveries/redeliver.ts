import { type DeliveryName, type DeliveryState, type RedeliveryClaim } from '../../deliveries/delivery';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { type DeliveryStore, type RedeliveryJob } from '../../deliveries/delivery-store';
import { planNextSend } from '../../deliveries/send-schedule';
import { log } from '../process/log';
import { type Management } from '../management/client';
import { requestRedelivery } from '../management/deliveries';
import { isManagementError, ManagementError } from '../management/errors';
import { type Priority } from '../management/rate-budget';

interface World {
  store: DeliveryStore;
  management: Management;
}

/** For whom a redelivery is requested in the background. */
interface Turn {
  item: RedeliveryJob;
  /** Ends the wait for a turn, with an error; what was claimed is sent all the same. */
  signal: AbortSignal;
}

export interface Redelivery {
  state: DeliveryState;
  /** Milliseconds until the request is sent, when Auth0's rate limit holds it back; else null. */
  waitingMs: number | null;
  /** True when nothing was requested by this call, because it had been requested (or had arrived) before. */
  alreadyAsked: boolean;
}

/**
 * Requests one failed event from Auth0 again, once however often it is called: the claim in the store decides (and writes
 * the audit row). The answer is at best `asked`; only a receipt makes it `recovered`. After a 429 the request is kept in
 * its row and sent later. Throws `ManagementError`: `not_found` for a delivery we do not know, `missing_scope`,
 * `credentials`, `unavailable`… with the claim undone, except where Auth0 may have taken a request that it never answered.
 * A `job` waits for its turn in the rate budget first, until its signal; then it requests only while it may begin things.
 */
export async function redeliver({
  actor,
  streamId,
  eventId,
  job,
  ...world
}: World & { actor: string; streamId: string; eventId: string; job?: Turn }): Promise<Redelivery> {
  // Before the claim: what waits must not look as if it had been requested.
  const turnIsOver = job === undefined ? null : await world.management.budget.take('background', job.signal);
  try {
    return await claimAndSend(world, { actor, streamId, eventId, job });
  } finally {
    turnIsOver?.();
  }
}

async function claimAndSend(
  world: World,
  { actor, streamId, eventId, job }: { actor: string; job: Turn | undefined } & DeliveryName,
): Promise<Redelivery> {
  const askedAtMs = Date.now();
  const asked = { atMs: askedAtMs, by: actor, ...(job !== undefined && { job: job.item }) };
  const isClaimed = await world.store.claimRedelivery(streamId, eventId, asked);
  if (!isClaimed) return alreadyAsked(world.store, streamId, eventId);
  const priority = job === undefined ? 'person' : 'taken';
  return { ...(await send(world, { streamId, eventId, askedAtMs }, priority)), alreadyAsked: false };
}

async function alreadyAsked(store: DeliveryStore, streamId: string, eventId: string): Promise<Redelivery> {
  const delivery = await store.getDelivery(streamId, eventId);
  if (delivery === null) throw new ManagementError('not_found', 'No failed delivery with this id is known here.');
  const { state, sendAfterMs } = delivery;
  const waitingMs = sendAfterMs === null ? null : Math.max(0, sendAfterMs - Date.now());
  return { state, waitingMs, alreadyAsked: true };
}

async function send(
  { store, management }: World,
  claim: RedeliveryClaim,
  priority: Priority,
): Promise<Omit<Redelivery, 'alreadyAsked'>> {
  const { streamId, eventId, askedAtMs } = claim;
  try {
    await requestRedelivery(management, claim, priority);
    return { state: 'asked', waitingMs: null };
  } catch (error) {
    const kind = isManagementError(error) ? error.kind : null;
    // "Not in a state that allows redelivery": it is being delivered again already.
    if (kind === 'conflict') return { state: 'asked', waitingMs: null };
    if (kind === 'not_found') {
      await store.markGone(streamId, eventId, Date.now());
      return { state: 'gone', waitingMs: null };
    }
    if (isManagementError(error) && kind === 'rate_limited') {
      const atMs = Date.now();
      const sendAfterMs = planNextSend({ askedAtMs, atMs }, error.retryAfterMs);
      if (sendAfterMs !== null) {
        await store.postponeRedelivery(claim, sendAfterMs);
        return { state: 'asked', waitingMs: sendAfterMs - atMs };
      }
    }
    // Auth0 may have taken a request it never answered: a second one could deliver twice, so the claim stays and the
    // watcher finds out. "No answer yet" opens it again.
    if (!(isManagementError(error) && error.mayHaveArrived)) await store.releaseRedelivery(claim);
    throw error;
  }
}

/** Sends a request that had waited for the rate limit. Nobody waits for the answer: it shows as the delivery's state. */
export async function sendHeld(world: World, { streamId, eventId, askedAtMs }: DeliverySummary): Promise<void> {
  if (askedAtMs === null) return;
  const claim = { streamId, eventId, askedAtMs };
  try {
    const { state, waitingMs } = await send(world, claim, 'background');
    if (state === 'asked' && waitingMs === null) await world.store.noteRedeliverySent(claim, Date.now());
  } catch (error) {
    if (!isManagementError(error)) throw error;
    log.warn(
      { streamId, eventId, kind: error.kind },
      'A redelivery that had waited for the rate limit was not accepted',
    );
    if (error.mayHaveArrived) await world.store.noteRedeliverySent(claim, Date.now());
  }
}
