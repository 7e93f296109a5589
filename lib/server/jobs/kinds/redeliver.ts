import { notTriedResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { summaryText } from '../../../jobs/job-words';
import { redeliveryCounts } from '../../../jobs/redelivery';
import { nextWindow, windowWithin } from '../../../jobs/redelivery-rules';
import { type Store } from '../../../store';
import { secondMs } from '../../../spans';
import { formatDuration } from '../../../text/format';
import { type JobWork, type JobWorld, type StepResult } from '../job-kind';
import { type Ask, askFor, type Asked } from './redeliver-ask';
import { findBesides, nextLookAtMs } from './redeliver-besides';
import { collect } from './redeliver-collect';
import { readJob, type RedeliveryCursor } from './redeliver-cursor';
import { nextAsks } from './redeliver-next';
import { type Part, partsOf, streaksAfter, titleOf } from './redeliver-parts';
import { overtakenItems, settle, type Settled } from './redeliver-settle';
import { askForSlice, nothingSliced, type Sliced } from './redeliver-slices';
import { ofPart } from './redelivery-subject';

/** While requests are without an outcome the job looks this often, in ms. */
const lookEveryMs = secondMs;

/** While Auth0's rate limit holds everything up. */
const heldLookEveryMs = 5 * secondMs;

/** The same while others wait only for these. */
const crowdedEveryMs = secondMs / 4;

/**
 * Bulk redelivery: one event of each event stream and cause first, then the others, as many at a time as arrive: by Auth0's own
 * filter where that names nothing else, one by one otherwise.
 */
export const redeliverWork: JobWork = {
  kind: 'redeliver',
  role: 'operator',
  step: async (world, claimed, signal) => {
    const { input, cursor } = readJob(claimed);
    if (!cursor.isCollected) return claimed.job.state === 'running' ? collect(world, claimed) : { nextAtMs: null };
    const settled = await settle(world, claimed);
    if (claimed.job.state !== 'running') return seeToItsEnd(world.store, { claimed, settled, cursor });
    return goOn(world, { claimed, cursor, settled, signal, isSlow: 'isSlow' in input && input.isSlow === true });
  },
};

/** Paused or ended: nothing is begun, and what is under way still counts. */
async function seeToItsEnd(
  store: Store,
  { claimed, settled, cursor }: Pick<Run, 'claimed' | 'settled' | 'cursor'>,
): Promise<StepResult> {
  const { changed, underWay, undecided } = settled;
  // What was to be made again stays undone.
  const isWaiting = underWay + undecided > 0;
  const streaks = streaksAfter(cursor, changed);
  if (isWaiting || claimed.job.endedAtMs === null) {
    return { changed, cursor: { ...cursor, streaks }, nextAtMs: isWaiting ? store.nowMs() + lookEveryMs : null };
  }
  const { added, remembered } = await findBesides(store, claimed, cursor);
  return { changed, added, cursor: { ...cursor, streaks, ...remembered }, nextAtMs: nextLookAtMs(remembered) };
}

interface Run {
  claimed: ClaimedJob;
  cursor: RedeliveryCursor;
  settled: Settled;
  signal: AbortSignal;
  /** One request a second at most. */
  isSlow: boolean;
}

async function goOn(world: JobWorld, run: Run): Promise<StepResult> {
  const { store } = world;
  const { claimed, cursor, settled } = run;
  // Saved first: what may be requested depends on what came of the requests before.
  const overtaken = await overtakenItems(store, claimed.id);
  const changed = [...settled.changed, ...overtaken];
  if (changed.length > 0) {
    return { changed, cursor: { ...cursor, streaks: streaksAfter(cursor, changed) }, nextAtMs: store.nowMs() };
  }
  const parts = partsOf(await store.tallyJobItems(claimed.id), cursor);
  const shut = parts.filter(({ leave, waiting }) => leave === 'none' && waiting > 0);
  if (shut.length > 0) return close(store, shut);
  const isOver = settled.underWay + settled.undecided === 0 && parts.every(isWorkedOff);
  const lookAtMs = nextLookAtMs(cursor);
  if (isOver || (lookAtMs !== null && lookAtMs <= store.nowMs())) {
    const { added, remembered } = await findBesides(store, claimed, cursor);
    const found = { added, cursor: { ...cursor, ...remembered } };
    return isOver ? { ...found, ...end(parts, nextLookAtMs(remembered)) } : { ...found, nextAtMs: store.nowMs() };
  }
  return request(world, run, parts);
}

const isWorkedOff = ({ waiting }: Part) => waiting === 0;

/** Requests what may be requested now. */
async function request(world: JobWorld, run: Run, parts: readonly Part[]): Promise<StepResult> {
  const { store } = world;
  const { cursor, isSlow } = run;
  const width = nextWindow(cursor.window, world.isSlow);
  const { sliced, asks, asked } = await ask(world, { ...run, parts, window: windowWithin(width, world.limits.inARow) });
  const log = [...openedLines(parts, cursor.opened), ...slowLines(width, cursor.window), ...sliced.log];
  const base = {
    changed: [...sliced.changed, ...asked.changed],
    log,
    cursor: {
      ...cursor,
      window: width,
      opened: parts.filter(({ leave }) => leave === 'all').map(({ part }) => part),
      calls: sliced.call === null ? cursor.calls : [...cursor.calls, sliced.call],
      singlyUntilMs: { ...cursor.singlyUntilMs, ...sliced.singlyUntilMs },
    },
  };
  const refusal = sliced.refusal ?? asked.refusal;
  const trouble = sliced.trouble ?? asked.trouble;
  if (refusal !== null) return { ...base, ...pause(store, refusal, log) };
  if (trouble !== null) return { ...base, trouble, nextAtMs: store.nowMs() };
  const waiting = wait(world, { asks, asked, sliced, isCrowded: isCrowded(parts, asks) });
  // A second after the request at the earliest.
  const nextAtMs =
    isSlow && asks.length > 0 ? Math.max(waiting.nextAtMs ?? 0, store.nowMs() + secondMs) : waiting.nextAtMs;
  return { ...base, ...waiting, nextAtMs };
}

interface Requests {
  sliced: Sliced;
  /** Those that were to be requested one by one, and what came of it. */
  asks: readonly Ask[];
  asked: Asked;
}

/** By filter what a filter names exactly, and one by one what does not wait for that. */
async function ask(
  world: JobWorld,
  { claimed, cursor, signal, isSlow, parts, window }: Run & { parts: readonly Part[]; window: number },
): Promise<Requests> {
  // One a second is meant of events, not of requests.
  const sliced = isSlow ? nothingSliced : await askForSlice(world, { claimed, cursor, parts, window, signal });
  const isStopped = sliced.refusal !== null || sliced.trouble !== null;
  const single = parts.filter(({ part, leave }) => leave === 'one' || !sliced.held.has(ofPart(part).streamId));
  const possible = isStopped ? [] : await nextAsks(world.store, claimed.id, { parts: single, window });
  const asks = isSlow ? possible.slice(0, 1) : possible;
  return { sliced, asks, asked: await askFor(world, { claimed, asks, signal }) };
}

/** Only a person can go on. */
function pause(store: Store, reason: string, log: Log): StepResult {
  const line = { what: 'paused' as const, text: reason };
  return { log: [...log, line], nextAtMs: store.nowMs() + lookEveryMs, become: { state: 'paused', reason } };
}

type Log = NonNullable<JobStep['log']>;

/** A cause is not fixed: its other events are left as they are. */
function close(store: Store, shut: readonly Part[]): StepResult {
  const reason = 'an event of the same event stream and cause failed again first';
  const log = shut.map(({ part, waiting, results }) => {
    const again = (results.failed_again ?? 0) + (results.no_answer ?? 0);
    return { what: 'failed' as const, text: `${again} failed again, ${waiting} not requested: ${titleOf(part)}` };
  });
  const parts = shut.map(({ part }) => part);
  return { shut: { parts, result: notTriedResult, reason }, log, nextAtMs: store.nowMs() };
}

function openedLines(parts: readonly Part[], before: readonly string[]): Log {
  return parts
    .filter(({ part, leave, waiting }) => leave === 'all' && waiting > 0 && !before.includes(part))
    .map(({ part, waiting }) => ({
      what: 'arrived',
      text: `The first event arrived, the other ${waiting} follow: ${titleOf(part)}`,
    }));
}

function slowLines(window: number, before: number): Log {
  if (window >= before) return [];
  return [{ what: 'slowed', text: `At most ${window} requests without an outcome, because the database is slow` }];
}

/** Whether items wait only because too many requests are without an outcome. */
function isCrowded(parts: readonly Part[], asks: readonly unknown[]): boolean {
  return asks.length === 0 && parts.some(({ leave, waiting }) => leave === 'all' && waiting > 0);
}

interface Waiting {
  asks: readonly unknown[];
  asked: Asked;
  sliced: Sliced;
  isCrowded: boolean;
}

/** When the job looks again: at once while it may request more, as told by Auth0's rate limit, else in a moment. */
function wait({ store, management }: JobWorld, { asks, asked, sliced, isCrowded: isFull }: Waiting): StepResult {
  const { changed } = asked;
  const waitingMs = sliced.waitingMs ?? asked.waitingMs ?? (asks.length > 0 ? management.budget.blockedForMs : 0);
  if (waitingMs > 0) {
    const note = `Auth0 limits the rate of requests. The next one goes out in ${formatDuration(waitingMs, 'whole')}.`;
    return { note, nextAtMs: store.nowMs() + Math.min(waitingMs, heldLookEveryMs) };
  }
  // The next slice may fit beside the one that was just requested.
  if (sliced.call !== null) return { nextAtMs: store.nowMs() };
  const isAllUnderWay = changed.length === asks.length && changed.every(({ result }) => result === 'asked');
  if (!isAllUnderWay) return { nextAtMs: store.nowMs() };
  return { nextAtMs: store.nowMs() + (isFull ? crowdedEveryMs : lookEveryMs) };
}

/** Failed: nothing arrived, and something was left for that. */
function end(parts: readonly Part[], nextAtMs: number | null): StepResult {
  const results: Record<string, number> = {};
  for (const { results: of } of parts)
    for (const [result, n] of Object.entries(of)) results[result] = (results[result] ?? 0) + n;
  const summary = summaryText(redeliveryCounts(results));
  const hasFailed = (results.not_tried ?? 0) > 0 && (results.recovered ?? 0) + (results.unlisted ?? 0) === 0;
  const become = hasFailed
    ? { state: 'failed' as const, reason: `${summary}.` }
    : { state: 'done' as const, reason: null };
  return { log: [{ what: hasFailed ? 'failed' : 'done', text: summary }], become, nextAtMs };
}
