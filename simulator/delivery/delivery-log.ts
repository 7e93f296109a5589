import { type CloudEvent, storedCopy } from '../tenant/cloud-event.ts';
import type { JsonObject } from '../ground/json.ts';
import type { Attempt } from './attempt-rules.ts';

/** A failed delivery: what Auth0 lists, and the event as it was sent. */
export interface Delivery {
  /** Position in the list; never reused. */
  seq: number;
  event: CloudEvent;
  stored: JsonObject;
  attempts: Attempt[];
  /** A redelivery was asked for and has not ended. */
  underway: boolean;
}

export interface DeliveryFilter {
  statuses?: string[] | undefined;
  eventTypes?: string[] | undefined;
  /** Unix ms, inclusive. */
  fromMs?: number | undefined;
  /** Unix ms, exclusive. */
  toMs?: number | undefined;
}

// Above the limit at which Auth0 switches a stream off, so only injected failures can reach it.
const CAPACITY = 20_000;

function matches(delivery: Delivery, filter: DeliveryFilter): boolean {
  const { statuses, eventTypes, fromMs = -Infinity, toMs = Infinity } = filter;
  const time = Date.parse(delivery.event.time);
  return (
    (statuses === undefined || statuses.includes('failed')) &&
    (eventTypes === undefined || eventTypes.includes(delivery.event.type)) &&
    time >= fromMs &&
    time < toMs
  );
}

/** The failed deliveries of one stream, newest first. */
export class DeliveryLog {
  #byId = new Map<string, Delivery>();
  #nextSeq = 1;

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Delivery | undefined {
    return this.#byId.get(id);
  }

  /** The delivery of this event, opened when it has not failed before. */
  open(event: CloudEvent): Delivery {
    const known = this.#byId.get(event.id);
    if (known) return known;
    const delivery = { seq: this.#nextSeq, event, stored: storedCopy(event), attempts: [], underway: false };
    this.#nextSeq += 1;
    this.#byId.set(event.id, delivery);
    this.#forgetOldest();
    return delivery;
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  /** Newest first; `beforeSeq` is the place a page token points to. */
  select(filter: DeliveryFilter, beforeSeq = Infinity): Delivery[] {
    return [...this.#byId.values()]
      .filter((delivery) => delivery.seq < beforeSeq && matches(delivery, filter))
      .sort((a, b) => b.seq - a.seq);
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.size > CAPACITY ? this.#byId.keys() : [];
    if (oldest !== undefined) this.#byId.delete(oldest);
  }
}
