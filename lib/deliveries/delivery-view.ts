import { type DeliveryState } from './delivery';
import { type CauseGroup, type DeliveryPage, type DeliveryPoll, type DeliverySummary } from './delivery-store';

/** What is known of the event stream a delivery belongs to; `name` is the id while Auth0 cannot be asked. */
export interface DeliveryStreamFacts {
  id: string;
  name: string;
  /** Null when it is not known where the event stream posts to. */
  pointsHere: boolean | null;
  /** Host of a webhook, else null. */
  host: string | null;
  /** Open deliveries. */
  failed: number;
}

/** A delivery as the screens show it. */
export interface DeliveryRow extends DeliverySummary {
  /** When our request is sent at last; null unless Auth0's rate limit holds it back. */
  heldUntilMs: number | null;
}

/** Result of the last looks at all event streams, as the head of the screen tells it. */
export interface DeliveryReadings {
  /** Open deliveries of all event streams, filters aside. */
  failed: number;
  polls: DeliveryPoll[];
  streams: DeliveryStreamFacts[];
  /** Whether there is a Management API to ask at all. */
  configured: boolean;
}

/** Answer of `GET /api/deliveries`. */
export interface DeliveryListAnswer extends Omit<DeliveryPage, 'items'>, DeliveryReadings {
  items: DeliveryRow[];
}

/** A group of failed deliveries with one cause, explained, with its newest rows. */
export interface ExplainedCause extends CauseGroup {
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
  rows: DeliveryRow[];
}

/** Answer of `GET /api/deliveries/causes`. */
export interface DeliveryCausesAnswer extends DeliveryReadings {
  groups: ExplainedCause[];
}

/** Answer of `POST /api/deliveries/[streamId]/[eventId]/redeliver`. `waitingMs`: Auth0 limits the rate, it is asked by itself after that. */
export interface RedeliverAnswer {
  state: DeliveryState;
  waitingMs: number | null;
  alreadyAsked: boolean;
}

/** States of a delivery that Auth0 still owes: neither recovered nor gone. */
export const openStates = [
  'failed',
  'asked',
  'retrying',
  'failed_again',
  'no_answer',
] as const satisfies DeliveryState[];

/** Whether a delivery counts as failed now. */
export function isOpen(state: DeliveryState): boolean {
  return openStates.some((open) => open === state);
}

/** States from which a person may ask for a redelivery. */
export function canRetry(state: DeliveryState): boolean {
  return state === 'failed' || state === 'failed_again' || state === 'no_answer' || state === 'gone';
}

/** "3 attempts, 2 redeliveries asked"; attempts and requests are told apart because Auth0 lists both as one. */
export function attemptsText({
  attemptCount,
  askedCount,
}: Pick<DeliverySummary, 'attemptCount' | 'askedCount'>): string {
  const attempts = `${attemptCount} ${attemptCount === 1 ? 'attempt' : 'attempts'}`;
  if (askedCount === 0) return attempts;
  return `${attempts}, ${askedCount} ${askedCount === 1 ? 'redelivery' : 'redeliveries'} asked`;
}

/** Whether the event reached this app, as the column "Arrived" says it, and what that means. */
export interface Arrival {
  word: 'yes' | 'no' | 'elsewhere';
  meaning: string;
}

/** Answers "received here?" from our own receipts. An arrival beside a failure means that Auth0 did not hear our answer. */
export function arrivalOf(
  { receiptCount, state }: Pick<DeliverySummary, 'receiptCount' | 'state'>,
  pointsHere: boolean | null,
): Arrival {
  if (receiptCount > 0) {
    return state === 'recovered'
      ? { word: 'yes', meaning: 'A receipt here proves the arrival.' }
      : { word: 'yes', meaning: 'It arrived here, yet Auth0 lists it as failed: Auth0 did not hear our answer.' };
  }
  if (pointsHere === false) {
    return {
      word: 'elsewhere',
      meaning: 'The event stream does not post to this app, so an arrival cannot be seen here.',
    };
  }
  return { word: 'no', meaning: 'There is no receipt of this event here.' };
}

/** How current the list is: the oldest complete look, and the event streams whose newest look failed. */
export interface Freshness {
  /** Null while an event stream has never been looked at. */
  checkedAtMs: number | null;
  stale: DeliveryPoll[];
  capped: DeliveryPoll[];
}

/** Sums up the looks at all event streams; the list is as old as its oldest part. */
export function freshnessOf(polls: readonly DeliveryPoll[]): Freshness {
  const times = polls.map((poll) => poll.checkedAtMs);
  const known = times.filter((time) => time !== null);
  return {
    checkedAtMs: polls.length > 0 && known.length === times.length ? Math.min(...known) : null,
    stale: polls.filter((poll) => poll.failure !== null),
    capped: polls.filter((poll) => poll.capped),
  };
}

/** Milliseconds from our request to the arrival that proved it; null when no request of ours preceded it. */
export function recoveryTook({
  askedAtMs,
  recoveredAtMs,
}: Pick<DeliverySummary, 'askedAtMs' | 'recoveredAtMs'>): number | null {
  return askedAtMs !== null && recoveredAtMs !== null && recoveredAtMs >= askedAtMs ? recoveredAtMs - askedAtMs : null;
}
