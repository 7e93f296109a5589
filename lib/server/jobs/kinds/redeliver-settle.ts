import { isRedeliveryMarker } from '../../../deliveries/attempts';
import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult, whyNotEligible } from '../../../jobs/redelivery';
import { type Outcome, outcomeOf } from '../../../jobs/redelivery-rules';
import { type Store } from '../../../store';
import { secondMs } from '../../../spans';
import { getListedDelivery } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { log } from '../../process/log';
import { type JobWorld } from '../job-kind';
import { itemKeyOf, nameOfItem, partOf } from './redelivery-subject';

/** More requests than this are never without an outcome. */
const mostUnderWay = 1_000;

/** A request that was on its way when its process ended has reached Auth0 by now (ms), or never will. */
const settledAfterMs = 30 * secondMs;

type Changed = NonNullable<JobStep['changed']>[number] & Pick<JobItem, 'part'>;

export interface Settled {
  changed: Changed[];
  /** Requests that are still without an outcome. */
  underWay: number;
  /** Requests that were begun by a process that ended, and cannot be judged yet. */
  undecided: number;
}

/** Finds what came of the requests that were made before this step. */
export async function settle(world: JobWorld, claimed: ClaimedJob): Promise<Settled> {
  const { store } = world;
  const results = ['asking', 'asked'] satisfies RedeliveryResult[];
  const items = await store.listJobItems(claimed.id, { results, limit: mostUnderWay });
  const marks = await store.markNamedDeliveries(items.map(({ key }) => nameOfItem(key)));
  const byKey = new Map(marks.map((mark) => [itemKeyOf(mark), mark]));
  const settled: Settled = { changed: [], underWay: 0, undecided: 0 };
  for (const item of items) {
    const { key, part } = item;
    const mark = byKey.get(key);
    const isBegun = item.result === 'asking';
    const outcome = isBegun ? await outcomeOfBegun(world, item, mark) : outcomeOf(mark, requestOf(world, item));
    if (outcome !== null) settled.changed.push({ key, part, ...outcome });
    else if (isBegun) settled.undecided += 1;
    else settled.underWay += 1;
  }
  return settled;
}

/** An item that was requested keeps the instant of its claim. */
function requestOf({ store, isHere }: JobWorld, { key, atMs }: JobItem) {
  return { askedAtMs: atMs, nowMs: store.nowMs(), isHere: isHere(nameOfItem(key).streamId) };
}

/** Waiting items that a step looks at again. */
const lookedAtOnce = 200;

/** Items whose turn comes next, and which somebody else has requested, or which have arrived, since they were put on record. */
export async function overtakenItems(store: Store, jobId: number): Promise<Changed[]> {
  const items = await store.listJobItems(jobId, { results: [waitingResult], limit: lookedAtOnce });
  const marks = await store.markNamedDeliveries(items.map(({ key }) => nameOfItem(key)));
  return marks.flatMap((mark) => {
    const reason = whyNotEligible(mark.state);
    const result = 'skipped' satisfies RedeliveryResult;
    return reason === null ? [] : [{ key: itemKeyOf(mark), part: partOf(mark), result, reason }];
  });
}

const requested: Outcome = { result: 'asked', reason: null };
const untouched: Outcome = { result: waitingResult, reason: null };

/**
 * What became of a request that was about to be made when its process ended. Auth0 marks each request that it took at once,
 * so its record tells whether ours was; only without the mark it is made again.
 */
async function outcomeOfBegun(world: JobWorld, item: JobItem, mark: DeliveryMark | undefined): Promise<Outcome | null> {
  const outcome = outcomeOf(mark, requestOf(world, item));
  if (mark === undefined || outcome !== null) return outcome;
  // Held back by the rate limit, and sent by whoever follows redeliveries; or Auth0 is at it.
  if (mark.sendAfterMs !== null || mark.state !== 'asked') return requested;
  if (world.store.nowMs() - item.atMs < settledAfterMs) return null;
  const wasTaken = await isListedAsRequested(world, mark);
  if (wasTaken === null) return null;
  if (wasTaken) return requested;
  await world.store.releaseRedelivery({ ...nameOfItem(item.key), askedAtMs: item.atMs });
  return untouched;
}

/** Whether Auth0 has our request; null while it cannot be asked. */
async function isListedAsRequested({ management }: JobWorld, mark: DeliveryMark): Promise<boolean | null> {
  try {
    const listed = await getListedDelivery(management, mark.streamId, mark.eventId);
    // Unlisted: it is being delivered, or has been.
    return listed === null || listed.attempts.filter(isRedeliveryMarker).length > mark.markersAtAsk;
  } catch (error) {
    if (!isManagementError(error)) throw error;
    // Without the right to look nobody can tell: a second request could deliver twice.
    if (error.kind === 'missing_scope') return true;
    log.warn({ streamId: mark.streamId, kind: error.kind }, 'A request of a process that ended could not be looked up');
    return null;
  }
}
