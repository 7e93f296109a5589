import { setImmediate as nextTurn } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { summariseAttempts } from '@/lib/deliveries/attempts';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { unlistedGraceMs } from '@/lib/deliveries/state';
import { type Topic } from '@/lib/store';
import { type Connection } from './connection';
import { afterLook, DeliveryLookRows, isDifferent, isVisiblyDifferent, type KnownRow } from './delivery-look-rows';
import { openStates } from './delivery-rows';
import { deliveryPolls } from './schema';

type Look = Parameters<DeliveryStore['syncDeliveries']>[0];
type DeliveryLooks = Pick<DeliveryStore, 'syncDeliveries' | 'noteFailedLook' | 'updateAsked'>;

/** More rows at once would keep the event loop, and with it the webhook, waiting. */
const chunkSize = 200;

const announced: readonly Topic[] = ['deliveries'];

/** Takes in what Auth0's list of failed deliveries says. */
export class DeliveryLookStore implements DeliveryLooks {
  readonly #connection: Connection;
  readonly #rows: DeliveryLookRows;
  readonly #firstReceipt;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#rows = new DeliveryLookRows(connection.sql);
    this.#firstReceipt = connection.sql
      .prepare<{ eventId: string; streamId: string; afterMs: number }, number | null>(
        `SELECT min(receipts.received_at_ms) FROM receipts JOIN events ON events.seq = receipts.event_seq
         WHERE events.id = :eventId AND receipts.received_at_ms > :afterMs
           AND (receipts.stream_id = :streamId OR receipts.stream_id = '')`,
      )
      .pluck();
  }

  async syncDeliveries(look: Look): Promise<{ changed: boolean }> {
    const { streamId, checkedAtMs } = look;
    const rows = await this.#connection.read(() => this.#rows.known(streamId));
    const known = new Map(rows.map((row) => [row.eventId, row]));
    const listed = new Map(look.listed.map((delivery) => [delivery.eventId, delivery]));
    const news = await findNews([...listed.values()], known, checkedAtMs);
    const isNews = await this.#inChunks(news, (delivery) => this.#take(streamId, delivery, checkedAtMs));
    const unlisted = look.capped ? [] : rows.filter((row) => !listed.has(row.eventId) && isEnding(row, look));
    const isEnded = await this.#inChunks(unlisted, ({ eventId }) => this.#end(eventId, look));
    await this.#notePoll(look);
    return { changed: isNews || isEnded };
  }

  noteFailedLook(streamId: string, atMs: number, failure: string): Promise<void> {
    const note = { failedAtMs: atMs, failure };
    return this.#connection.write(() => {
      this.#connection.orm
        .insert(deliveryPolls)
        .values({ streamId, checkedAtMs: null, capped: false, ...note })
        .onConflictDoUpdate({ target: deliveryPolls.streamId, set: note })
        .run();
      return { value: undefined, topics: announced };
    });
  }

  updateAsked(delivery: ListedDelivery, atMs: number): Promise<void> {
    const { streamId, eventId } = delivery;
    return this.#connection.write(() => {
      const isKnown = this.#rows.find(streamId, eventId) !== undefined;
      const changed = isKnown && this.#take(streamId, delivery, atMs);
      return { value: undefined, topics: changed ? announced : [] };
    });
  }

  /** Runs `deed` for each item, a chunk a transaction, with the event loop free in between. Returns whether any said true. */
  async #inChunks<T>(items: readonly T[], deed: (item: T) => boolean): Promise<boolean> {
    let changed = false;
    for (const chunk of chunksOf(items)) {
      const isNews = await this.#connection.write(() => {
        const value = chunk.filter(deed).length > 0;
        return { value, topics: value ? announced : [] };
      });
      changed ||= isNews;
      await nextTurn();
    }
    return changed;
  }

  /**
   * Inserts or updates one listed delivery. Reads the row anew, as a receipt or a request may have come since the look was
   * compared. Returns whether a person would see a difference.
   */
  #take(streamId: string, delivery: ListedDelivery, atMs: number): boolean {
    const row = this.#rows.find(streamId, delivery.eventId);
    if (row === undefined) {
      this.#rows.insert(streamId, delivery, atMs);
      return true;
    }
    const next = afterLook(row, delivery, atMs);
    if (isDifferent(row, next)) this.#rows.update(next);
    return isVisiblyDifferent(row, next);
  }

  /** Ends one delivery that a complete list no longer holds, if what has happened since still allows it. */
  #end(eventId: string, look: Look): boolean {
    const { streamId, checkedAtMs, pointsHere } = look;
    const row = this.#rows.find(streamId, eventId);
    if (row === undefined || !isEnding(row, look)) return false;
    if (!openStates.includes(row.state)) {
      this.#rows.update({ ...row, listed: 0 });
      return true;
    }
    const recoveredAtMs = pointsHere ? this.#provenAt(streamId, row) : null;
    const ended = { ...row, listed: 0, stateSinceMs: checkedAtMs, nextLookAtMs: null };
    this.#rows.update(
      recoveredAtMs === null ? { ...ended, state: 'gone' } : { ...ended, state: 'recovered', recoveredAtMs },
    );
    return true;
  }

  /** Arrival of the first receipt after the last failed attempt; null when nothing proves an arrival. */
  #provenAt(streamId: string, { eventId, lastAttemptAtMs }: KnownRow): number | null {
    return this.#firstReceipt.get({ eventId, streamId, afterMs: lastAttemptAtMs ?? -1 }) ?? null;
  }

  #notePoll(look: Look): Promise<void> {
    const { orm } = this.#connection;
    const { streamId, checkedAtMs, capped, isDeleted = false } = look;
    return this.#connection.write(() => {
      const isThis = eq(deliveryPolls.streamId, streamId);
      if (isDeleted && this.#rows.known(streamId).length === 0) {
        const { changes } = orm.delete(deliveryPolls).where(isThis).run();
        return { value: undefined, topics: changes > 0 ? announced : [] };
      }
      const former = orm.select().from(deliveryPolls).where(isThis).get();
      const poll = { checkedAtMs, capped, failedAtMs: null, failure: null };
      orm
        .insert(deliveryPolls)
        .values({ streamId, ...poll })
        .onConflictDoUpdate({ target: deliveryPolls.streamId, set: poll })
        .run();
      const isNews = former === undefined || former.failure !== null || former.capped !== capped;
      return { value: undefined, topics: isNews ? announced : [] };
    });
  }
}

