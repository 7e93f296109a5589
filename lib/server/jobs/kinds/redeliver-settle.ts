import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult, whyNotEligible } from '../../../jobs/redelivery';
import { type Outcome, outcomeOf } from '../../../jobs/redelivery-rules';
import { type Store } from '../../../store';
import { secondMs } from '../../../spans';
import { type JobWorld } from '../job-kind';
import { lookUp } from './redeliver-lookup';
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
  const open: Begun[] = [];
  for (const item of items) {
    const { key, part } = item;
    const mark = byKey.get(key);
    const outcome = outcomeOf(mark, requestOf(world, item));
    if (outcome !== null) settled.changed.push({ key, part, ...outcome });
    else if (item.result === 'asking' && mark !== undefined) open.push({ item, mark });
    else settled.underWay += 1;
  }
  const judged = await judgeBegun(world, open);
  settled.changed.push(...judged);
  settled.undecided = open.length - judged.length;
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

/** A request that was about to be made when its process ended, or that Auth0 did not answer clearly. */
interface Begun {
  item: JobItem;
  mark: DeliveryMark;
}

const requested: Outcome = { result: 'asked', reason: null };
const untouched: Outcome = { result: waitingResult, reason: null };

/**
 * What became of requests that were begun, as far as it can be told. Auth0 marks each request that it took at once, so its
 * record tells whether ours was; only without the mark it is made again.
 */
async function judgeBegun(world: JobWorld, begun: readonly Begun[]): Promise<Changed[]> {
  const nowMs = world.store.nowMs();
  // Held back by the rate limit, and sent by whoever follows redeliveries; or Auth0 is at it.
  const isKnown = ({ mark }: Begun) => mark.sendAfterMs !== null || mark.state !== 'asked';
  const known = begun.filter(isKnown);
  const old = begun.filter((one) => !isKnown(one) && nowMs - one.item.atMs >= settledAfterMs);
  const taken = await lookUp(
    world.management,
    old.map(({ mark }) => mark),
  );
  const untaken = old.filter(({ item }) => taken.get(item.key) === false);
  await release(world.store, untaken);
  const changedTo =
    (outcome: Outcome) =>
    ({ item: { key, part } }: Begun) => ({ key, part, ...outcome });
  return [
    ...[...known, ...old.filter(({ item }) => taken.get(item.key) === true)].map(changedTo(requested)),
    ...untaken.map(changedTo(untouched)),
  ];
}

/** Undoes claims; those of one request were made at one instant. */
async function release(store: Store, begun: readonly Begun[]): Promise<void> {
  const requests = Map.groupBy(begun, ({ item, mark }) => `${item.atMs} ${mark.streamId}`);
  for (const of of requests.values()) {
    const [first] = of;
    if (first === undefined) continue;
    const eventIds = of.map(({ mark }) => mark.eventId);
    await store.releaseRedeliveries(first.mark.streamId, eventIds, first.item.atMs);
  }
}
