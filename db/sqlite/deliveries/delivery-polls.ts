import { eq } from 'drizzle-orm';
import { type FoundDelivery, type ListedDelivery } from '@/lib/deliveries/delivery';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import {
  afterEnd,
  afterFailedPoll,
  afterPoll,
  afterUnlistedPoll,
  isEnding,
  newDelivery,
} from '@/lib/deliveries/tracked-delivery';
import { type Topic } from '@/lib/store';
import { type PollFacts, type PollWrites } from '../../shared/sync-deliveries';
import { type Connection } from '../engine/connection';
import { DeliveryPollRows, isDifferent, isVisiblyDifferent, type KnownRow } from './delivery-poll-rows';
import { deliveryPolls } from '../schema';

type DeliveryPolls = Pick<DeliveryStore, 'noteFailedPoll' | 'recordPoll'> & PollWrites;

const announced: readonly Topic[] = ['deliveries'];

/** Takes in what Auth0's list of failed deliveries says. */
export class DeliveryPollStore implements DeliveryPolls {
  readonly #connection: Connection;
  readonly #rows: DeliveryPollRows;
  readonly #firstReceipt;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#rows = new DeliveryPollRows(connection.sql);
    this.#firstReceipt = connection.sql
      .prepare<{ eventId: string; streamId: string; afterMs: number; afterSeq: number }, number | null>(
        `SELECT min(receipts.received_at_ms) FROM receipts JOIN events ON events.seq = receipts.event_seq
         WHERE events.id = :eventId AND (receipts.received_at_ms > :afterMs OR receipts.seq > :afterSeq)
           AND receipts.envelope <> 'feed' AND (receipts.stream_id = :streamId OR receipts.stream_id = '')`,
      )
      .pluck();
  }

  takeListed({ streamId, checkedAtMs }: PollFacts, listed: readonly ListedDelivery[]): Promise<boolean> {
    return this.#each(listed, (delivery) => this.#take(streamId, delivery, checkedAtMs));
  }

  endUnlisted(poll: PollFacts, eventIds: readonly string[]): Promise<boolean> {
    return this.#each(eventIds, (eventId) => this.#end(eventId, poll));
  }

  noteFailedPoll(streamId: string, atMs: number, failure: string): Promise<void> {
    const { orm } = this.#connection;
    const note = { failedAtMs: atMs, failure };
    return this.#connection.write(() => {
      const former = orm.select().from(deliveryPolls).where(eq(deliveryPolls.streamId, streamId)).get();
      orm
        .insert(deliveryPolls)
        .values({ streamId, checkedAtMs: null, capped: false, ...note })
        .onConflictDoUpdate({ target: deliveryPolls.streamId, set: note })
        .run();
      return { value: undefined, topics: former?.failure === failure ? [] : announced };
    });
  }

  recordPoll(streamId: string, eventId: string, found: FoundDelivery, atMs: number): Promise<void> {
    return this.#connection.write(() => {
      const row = this.#rows.find(streamId, eventId);
      const payload = typeof found === 'string' ? null : (found.payload?.text ?? null);
      const changed = row !== undefined && this.#update(row, afterPollOfOne(row, found, atMs), payload);
      return { value: undefined, topics: changed ? announced : [] };
    });
  }

  /** Runs `deed` for each item, in one transaction. Returns whether any said true. */
  #each<T>(items: readonly T[], deed: (item: T) => boolean): Promise<boolean> {
    return this.#connection.write(() => {
      const value = items.filter(deed).length > 0;
      return { value, topics: value ? announced : [] };
    });
  }

  /**
   * Inserts or updates one listed delivery. Reads the row anew, as a receipt or a request may have come since the poll was
   * compared. Returns whether a person would see a difference.
   */
  #take(streamId: string, delivery: ListedDelivery, atMs: number): boolean {
    const { eventId } = delivery;
    const payload = delivery.payload?.text ?? null;
    const row = this.#rows.find(streamId, eventId);
    if (row !== undefined) return this.#update(row, afterPoll(row, delivery, atMs), payload);
    this.#rows.insert(streamId, eventId, newDelivery(delivery, atMs), payload);
    return true;
  }

  #update(row: KnownRow, next: KnownRow, payload: string | null = null): boolean {
    if (isDifferent(row, next)) this.#rows.update(next, payload);
    return isVisiblyDifferent(row, next);
  }

  /** Ends one delivery that a complete list no longer holds, if what has happened since still allows it. */
  #end(eventId: string, { streamId, checkedAtMs, pointsHere, startedAtMs }: PollFacts): boolean {
    const row = this.#rows.find(streamId, eventId);
    if (row === undefined || !isEnding(row, { startedAtMs })) return false;
    const recoveredAtMs = pointsHere ? this.#provenAt(streamId, row) : null;
    return this.#update(row, afterEnd(row, recoveredAtMs, checkedAtMs));
  }

  /** Arrival of the first receipt after the last failed attempt or our request; null when nothing proves an arrival. */
  #provenAt(streamId: string, { eventId, lastAttemptAtMs, receiptSeqAtAsk }: KnownRow): number | null {
    const after = { afterMs: lastAttemptAtMs ?? -1, afterSeq: receiptSeqAtAsk ?? Number.MAX_SAFE_INTEGER };
    return this.#firstReceipt.get({ eventId, streamId, ...after }) ?? null;
  }

  notePoll(poll: PollFacts): Promise<void> {
    const { orm } = this.#connection;
    const { streamId, checkedAtMs, capped, isDeleted = false } = poll;
    return this.#connection.write(() => {
      const isThis = eq(deliveryPolls.streamId, streamId);
      if (isDeleted && this.#rows.known(streamId).length === 0) {
        const { changes } = orm.delete(deliveryPolls).where(isThis).run();
        return { value: undefined, topics: changes > 0 ? announced : [] };
      }
      const former = orm.select().from(deliveryPolls).where(isThis).get();
      const note = { checkedAtMs, capped, failedAtMs: null, failure: null };
      orm
        .insert(deliveryPolls)
        .values({ streamId, ...note })
        .onConflictDoUpdate({ target: deliveryPolls.streamId, set: note })
        .run();
      const isNews = former === undefined || former.failure !== null || former.capped !== capped;
      return { value: undefined, topics: isNews ? announced : [] };
    });
  }
}

function afterPollOfOne(row: KnownRow, found: FoundDelivery, atMs: number): KnownRow {
  if (found === 'unlisted') return afterUnlistedPoll(row, atMs);
  return found === 'unknown' ? afterFailedPoll(row, atMs) : afterPoll(row, found, atMs);
}
