import { type DeliveryState } from './delivery';
import { type ExpectedChanges } from './expected-changes';
import { type CauseGroup, type DeliveryPage, type DeliveryPoll, type DeliverySummary } from './delivery-record';

/** One row of a list: an event may have failed through several event streams. */
export function deliveryKey({ streamId, eventId }: Pick<DeliverySummary, 'streamId' | 'eventId'>): string {
  return `${streamId}/${eventId}`;
}

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

/** Result of the last polls of all event streams, as the head of the screen shows it. */
export interface DeliveryReadings {
  /** Open deliveries of all event streams, filters aside. */
  failed: number;
  polls: DeliveryPoll[];
  /** Why the event streams could not be listed, so that none could be polled; null when they could. */
  failure: string | null;
  streams: DeliveryStreamFacts[];
  /** Whether there is a Management API to ask at all. */
  configured: boolean;
}

/** Answer of `GET /api/deliveries`. */
export interface DeliveryListAnswer extends DeliveryPage, DeliveryReadings {}

/** A group of failed deliveries with one cause, explained, with its newest rows. */
export interface ExplainedCause extends CauseGroup {
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
  rows: DeliverySummary[];
}

/** Answer of `GET /api/deliveries/causes`. */
export interface DeliveryCausesAnswer extends DeliveryReadings {
  groups: ExplainedCause[];
}

/** Answer of `POST /api/deliveries/[streamId]/[eventId]/redeliver`. `waitingMs`: Auth0 limits the rate; the request is sent after that. */
export interface RedeliverAnswer {
  state: DeliveryState;
  waitingMs: number | null;
  alreadyAsked: boolean;
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
  { receiptCount, otherReceiptCount, state }: Pick<DeliverySummary, 'receiptCount' | 'otherReceiptCount' | 'state'>,
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
  if (otherReceiptCount > 0) {
    return {
      word: 'no',
      meaning: 'It came another way, by another event stream or the event feed; this one did not bring it.',
    };
  }
  return { word: 'no', meaning: 'There is no receipt of this event here.' };
}

/** How current the list is: the oldest complete poll, and the event streams whose newest poll failed. */
export interface Freshness {
  /** Null while an event stream has never been polled. */
  checkedAtMs: number | null;
  stale: DeliveryPoll[];
  capped: DeliveryPoll[];
}

/** Sums up the polls of all event streams; the list is as old as its oldest part. */
export function freshnessOf(polls: readonly DeliveryPoll[]): Freshness {
  const times = polls.map((poll) => poll.checkedAtMs);
  const known = times.filter((time) => time !== null);
  return {
    checkedAtMs: polls.length > 0 && known.length === times.length ? Math.min(...known) : null,
    stale: polls.filter((poll) => poll.failure !== null),
    capped: polls.filter((poll) => poll.capped),
  };
}

/** False while nothing may be counted: no failure is on record, and not every event stream has just been polled. */
export function failuresAreKnown(failed: number, polls: readonly DeliveryPoll[]): boolean {
  const { checkedAtMs, stale } = freshnessOf(polls);
  return failed > 0 || (checkedAtMs !== null && stale.length === 0);
}

/** The polls of the event streams that Auth0 lists; one that was deleted is never polled again. Null: no list is known. */
export function currentPolls(polls: readonly DeliveryPoll[], streamIds: readonly string[] | null): DeliveryPoll[] {
  if (streamIds === null) return [...polls];
  const byStream = new Map(polls.map((poll) => [poll.streamId, poll]));
  return streamIds.map(
    (streamId) =>
      byStream.get(streamId) ?? { streamId, checkedAtMs: null, failedAtMs: null, failure: null, capped: false },
  );
}

/** Milliseconds from our request to the arrival that proved it; null when no request of ours preceded it. */
export function recoveryTook({
  askedAtMs,
  recoveredAtMs,
}: Pick<DeliverySummary, 'askedAtMs' | 'recoveredAtMs'>): number | null {
  return askedAtMs !== null && recoveredAtMs !== null && recoveredAtMs >= askedAtMs ? recoveredAtMs - askedAtMs : null;
}

/** A failed delivery of one event with Auth0's copy of it. */
export interface UndeliveredCopy {
  delivery: DeliverySummary;
  /** JSON text; null when Auth0 listed no copy, or one longer than is kept. */
  payload: string | null;
  /** What the event would change in the mirrored user. */
  expected: ExpectedChanges;
}

/** Answer of `GET /api/undelivered/[id]`: an event that Auth0 failed to deliver. */
export interface UndeliveredEvent {
  eventId: string;
  /** Once the event is here it has its own page. */
  hasArrived: boolean;
  copies: UndeliveredCopy[];
  streams: DeliveryStreamFacts[];
}
