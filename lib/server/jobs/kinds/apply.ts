import { applyInput, type ApplyInput, type ApplyResult } from '../../../jobs/apply';
import { type JobItem, type JobLine, waitingResult } from '../../../jobs/job';
import { type ClaimedJob } from '../../../jobs/job-store';
import { summaryText } from '../../../jobs/job-words';
import { type Store } from '../../../store';
import { formatCounted } from '../../../text/format';
import { receiptOfCopy } from '../../ledger/feed-receipt';
import { ledgerWindow } from '../../ledger/ledger-window';
import { requiredStreams } from '../../management/known-streams';
import { type JobWork, type JobWorld, type StepResult } from '../job-kind';
import { type ApplyCursor, applyCursor } from './apply-cursor';
import { countsNow } from './counts-now';
import { itemKeyOf, nameOfItem } from './redelivery-subject';

/** Items that one step puts on record, and events that one step applies: some milliseconds of the process that writes. */
const collectedAtOnce = 500;
const appliedAtOnce = 50;
const appliedWhileSlow = 10;

/**
 * Applies the feed's own copies of events that were never delivered, as if they had arrived: the same way in, so that mirror,
 * order and repetition are those of any event. A copy never takes the place of an event that is here.
 */
export const applyWork: JobWork = {
  kind: 'apply',
  role: 'operator',
  step: async (world, claimed, signal) => {
    if (claimed.job.state !== 'running') return { nextAtMs: null };
    const cursor = applyCursor.parse(claimed.cursor);
    const input = applyInput.parse(claimed.job.input);
    if (!cursor.isCollected) return collect(world, { claimed, cursor, input });
    return applyNext(world, claimed, signal);
  },
};

async function collect(
  { store, management }: JobWorld,
  { claimed, cursor, input }: { claimed: ClaimedJob; cursor: ApplyCursor; input: ApplyInput },
): Promise<StepResult> {
  const { streams } = await requiredStreams(management);
  const stream = streams.find(({ id }) => id === input.stream);
  if (stream === undefined) return fail('The tenant has no such event stream.');
  const window = await ledgerWindow(store, stream, { fromMs: input.from, toMs: input.to });
  const page = { after: cursor.after, limit: collectedAtOnce };
  const items = await store.listLedger({ ...window, combination: 'never_delivered' }, page);
  const added = items
    .filter(({ isIgnored }) => !isIgnored)
    .map(({ eventId, type }) => ({
      key: itemKeyOf({ streamId: stream.id, eventId }),
      part: type,
      result: waitingResult,
      reason: null,
    }));
  const isCollected = items.length < collectedAtOnce;
  const total = claimed.job.counts.total + added.length;
  const log = isCollected ? [{ what: 'started' as const, text: `Started with ${formatCounted(total, 'event')}` }] : [];
  const next = { isCollected, after: items.at(-1)?.seq ?? cursor.after } satisfies ApplyCursor;
  return { cursor: next, added, log, nextAtMs: store.nowMs() };
}

function fail(reason: string): StepResult {
  const log: Pick<JobLine, 'what' | 'text'>[] = [{ what: 'failed', text: reason }];
  return { log, become: { state: 'failed', reason }, nextAtMs: null };
}

async function applyNext(world: JobWorld, claimed: ClaimedJob, signal: AbortSignal): Promise<StepResult> {
  const { store } = world;
  const limit = world.isSlow ? appliedWhileSlow : appliedAtOnce;
  const items = await store.listJobItems(claimed.id, { results: [waitingResult], limit });
  if (items.length === 0) return end(store, claimed);
  // Paused or cancelled while it was read: nothing is begun.
  if (signal.aborted) return { nextAtMs: store.nowMs() };
  const copies = await store.feedCopies(items.map(({ key }) => nameOfItem(key).eventId));
  const changed = await Promise.all(items.map((item) => applyOne(store, item, copies)));
  return { changed, nextAtMs: store.nowMs() };
}

/** Begun in the order of the feed: the store keeps the order in which it is asked. */
async function applyOne(store: Store, { key }: JobItem, copies: Readonly<Record<string, string>>) {
  const body = copies[nameOfItem(key).eventId];
  if (body === undefined) return skipped(key, 'it has arrived meanwhile, or the feed’s copy is not kept any more');
  const receipt = receiptOfCopy(body, store.nowMs());
  if (receipt === null) return skipped(key, 'the feed’s copy cannot be read');
  const { result } = await store.recordReceipt(receipt);
  return result === 'new'
    ? { key, result: 'applied' satisfies ApplyResult, reason: null }
    : skipped(key, 'it has arrived meanwhile');
}

const skipped = (key: string, reason: string) => ({ key, result: 'skipped' satisfies ApplyResult, reason });

async function end(store: Store, claimed: ClaimedJob): Promise<StepResult> {
  const text = summaryText(await countsNow(store, claimed));
  return { log: [{ what: 'done', text }], become: { state: 'done', reason: null }, nextAtMs: null };
}
