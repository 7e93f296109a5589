import { type DeliveryState } from '../../deliveries/delivery';
import { type DeliveryStore } from '../../deliveries/delivery-store';
import { announce } from '../live';
import { log } from '../log';
import { type Management } from '../management/client';
import { requestRedelivery } from '../management/deliveries';
import { isManagementError, ManagementError } from '../management/errors';
import { type Priority } from '../management/rate-budget';
import { redeliveryWaits } from './redelivery-waits';
import { wakeWatcher } from './workers-slot';

interface Request {
  /** When the claim was made that this request stands for; a later claim is somebody else's. */
  claimedAtMs: number;
  store: DeliveryStore;
  management: Management;
  streamId: string;
  eventId: string;
}

export interface Redelivery {
  state: DeliveryState;
  /** Milliseconds until the request is sent, when Auth0's rate limit holds it back; else null. */
  waitingMs: number | null;
  /** True when nothing was asked by this call, because it had been asked (or had arrived) before. */
  alreadyAsked: boolean;
}

/** After this many answers of 429 the request is given up. */
const maxWaits = 10;

/**
 * Asks Auth0 to deliver one failed event again, once however often it is called: the claim in the store decides (and writes
 * the audit row). The answer is at best `asked`; only a receipt makes it `recovered`. A 429 is waited out by itself. Throws
 * `ManagementError`: `not_found` for a delivery we do not know, `missing_scope`, `credentials`, `unavailable`… with the claim undone,
 * except where Auth0 may have taken a request that it never answered.
 */
export async function redeliverOne(request: Omit<Request, 'claimedAtMs'> & { actor: string }): Promise<Redelivery> {
  const { store, streamId, eventId, actor } = request;
  const claimedAtMs = Date.now();
  const claimed = await store.claimRedelivery(streamId, eventId, { atMs: claimedAtMs, by: actor });
  if (!claimed) return alreadyAsked(request);
  announce('deliveries');
  const sent = await send({ ...request, claimedAtMs }, 'person', 1);
  wakeWatcher();
  return { ...sent, alreadyAsked: false };
}

async function alreadyAsked({ store, streamId, eventId }: Omit<Request, 'claimedAtMs'>): Promise<Redelivery> {
  const delivery = await store.getDelivery(streamId, eventId);
  if (delivery === null) throw new ManagementError('not_found', 'No failed delivery with this id is known here.');
  const waitingMs = redeliveryWaits().waitingMs(streamId, eventId);
  return { state: delivery.state, waitingMs, alreadyAsked: true };
}

async function send(request: Request, priority: Priority, turn: number): Promise<Omit<Redelivery, 'alreadyAsked'>> {
  const { store, management, streamId, eventId } = request;
  try {
    await requestRedelivery(management, request, priority);
    return { state: 'asked', waitingMs: null };
  } catch (error) {
    const kind = isManagementError(error) ? error.kind : null;
    // "Not in a state that allows redelivery": it is being delivered again already.
    if (kind === 'conflict') return { state: 'asked', waitingMs: null };
    if (kind === 'not_found') {
      await store.markGone(streamId, eventId, Date.now());
      announce('deliveries');
      return { state: 'gone', waitingMs: null };
    }
    if (isManagementError(error) && kind === 'rate_limited' && turn < maxWaits) {
      const waitingMs = (error.retryAfterMs ?? 2_000) + Math.random() * 250;
      redeliveryWaits().hold({ streamId, eventId }, waitingMs, () => sendLater(request, turn + 1));
      return { state: 'asked', waitingMs };
    }
    // Auth0 may have taken a request it never answered: asking again could deliver twice, so the claim stays and the
    // watcher finds out. "No answer yet" opens it again.
    const mayHaveArrived = isManagementError(error) && error.mayHaveArrived;
    if (!mayHaveArrived) await store.releaseRedelivery(streamId, eventId);
    announce('deliveries');
    throw error;
  }
}

/** Nobody waits for this any more: what goes wrong is logged, and shows as the delivery's state. */
async function sendLater(request: Request, turn: number): Promise<void> {
  const { store, streamId, eventId, claimedAtMs } = request;
  try {
    const delivery = await store.getDelivery(streamId, eventId);
    // It arrived, ended or was asked for anew while this request waited: sending it would deliver twice.
    if (delivery?.state !== 'asked' || delivery.askedAtMs !== claimedAtMs) return;
    await send(request, 'background', turn);
    wakeWatcher();
  } catch (error) {
    const kind = isManagementError(error) ? error.kind : 'unexpected';
    log.warn({ streamId, eventId, kind }, 'A redelivery that had waited for the rate limit was not accepted');
  }
  announce('deliveries');
}
