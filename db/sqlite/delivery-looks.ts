import { and, eq, inArray, or } from 'drizzle-orm';
import { summariseAttempts } from '@/lib/deliveries/attempts';
import { causeOf } from '@/lib/deliveries/cause';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { nextDeliveryState } from '@/lib/deliveries/state';
import { type Topic } from '@/lib/store';
import { type Connection } from './connection';
import { type DeliveryRow, openStates } from './delivery-rows';
import { deliveries, deliveryPolls } from './schema';

type Look = Parameters<DeliveryStore['syncDeliveries']>[0];
type DeliveryLooks = Pick<DeliveryStore, 'syncDeliveries' | 'noteFailedLook' | 'updateAsked'>;

const soonestLookMs = 2_000;
const latestLookMs = 60_000;

const announced: readonly Topic[] = ['deliveries'];

/** When to look next at a redelivery asked for at `askedAtMs`: soon at first, then less and less often. */
export function nextLookAfter(atMs: number, askedAtMs: number): number {
  return atMs + Math.min(latestLookMs, Math.max(soonestLookMs, Math.round((atMs - askedAtMs) / 3)));
}

/** Takes in what Auth0's list of failed deliveries says. */
export class DeliveryLookStore implements DeliveryLooks {
  readonly #connection: Connection;
  readonly #firstReceipt;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#firstReceipt = connection.sql
      .prepare<{ eventId: string; streamId: string; afterMs: number }, number | null>(
        `SELECT min(receipts.received_at_ms) FROM receipts JOIN events ON events.seq = receipts.event_seq
         WHERE events.id = :eventId AND receipts.received_at_ms > :afterMs
           AND (receipts.stream_id = :streamId OR receipts.stream_id = '')`,
      )
      .pluck();
  }

  syncDeliveries(look: Look): Promise<{ changed: boolean }> {
    return this.#connection.write(() => {
      const listed = new Map(look.listed.map((delivery) => [delivery.eventId, delivery]));
      let changed = false;
      for (const delivery of byFirstFailure([...listed.values()])) {
        if (this.#take(look.streamId, delivery, look.checkedAtMs)) changed = true;
      }
      if (!look.capped && this.#endUnlisted(look, listed)) changed = true;
      const isNews = this.#notePoll(look);
      return { value: { changed }, topics: changed || isNews ? announced : [] };
    });
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
    return this.#connection.write(() => {
      const changed = this.#find(delivery) !== undefined && this.#take(delivery.streamId, delivery, atMs);
      return { value: undefined, topics: changed ? announced : [] };
    });
  }

  #find({ streamId, eventId }: Pick<DeliveryRow, 'streamId' | 'eventId'>): DeliveryRow | undefined {
    const { orm } = this.#connection;
    const isThis = and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
    return orm.select().from(deliveries).where(isThis).get();
  }

  /** Inserts or updates one listed delivery. Returns whether a person would see a difference. */
  #take(streamId: string, delivery: ListedDelivery, atMs: number): boolean {
    const { orm } = this.#connection;
    const row = this.#find({ streamId, eventId: delivery.eventId });
    const facts = factsOf(delivery);
    if (row === undefined) {
      const { eventId } = delivery;
      orm
        .insert(deliveries)
        .values({ streamId, eventId, ...facts, state: 'failed', stateSinceMs: atMs })
        .run();
      return true;
    }
    const next = nextDeliveryState(row, delivery.attempts, atMs);
    const hasSign = facts.markerCount + facts.attemptCount > row.markerCount + row.attemptCount;
    const isMoved = next.state !== row.state;
    const isAwaited = next.state === 'asked' || next.state === 'retrying';
    orm
      .update(deliveries)
      .set({
        ...facts,
        state: next.state,
        stateSinceMs: isMoved ? atMs : row.stateSinceMs,
        failedAgainCount: row.failedAgainCount + next.failedAgainIncrement,
        signAtMs: hasSign ? atMs : row.signAtMs,
        nextLookAtMs: isAwaited ? nextLookAfter(atMs, row.askedAtMs ?? atMs) : null,
      })
      .where(eq(deliveries.seq, row.seq))
      .run();
    return isMoved || !row.listed || JSON.stringify(facts.attempts) !== JSON.stringify(row.attempts);
  }

  /** Ends open deliveries that a complete list no longer holds. One asked for after the look began may be missing from it. */
  #endUnlisted(
    { streamId, startedAtMs, checkedAtMs, pointsHere }: Look,
    listed: ReadonlyMap<string, unknown>,
  ): boolean {
    const { orm } = this.#connection;
    const rows = orm
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.streamId, streamId),
          or(eq(deliveries.listed, true), inArray(deliveries.state, [...openStates])),
        ),
      )
      .all()
      .filter((row) => !listed.has(row.eventId) && (row.askedAtMs === null || row.askedAtMs <= startedAtMs));
    for (const row of rows) {
      const recoveredAtMs = pointsHere ? this.#provenAt(row) : null;
      const isOpen = openStates.includes(row.state);
      const ended =
        recoveredAtMs === null
          ? ({ state: 'gone', stateSinceMs: checkedAtMs, nextLookAtMs: null } as const)
          : ({ state: 'recovered', stateSinceMs: checkedAtMs, nextLookAtMs: null, recoveredAtMs } as const);
      orm
        .update(deliveries)
        .set({ listed: false, ...(isOpen ? ended : {}) })
        .where(eq(deliveries.seq, row.seq))
        .run();
    }
    return rows.length > 0;
  }

  /** Arrival of the first receipt after the last failed attempt; null when nothing proves an arrival. */
  #provenAt({ eventId, streamId, lastAttemptAtMs }: DeliveryRow): number | null {
    return this.#firstReceipt.get({ eventId, streamId, afterMs: lastAttemptAtMs ?? -1 }) ?? null;
  }

  #notePoll({ streamId, checkedAtMs, capped }: Look): boolean {
    const { orm } = this.#connection;
    const former = orm.select().from(deliveryPolls).where(eq(deliveryPolls.streamId, streamId)).get();
    const poll = { checkedAtMs, capped, failedAtMs: null, failure: null };
    orm
      .insert(deliveryPolls)
      .values({ streamId, ...poll })
      .onConflictDoUpdate({ target: deliveryPolls.streamId, set: poll })
      .run();
    return former === undefined || former.failure !== null || former.capped !== capped;
  }
}

/** New rows are numbered in order of failure, so that the newest failure leads the list. */
function byFirstFailure(listed: ListedDelivery[]): ListedDelivery[] {
  const failedAt = (delivery: ListedDelivery) => summariseAttempts(delivery.attempts).firstFailedAtMs ?? 0;
  return listed.sort((a, b) => failedAt(a) - failedAt(b));
}

function factsOf({ attempts, eventType, subjectId, subjectLabel, eventTimeMs }: ListedDelivery) {
  const { durationMs, ...summary } = summariseAttempts(attempts);
  const causeKey = causeOf(summary.errorMessage, durationMs).key;
  return { attempts, eventType, subjectId, subjectLabel, eventTimeMs, ...summary, causeKey, listed: true };
}
