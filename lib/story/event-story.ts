import { isFailedAttempt, isRedeliveryMarker } from '../deliveries/attempts';
import { type DeliveryAttempt, type DeliveryState } from '../deliveries/delivery';
import { type DeliverySummary } from '../deliveries/delivery-record';
import { type EventDetail } from '../events/event-record';
import { type Receipt } from '../events/receipt';

/** What happened to one event on both sides, one row per step. Times are milliseconds. */
export type StoryStep =
  | { kind: 'emitted'; atMs: number; source: string | null }
  | { kind: 'failed'; atMs: number; nth: number; errorMessage: string | null; durationMs: number | null }
  /** `by` is known of our own latest request only: Auth0 does not say who asked. */
  | { kind: 'asked'; atMs: number; by: string | null }
  | { kind: 'received'; atMs: number; receipt: Receipt; nth: number | null }
  | { kind: 'more'; atMs: number; count: number }
  | { kind: 'outcome'; atMs: number }
  | { kind: 'recovered'; atMs: number; tookMs: number | null }
  | { kind: 'listed'; atMs: number; state: DeliveryState; times: number };

type Told = Pick<EventDetail, 'timeMs' | 'receivedAtMs' | 'receiptCount' | 'receipts' | 'source'> & {
  deliveries: readonly DeliverySummary[];
};

/** At the same instant, cause stands before effect. */
const order: StoryStep['kind'][] = ['failed', 'asked', 'received', 'more', 'recovered', 'listed'];

/** A redelivery we asked for and the mark Auth0 sets for it are one act when they are this close (ms). */
const sameActMs = 60_000;

const mostReceipts = 6;

/** Both sides of an event in order of time: emitted, attempts, requests for redelivery, receipts, what became of it. */
export function eventStory(event: Told): StoryStep[] {
  const failed = event.deliveries.flatMap((delivery) => attemptSteps(delivery));
  const steps = [...failed, ...event.deliveries.flatMap(endSteps), ...receiptSteps(event, failed)];
  steps.sort((a, b) => a.atMs - b.atMs || order.indexOf(a.kind) - order.indexOf(b.kind));
  const first = event.receipts.find((receipt) => receipt.result === 'new');
  const outcomeMs = first ? first.receivedAtMs + first.tookMs : event.receivedAtMs;
  // The outcome belongs right under the receipt that brought it, and what that proved was proved by the same commit.
  const place = steps.findIndex((step) => step.kind === 'received' && step.receipt.result === 'new') + 1;
  const told = steps
    .toSpliced(place, 0, { kind: 'outcome', atMs: outcomeMs })
    .map((step): StoryStep =>
      step.kind === 'recovered' && step.atMs === first?.receivedAtMs ? { ...step, atMs: outcomeMs } : step,
    );
  // Auth0's clock and ours may differ by a few milliseconds; nothing precedes the event itself.
  if (event.timeMs !== null) told.unshift({ kind: 'emitted', atMs: event.timeMs, source: event.source });
  return told;
}

function attemptSteps(delivery: DeliverySummary): StoryStep[] {
  const steps: StoryStep[] = [];
  let nth = 0;
  for (const attempt of delivery.attempts) {
    if (!isRedeliveryMarker(attempt)) nth += 1;
    const step = attemptStep(delivery, attempt, nth);
    if (step !== null) steps.push(step);
  }
  const { askedAtMs, askedBy } = delivery;
  const marked = steps.some((step) => step.kind === 'asked' && step.by !== null);
  if (askedAtMs !== null && !marked) steps.push({ kind: 'asked', atMs: askedAtMs, by: askedBy });
  return steps;
}

function attemptStep(delivery: DeliverySummary, attempt: DeliveryAttempt, nth: number): StoryStep | null {
  const { atMs, errorMessage, durationMs } = attempt;
  if (atMs === null) return null;
  if (isRedeliveryMarker(attempt)) {
    const { askedAtMs, askedBy } = delivery;
    const isOurs = askedAtMs !== null && Math.abs(askedAtMs - atMs) <= sameActMs;
    return isOurs ? { kind: 'asked', atMs: askedAtMs, by: askedBy } : { kind: 'asked', atMs, by: null };
  }
  return isFailedAttempt(attempt) ? { kind: 'failed', atMs, nth, errorMessage, durationMs } : null;
}

function endSteps(delivery: DeliverySummary): StoryStep[] {
  const { state, recoveredAtMs, askedAtMs, lastAttemptAtMs } = delivery;
  if (state === 'recovered' && recoveredAtMs !== null) {
    const tookMs = askedAtMs !== null && recoveredAtMs >= askedAtMs ? recoveredAtMs - askedAtMs : null;
    return [{ kind: 'recovered', atMs: recoveredAtMs, tookMs }];
  }
  const atMs = Math.max(lastAttemptAtMs ?? 0, askedAtMs ?? 0);
  // "asked" has its own row already, and "gone" tells nothing once the event is here.
  if (atMs === 0 || state === 'asked' || state === 'gone') return [];
  return [{ kind: 'listed', atMs, state, times: delivery.failedAgainCount }];
}

function receiptSteps(event: Told, attempts: readonly StoryStep[]): StoryStep[] {
  const oldestFirst = event.receipts.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs || a.seq - b.seq);
  const many = oldestFirst.length > mostReceipts;
  const shown = many ? [...oldestFirst.slice(0, mostReceipts - 2), ...oldestFirst.slice(-1)] : oldestFirst;
  const failures = attempts.filter((step) => step.kind === 'failed');
  const steps: StoryStep[] = shown.map((receipt) => {
    const before = failures.filter((step) => step.atMs <= receipt.receivedAtMs).map((step) => step.nth);
    const nth = before.length > 0 ? Math.max(...before) + 1 : null;
    return { kind: 'received', atMs: receipt.receivedAtMs, receipt, nth };
  });
  const next = oldestFirst[mostReceipts - 2];
  if (many && next) steps.push({ kind: 'more', atMs: next.receivedAtMs, count: event.receiptCount - shown.length });
  return steps;
}

/** Waiting shorter than this many milliseconds is not worth a line. */
const shortWaitMs = 5000;

/** What stood between two steps, in words ready for a gap: null for a short wait. */
export function waitBetween(earlier: StoryStep, later: StoryStep): { ms: number; listed: boolean } | null {
  const ms = later.atMs - earlier.atMs;
  if (ms <= shortWaitMs) return null;
  return { ms, listed: earlier.kind === 'failed' && (later.kind === 'asked' || later.kind === 'received') };
}
