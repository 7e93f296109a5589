import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import {
  inJobReason,
  leftOutReason,
  type RedeliveryInput,
  type RedeliveryResult,
  takenAlong,
  whyNotEligible,
} from '../../../jobs/redelivery';
import { type Store } from '../../../store';
import { inOtherJobs } from '../in-other-jobs';
import { type JobWorld, type StepResult } from '../job-kind';
import { readJob, type RedeliveryCursor } from './redeliver-cursor';
import { failedInLedger, noSuchStream } from './redelivery-ledger';
import { itemKeyOf, leftOutParts, nameOfItem, partOf, statedFilter } from './redelivery-subject';

/** Items that one step puts on record: some milliseconds of the process that writes. */
const itemsAtOnce = 500;

type NewItem = NonNullable<JobStep['added']>[number];

/** Puts the next deliveries of the input on record as items, oldest failure first. */
export async function collect(world: JobWorld, claimed: ClaimedJob): Promise<StepResult> {
  const { input, cursor } = readJob(claimed);
  const found = await nextMarks(world, input, cursor);
  if (found === null) return { become: { state: 'failed', reason: noSuchStream }, nextAtMs: null };
  const { marks, after, isLast } = found;
  const leftOut = leftOutParts(input);
  const elsewhere = await inOtherJobs(world.store, marks.map(itemKeyOf), { before: claimed.id });
  const added = marks.map((mark) => toItem(mark, { leftOut, elsewhere }));
  const total = claimed.job.counts.total + added.length;
  const log = isLast
    ? [{ what: 'started' as const, text: `Started with ${total} ${total === 1 ? 'event' : 'events'}` }]
    : [];
  return { cursor: { ...cursor, after, isCollected: isLast }, added, log, nextAtMs: world.store.nowMs() };
}

interface Found {
  marks: DeliveryMark[];
  after: number;
  isLast: boolean;
}

async function nextMarks(
  world: JobWorld,
  input: RedeliveryInput,
  { after, upTo }: RedeliveryCursor,
): Promise<Found | null> {
  const { store } = world;
  if ('ids' in input) return { marks: inOrder(await store.markNamedDeliveries(input.ids)), after, isLast: true };
  if ('retryOf' in input) return retried(store, input.retryOf, after);
  if ('ledger' in input) {
    const page = await failedInLedger(world, input.ledger, { after, upTo, limit: itemsAtOnce });
    return page && { ...page, marks: inOrder(await store.markNamedDeliveries(page.names)) };
  }
  const range = { above: after, upTo, limit: itemsAtOnce };
  const marks = await store.markDeliveries(statedFilter(input.filter), range);
  return { marks, after: marks.at(-1)?.seq ?? after, isLast: marks.length < itemsAtOnce };
}

const inOrder = (marks: readonly DeliveryMark[]) => marks.toSorted((a, b) => a.seq - b.seq);

/** What another job left undone, in its order. */
async function retried(store: Store, jobId: number, after: number): Promise<Found> {
  const left = await store.listJobItems(jobId, { results: takenAlong, after, limit: itemsAtOnce });
  const marks = await store.markNamedDeliveries(left.map(({ key }) => nameOfItem(key)));
  return { marks, after: left.at(-1)?.seq ?? after, isLast: left.length < itemsAtOnce };
}

interface Skipping {
  leftOut: ReadonlySet<string>;
  /** The other job in which a delivery waits. */
  elsewhere: ReadonlyMap<string, number>;
}

function toItem(mark: DeliveryMark, { leftOut, elsewhere }: Skipping): NewItem {
  const part = partOf(mark);
  const key = itemKeyOf(mark);
  const otherJob = elsewhere.get(key);
  const reason =
    whyNotEligible(mark.state) ??
    (leftOut.has(part) ? leftOutReason : null) ??
    (otherJob === undefined ? null : inJobReason(otherJob));
  const result = reason === null ? waitingResult : ('skipped' satisfies RedeliveryResult);
  return { key, part, result, reason };
}
