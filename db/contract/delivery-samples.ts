import { type DeliveryAttempt, type ListedDelivery, type ListPoll } from '@/lib/deliveries/delivery';
import { type Store } from '@/lib/store';
import { type MakeStore, openForTest } from './world';

const now = Date.now();
/** The moment `seconds` before these tests began, in milliseconds. */
export const ago = (seconds: number) => now - seconds * 1_000;

/** A failed attempt. */
export const failedAt = (atMs: number, errorMessage = '500 - {"error":"boom"}'): DeliveryAttempt => ({
  status: 'failed',
  atMs,
  errorMessage,
  durationMs: 12.5,
});

/** The mark of a redelivery that was asked for. */
export const marker = (atMs: number): DeliveryAttempt => ({
  status: 'retrying',
  atMs,
  errorMessage: null,
  durationMs: null,
});

/** Four attempts within seven seconds, the last `seconds` ago. */
export const fourAttempts = (seconds: number, errorMessage?: string) =>
  [7, 6, 4, 0].map((before) => failedAt(ago(seconds + before), errorMessage));

/** A failed delivery as Auth0 lists it, with four attempts ten minutes ago. */
export const listedDelivery = (eventId: string, over: Partial<ListedDelivery> = {}): ListedDelivery => ({
  streamId: 'est_a',
  eventId,
  eventType: 'user.created',
  status: 'failed',
  attempts: fourAttempts(600),
  subjectId: 'auth0|ada',
  subjectLabel: 'ada@example.test',
  eventTimeMs: ago(620),
  payload: { text: `{"id":"${eventId}"}`, length: 12 + eventId.length },
  ...over,
});

/** A complete, current poll at the failed deliveries of `est_a`. */
export const poll = (listed: ListedDelivery[], over: Partial<ListPoll> = {}): ListPoll => ({
  streamId: 'est_a',
  pointsHere: true,
  startedAtMs: Date.now(),
  checkedAtMs: Date.now(),
  capped: false,
  listed,
  ...over,
});

/** A store that has seen these failed deliveries. */
export async function withDeliveries(makeStore: MakeStore, listed: ListedDelivery[]): Promise<Store> {
  const store = await openForTest(makeStore);
  await store.syncDeliveries(poll(listed));
  return store;
}

/** Where a delivery of `est_a` stands. */
export const stateOf = async (store: Store, eventId: string) => (await store.getDelivery('est_a', eventId))?.state;

/** Claims a delivery of `est_a` for redelivery. */
export const askNow = (store: Store, eventId: string) =>
  store.claimRedelivery('est_a', eventId, { atMs: Date.now(), by: 'ada@example.test' });
