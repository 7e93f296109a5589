import { isRedeliveryMarker } from '../../../deliveries/attempts';
import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult, whyNotEligible } from '../../../jobs/redelivery';
import { isClaimedSince, type Outcome, outcomeOf } from '../../../jobs/redelivery-rules';
import { type Store } from '../../../store';
import { secondMs } from '../../../spans';
import { getListedDelivery } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { type JobWorld } from '../job-kind';
import { itemKeyOf, nameOfItem } from './redelivery-subject';

/** More requests than this are never without an outcome. */
const mostUnderWay = 1_000;

/** A request that was on its way when its process ended has reached Auth0 by now (ms), or never will. */
const settledAfterMs = 30 * secondMs;

type Changed = NonNullable<JobStep['changed']>[number];

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
    const mark = byKey.get(item.key);
    const outcome = item.result === 'asking' ? await outcomeOfBegun(world, item, mark) : outcomeOf(mark);
    if (outcome !== null) settled.changed.push({ key: item.key, ...outcome });
    else if (item.result === 'asked') settled.underWay += 1;
    else settled.undecided += 1;
  }
  return settled;
}

/** Waiting items that a step looks at again. */
const lookedAtOnce = 200;

/** Items whose turn comes next, and which somebody else has requested, or which have arrived, since they were put on record. */
export async function overtakenItems(store: Store, jobId: number): Promise<Changed[]> {
  const items = await store.listJobItems(jobId, { results: [waitingResult], limit: lookedAtOnce });
  const marks = await store.markNamedDeliveries(items.map(({ key }) => nameOfItem(key)));
  return marks.flatMap((mark) => {
    const reason = whyNotEligible(mark.state);
    return reason === null ? [] : [{ key: itemKeyOf(mark), result: 'skipped' satisfies RedeliveryResult, reason }];
  });
}

const requested: Outcome = { result: 'asked', reason: null };
const untouched: Outcome = { result: waitingResult, reason: null };

/**
 * What became of a request that was about to be made when its process ended. Auth0 marks each request that it took at once,
 * so its record tells whether ours was; only without the mark it is made again.
 */
async function outcomeOfBegun(
  { store, management }: JobWorld,
  item: JobItem,
  mark: DeliveryMark | undefined,
): Promise<Outcome | null> {
  if (mark === undefined || !isClaimedSince(mark, item.atMs)) return untouched;
  if (mark.state !== 'asked') return outcomeOf(mark) ?? requested;
  if (store.nowMs() - item.atMs < settledAfterMs) return null;
  try {
    const listed = await getListedDelivery(management, mark.streamId, mark.eventId);
    // Unlisted: it is being delivered, or has been.
    if (listed === null) return requested;
    if (listed.attempts.filter(isRedeliveryMarker).length > mark.markersAtAsk) return requested;
  } catch (error) {
    // Without the right to look nobody can tell: a second request could deliver twice.
    if (isManagementError(error) && error.kind === 'missing_scope') return requested;
    throw error;
  }
  await store.releaseRedelivery(mark.streamId, mark.eventId);
  return untouched;
}
