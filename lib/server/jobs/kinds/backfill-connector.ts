import { type Connector, type Lane } from '../../../connectors/connector';
import { reasonTitles } from '../../../connectors/review-words';
import { backfillInput, type BackfillInput, type BackfillResult } from '../../../jobs/backfill-connector';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob } from '../../../jobs/job-store';
import { countOf } from '../../../jobs/job-progress';
import { summaryText } from '../../../jobs/job-words';
import { minuteMs, secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { formatCounted } from '../../../text/format';
import { type JobWork, type StepResult, type StepWorld } from '../job-kind';
import { countsNow } from './counts-now';
import { type BackfillCursor, backfillCursor } from './backfill-cursor';

/** Users that one step puts on record or wakes, or whose lanes it looks at: some milliseconds of the process that writes. */
const usersAtOnce = 500;
const usersWhileSlow = 100;

/** No more are woken while as many lanes wait: a pause then stops soon, and live changes have few before them. */
const mostWaiting = 2_000;

/** How soon it looks again where woken lanes stand, and whether a connector runs again, in ms. */
const lookEveryMs = secondMs / 2;
const restEveryMs = 5 * secondMs;

/** A lane whose next try is further away than this, in ms, is left to the connector. */
const longestRetryMs = minuteMs / 2;

/**
 * Brings users into step by waking their lanes, slice by slice behind those of live changes. The engine does the rest: a lane
 * that is woken twice is pushed twice, and finds nothing to do.
 */
export const backfillWork: JobWork<StepWorld> = {
  kind: 'backfill_connector',
  role: 'operator',
  step: async ({ store, isSlow }, claimed, signal) => {
    const step = { store, claimed, signal, limit: isSlow ? usersWhileSlow : usersAtOnce };
    const input = backfillInput.parse(claimed.job.input);
    const cursor = backfillCursor.parse(claimed.cursor);
    const connector = await store.getConnector(input.connector);
    if (connector === null) return letGo(step);
    const isRunning = claimed.job.state === 'running';
    if (isRunning && cursor.after !== null) return collect(step, { input, cursor, after: cursor.after });
    const looked = await look(step, cursor);
    if (looked.changed.length > 0) return { ...looked, nextAtMs: store.nowMs() };
    const woken = countOf(claimed.job.counts, 'woken');
    if (!isRunning) return { ...looked, nextAtMs: woken === 0 ? null : store.nowMs() + lookEveryMs };
    return wake(step, { input, connector, looked, woken });
  },
};

interface Step {
  store: Store;
  claimed: ClaimedJob;
  signal: AbortSignal;
  limit: number;
}

interface Collecting {
  input: BackfillInput;
  cursor: BackfillCursor;
  after: number;
}

async function collect({ store, claimed, limit }: Step, { input, cursor, after }: Collecting): Promise<StepResult> {
  const { userIds, next } = await store.usersToFill(input.connector, input.users, { after, limit });
  const added = userIds.map((key) => ({ key, part: 'user', result: waitingResult, reason: null }));
  const total = claimed.job.counts.total + added.length;
  const log = next === null ? [{ what: 'started' as const, text: `Started with ${formatCounted(total, 'user')}` }] : [];
  return { cursor: { ...cursor, after: next } satisfies BackfillCursor, added, log, nextAtMs: store.nowMs() };
}

type Changed = { key: string; result: BackfillResult; reason: string | null }[];

/** Looks at woken lanes, some at a time in turn, and puts down which of them have come to rest. */
async function look({ store, claimed, limit }: Step, cursor: BackfillCursor) {
  const items = await store.listJobItems(claimed.id, { results: ['woken'], after: cursor.lookedAfter, limit });
  const lanes = await store.namedLanes(
    backfillInput.parse(claimed.job.input).connector,
    items.map(({ key }) => key),
  );
  const byKey = new Map(lanes.map((lane) => [lane.key, lane]));
  const changed: Changed = items.flatMap(({ key }) => {
    const ended = endOf(byKey.get(key), store.nowMs());
    return ended === null ? [] : [{ key, ...ended }];
  });
  const lookedAfter = items.length < limit ? 0 : (items.at(-1)?.seq ?? 0);
  return { cursor: { ...cursor, lookedAfter } satisfies BackfillCursor, changed };
}

/** What has come of a lane since it was woken; null while it is being carried on. */
function endOf(lane: Lane | undefined, nowMs: number): { result: BackfillResult; reason: string | null } | null {
  if (lane === undefined) return { result: 'gone', reason: null };
  const { state, reason, error, dueMs } = lane;
  const why = error ?? (reason === null ? null : reasonTitles[reason]);
  switch (state) {
    case 'idle':
      return { result: 'in_step', reason: null };
    case 'review':
    case 'parked':
      return { result: state, reason: why };
    case 'retrying':
      return dueMs !== null && dueMs > nowMs + longestRetryMs ? { result: 'retrying', reason: why } : null;
    case 'waiting':
    case 'running':
      return null;
  }
}

interface Waking {
  input: BackfillInput;
  connector: Connector;
  looked: { cursor: BackfillCursor };
  woken: number;
}

async function wake(step: Step, { input, connector, looked: { cursor }, woken }: Waking): Promise<StepResult> {
  const { store, claimed, signal, limit } = step;
  const waiting = await store.listJobItems(claimed.id, { results: [waitingResult], limit });
  if (waiting.length === 0 && woken === 0) return end(store, claimed);
  const later = { cursor, nextAtMs: store.nowMs() + lookEveryMs };
  const rest = { cursor, note: holdUp(connector), nextAtMs: store.nowMs() + restEveryMs };
  if (connector.state !== 'running') return rest;
  if (waiting.length === 0 || (await store.laneCounts(input.connector)).waiting >= mostWaiting) return later;
  // Paused or cancelled while it was read: nothing is begun.
  if (signal.aborted) return { cursor, nextAtMs: store.nowMs() };
  const userIds = waiting.map(({ key }) => key);
  const isWoken = await store.wakeUsers(input.connector, userIds, { isRetrying: input.users === 'review' });
  if (!isWoken) return rest;
  const changed: Changed = userIds.map((key) => ({ key, result: 'woken', reason: null }));
  return { cursor, changed, nextAtMs: store.nowMs() };
}

function holdUp({ state }: Connector): string {
  return `The connector is ${state}: nobody is woken until it runs again.`;
}

/** The connector was deleted: nothing more comes of what was woken. */
async function letGo({ store, claimed, limit }: Step): Promise<StepResult> {
  const woken: JobItem[] = await store.listJobItems(claimed.id, { results: ['woken'], limit });
  const changed: Changed = woken.map(({ key }) => ({ key, result: 'gone', reason: null }));
  if (woken.length === limit) return { changed, nextAtMs: store.nowMs() };
  const reason = 'The connector was deleted.';
  const log = claimed.job.state === 'running' ? [{ what: 'failed' as const, text: reason }] : [];
  return { changed, log, become: { state: 'failed', reason }, nextAtMs: null };
}

async function end(store: Store, claimed: ClaimedJob): Promise<StepResult> {
  const text = summaryText(await countsNow(store, claimed));
  return { log: [{ what: 'done', text }], become: { state: 'done', reason: null }, nextAtMs: null };
}