/** The listed deliveries that a row has to be written for. New rows are numbered in order of failure: the newest leads the list. */
async function findNews(
  listed: readonly ListedDelivery[],
  known: ReadonlyMap<string, KnownRow>,
  atMs: number,
): Promise<ListedDelivery[]> {
  const news: { delivery: ListedDelivery; failedAtMs: number }[] = [];
  for (const chunk of chunksOf(listed)) {
    for (const delivery of chunk) {
      const row = known.get(delivery.eventId);
      if (row !== undefined && !isDifferent(row, afterLook(row, delivery, atMs))) continue;
      news.push({ delivery, failedAtMs: summariseAttempts(delivery.attempts).firstFailedAtMs ?? 0 });
    }
    await nextTurn();
  }
  return news.sort((a, b) => a.failedAtMs - b.failedAtMs).map(({ delivery }) => delivery);
}

/**
 * Whether a row that a complete list does not hold is to be ended. One asked for after the look began may be missing from the
 * list, and while Auth0 may be trying again it is left alone for a while.
 */
function isEnding({ state, listed, askedAtMs }: KnownRow, { startedAtMs }: Look): boolean {
  if (listed === 0 && !openStates.includes(state)) return false;
  const graceMs = state === 'asked' || state === 'retrying' ? unlistedGraceMs : 0;
  return askedAtMs === null || askedAtMs + graceMs <= startedAtMs;
}

function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += chunkSize) yield items.slice(start, start + chunkSize);
}
