import { causeFromKey } from '../../../deliveries/cause';
import { causeTitle } from '../../../deliveries/explain-cause';
import { notTriedResult, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep, type JobTally } from '../../../jobs/job-store';
import { summaryText } from '../../../jobs/job-words';
import { redeliveryCounts, type RedeliveryResult, redeliveryResults } from '../../../jobs/redelivery';
import { leaveOf, nextStreak, nextWindow, type PartLeave, windowWithin } from '../../../jobs/redelivery-rules';
import { type Store } from '../../../store';
import { secondMs } from '../../../spans';
import { formatDuration } from '../../../text/format';
import { type JobWork, type JobWorld, type StepResult } from '../job-kind';
import { type Ask, askFor, type Asked } from './redeliver-ask';
import { collect } from './redeliver-collect';
import { readJob, type RedeliveryCursor } from './redeliver-cursor';
import { overtakenItems, settle, type Settled } from './redeliver-settle';
import { ofPart } from './redelivery-subject';

/** While requests are without an outcome the job looks this often, in ms. */
const lookEveryMs = secondMs;

/** While Auth0's rate limit holds everything up. */
const heldLookEveryMs = 5 * secondMs;

/** The same while others wait only for these. */
const crowdedEveryMs = secondMs / 4;

/** Bulk redelivery: one event of each event stream and cause first, then the others, as many at a time as arrive. */
export const redeliverWork: JobWork = {
  kind: 'redeliver',
  role: 'operator',
  step: async (world, claimed, signal) => {
    const { input, cursor } = readJob(claimed);
    if (!cursor.isCollected)
      return claimed.job.state === 'running' ? collect(world.store, claimed) : { nextAtMs: null };
    const settled = await settle(world, claimed);
    if (claimed.job.state !== 'running') return seeToItsEnd(world.store, settled, cursor);
    return goOn(world, { claimed, cursor, settled, signal, isSlow: 'isSlow' in input && input.isSlow === true });
  },
};

/** Paused or cancelled: nothing is begun, and what is under way still counts. */
function seeToItsEnd(store: Store, { changed, underWay, undecided }: Settled, cursor: RedeliveryCursor): StepResult {
  // What was to be made again stays undone.
  const isWaiting = underWay + undecided > 0;
  const streaks = streaksAfter(cursor, changed);
  return { changed, cursor: { ...cursor, streaks }, nextAtMs: isWaiting ? store.nowMs() + lookEveryMs : null };
}

interface Run {
  claimed: ClaimedJob;
  cursor: RedeliveryCursor;
  settled: Settled;
  signal: AbortSignal;
  /** One request a second at most. */
  isSlow: boolean;
}

async function goOn(world: JobWorld, { claimed, cursor, settled, signal, isSlow }: Run): Promise<StepResult> {
  const { store } = world;
  // Saved first: what may be requested depends on what came of the requests before.
  const overtaken = await overtakenItems(store, claimed.id);
  const changed = [...settled.changed, ...overtaken];
  if (changed.length > 0) {
    return { changed, cursor: { ...cursor, streaks: streaksAfter(cursor, changed) }, nextAtMs: store.nowMs() };
  }
  const parts = partsOf(await store.tallyJobItems(claimed.id), cursor);
  const shut = parts.filter(({ leave, waiting }) => leave === 'none' && waiting > 0);
  if (shut.length > 0) return close(store, shut);
  const window = nextWindow(cursor.window, world.isSlow);
  const possible = await nextAsks(store, claimed.id, { parts, window: windowWithin(window, world.limits.inARow) });
  const asks = isSlow ? possible.slice(0, 1) : possible;
  const asked = await askFor(world, { claimed, asks, signal });
  const opened = parts.filter(({ leave }) => leave === 'all').map(({ part }) => part);
  const base = {
    changed: asked.changed,
    log: [...openedLines(parts, cursor.opened), ...slowLines(window, cursor.window)],
    cursor: { ...cursor, window, opened },
  };
  if (asked.refusal !== null) return { ...base, ...pause(store, asked.refusal, base.log) };
  if (asked.trouble !== null) return { ...base, trouble: asked.trouble, nextAtMs: store.nowMs() };
  const isOver = asks.length === 0 && settled.underWay + settled.undecided === 0 && parts.every(isWorkedOff);
  if (isOver) return { ...base, ...end(parts) };
  const waiting = wait(world, { asks, asked, isCrowded: isCrowded(parts, asks) });
  // A second after the request at the earliest.
  const nextAtMs =
    isSlow && asks.length > 0 ? Math.max(waiting.nextAtMs ?? 0, store.nowMs() + secondMs) : waiting.nextAtMs;
  return { ...base, ...waiting, nextAtMs };
}

const isWorkedOff = ({ waiting }: Part) => waiting === 0;

/** Only a person can go on. */
function pause(store: Store, reason: string, log: Log): StepResult {
  const line = { what: 'paused' as const, text: reason };
  return { log: [...log, line], nextAtMs: store.nowMs() + lookEveryMs, become: { state: 'paused', reason } };
}

function streaksAfter(
  { streaks }: RedeliveryCursor,
  changed: readonly { part: string; result: string }[],
): Record<string, number> {
  const byPart = Map.groupBy(changed, ({ part }) => part);
  const moved = [...byPart].map(([part, of]) => {
    const outcomes = of.map(({ result }) => redeliveryResults.find((known) => known === result)).filter(isKnown);
    return [part, nextStreak(streaks[part] ?? 0, outcomes)] as const;
  });
  return { ...streaks, ...Object.fromEntries(moved) };
}

const isKnown = (result: RedeliveryResult | undefined) => result !== undefined;

type Log = NonNullable<JobStep['log']>;

interface Part {
  part: string;
  leave: PartLeave;
  waiting: number;
  results: Record<string, number>;
}

function partsOf(tallies: readonly JobTally[], { streaks }: RedeliveryCursor): Part[] {
  const byPart = Map.groupBy(tallies, ({ part }) => part);
  return [...byPart].map(([part, of]) => {
    const results = Object.fromEntries(of.map(({ result, count }) => [result, count]));
    return { part, leave: leaveOf(results, streaks[part] ?? 0), waiting: results[waitingResult] ?? 0, results };
  });
}

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

function titleOf(part: string): string {
  return causeTitle(causeFromKey(ofPart(part).causeKey), []);
}

/**
 * The next items to request: one of a part that was not tried yet, else as many as its event stream has room for, oldest first.
 * Parts of one event stream share its room.
 */
async function nextAsks(
  store: Store,
  jobId: number,
  { parts, window }: { parts: readonly Part[]; window: number },
): Promise<Ask[]> {
  const asks: Ask[] = [];
  const active = parts.filter(({ leave, waiting }) => waiting > 0 && (leave === 'one' || leave === 'all'));
  const byStream = Map.groupBy(active, ({ part }) => ofPart(part).streamId);
  for (const [streamId, of] of byStream) {
    let room = window - (await requestsUnderWay(store, streamId));
    for (const [index, { part, leave, waiting }] of of.entries()) {
      const share = leave === 'one' ? 1 : Math.ceil(room / (of.length - index));
      const limit = Math.min(share, room, waiting);
      if (limit <= 0) continue;
      const items = await store.listJobItems(jobId, { results: [waitingResult], part, limit });
      asks.push(...items.map((item) => ({ item, isOneOfMany: leave === 'all' })));
      room -= items.length;
    }
  }
  return asks;
}

/** Requests without an outcome at an event stream, by all jobs and people. */
async function requestsUnderWay(store: Store, streamId: string): Promise<number> {
  const { tallies } = await store.tallyDeliveries({ states: ['asked', 'retrying'], streamIds: [streamId] });
  return tallies.reduce((sum, { count }) => sum + count, 0);
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
  isCrowded: boolean;
}

/** When the job looks again: at once while it may request more, as told by Auth0's rate limit, else in a moment. */
function wait({ store, management }: JobWorld, { asks, asked, isCrowded: isFull }: Waiting): StepResult {
  const { changed } = asked;
  const waitingMs = asked.waitingMs ?? (asks.length > 0 ? management.budget.blockedForMs : 0);
  if (waitingMs > 0) {
    const note = `Auth0 limits the rate of requests. The next one goes out in ${formatDuration(waitingMs, 'whole')}.`;
    return { note, nextAtMs: store.nowMs() + Math.min(waitingMs, heldLookEveryMs) };
  }
  const isAllUnderWay = changed.length === asks.length && changed.every(({ result }) => result === 'asked');
  if (!isAllUnderWay) return { nextAtMs: store.nowMs() };
  return { nextAtMs: store.nowMs() + (isFull ? crowdedEveryMs : lookEveryMs) };
}

/** Failed: nothing arrived, and something was left for that. */
function end(parts: readonly Part[]): StepResult {
  const results: Record<string, number> = {};
  for (const { results: of } of parts)
    for (const [result, n] of Object.entries(of)) results[result] = (results[result] ?? 0) + n;
  const summary = summaryText(redeliveryCounts(results));
  const hasFailed = (results.not_tried ?? 0) > 0 && (results.recovered ?? 0) + (results.unlisted ?? 0) === 0;
  const become = hasFailed
    ? { state: 'failed' as const, reason: `${summary}.` }
    : { state: 'done' as const, reason: null };
  return { log: [{ what: hasFailed ? 'failed' : 'done', text: summary }], become, nextAtMs: null };
}
