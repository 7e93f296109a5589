import { type Clock, isoTime } from '../ground/clock.ts';
import type { JsonObject } from '../ground/json.ts';
import type { Settings } from '../ground/settings.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import type { Attempt, Reply } from './attempt-rules.ts';
import type { Carrier } from './carrier.ts';
import { DeliveryCounts } from '../tenant/delivery-counts.ts';
import { DeliveryLine, type Errand } from './delivery-line.ts';
import { type Delivery, type DeliveryFilter, DeliveryLog } from './delivery-log.ts';
import { Departures } from './departures.ts';
import { assumedReply, mischiefOf } from './mischief.ts';
import { afterOutcome, healthy, mayEnable, mustDisable, type StreamHealth } from './stream-health.ts';
import { changeTricks, noTricks, type TargetTricks } from './target-tricks.ts';

interface OutletWork {
  clock: Clock;
  settings: Settings;
  carrier: Carrier;
  onSettled(stream: EventStream, errand: Errand, outcome: 'delivered' | 'failed'): void;
  onDisabled(stream: EventStream): void;
  /** A redelivery was taken. */
  onAsked(stream: EventStream, event: CloudEvent, by: AskedBy): void;
}

/** How a redelivery was asked for: the event was named, or a filter selected it. */
export type AskedBy = 'id' | 'filter';

// Far beyond any test's burst; without a bound, a dead target would fill the memory.
const LONGEST_LINE = 50_000;
const STREAM_DISABLED = 'event stream is disabled';

/** One stream with everything that belongs to its delivery: line, failed deliveries, counts, tricks, auto-disable. */
export class StreamOutlet {
  stream: EventStream;
  readonly log = new DeliveryLog();
  readonly counts = new DeliveryCounts();
  readonly tricks: TargetTricks = noTricks();
  readonly #work: OutletWork;
  readonly #line: DeliveryLine;
  readonly #departures: Departures;
  #health: StreamHealth = healthy;
  #attemptsInHand: Attempt[] = [];

  constructor(stream: EventStream, work: OutletWork) {
    this.stream = stream;
    this.#work = work;
    this.#line = new DeliveryLine({
      clock: work.clock,
      attempt: (errand, made) => this.#attempt(errand, made),
      abandoned: (errand) => !errand.redelivery && this.stream.status === 'disabled',
      onFailedAttempt: (errand, attempt) => this.#keepAttempt(errand, attempt),
      onSettled: (errand, outcome) => this.#settle(errand, outcome),
    });
    this.#departures = new Departures({
      clock: work.clock,
      settings: work.settings,
      tricks: this.tricks,
      depart: (errand) => this.#line.enqueue(errand),
    });
  }

  get failedInARow(): number {
    return this.#health.failedInARow;
  }

  /** Events on their way, those that wait for their first attempt included. */
  get underway(): number {
    return this.#line.length + this.#departures.size;
  }

  /** Takes one event; a disabled stream takes nothing and keeps nothing. */
  offer(event: CloudEvent): void {
    if (this.stream.status === 'disabled' || this.underway >= LONGEST_LINE) return;
    this.#departures.admit(event);
  }

  redeliver(id: string): 'accepted' | 'missing' | 'busy' {
    const delivery = this.log.get(id);
    if (!delivery) return 'missing';
    if (delivery.underway) return 'busy';
    this.#askAgain(delivery, 'id');
    return 'accepted';
  }

  /** Every delivery the filter selects, or none: one that is underway makes the whole request busy. */
  redeliverMany(filter: DeliveryFilter): 'accepted' | 'busy' {
    const selected = this.log.select(filter).reverse();
    if (selected.some((delivery) => delivery.underway)) return 'busy';
    for (const delivery of selected) this.#askAgain(delivery, 'filter');
    return 'accepted';
  }

  /** Puts a failed delivery on record as if it had been tried before. */
  inject(event: CloudEvent, attempts: Attempt[]): Delivery {
    const delivery = this.log.open(event);
    delivery.attempts = attempts;
    this.counts.add('failed', Date.parse(attempts.at(-1)?.timestamp ?? event.time));
    this.#disableIfDue();
    return delivery;
  }

  /** `false` when too many failed deliveries are on record. */
  enable(): boolean {
    const { settings } = this.#work;
    if (!mayEnable(this.log.size, settings.limits)) return false;
    const wasDisabled = this.stream.status === 'disabled';
    this.stream.status = 'enabled';
    this.#health = healthy;
    if (wasDisabled && settings.flushOnEnable) this.#flush();
    return true;
  }

  /** What waited for its first attempt is put on record as failed, so that nothing disappears without a trace. */
  disable(): void {
    this.stream.status = 'disabled';
    for (const event of this.#departures.takeFirstDeliveries()) this.#recordDisabled(event);
    for (const errand of this.#line.takeFirstDeliveries()) this.#recordDisabled(errand.event);
  }

  changeTricks(patch: JsonObject): void {
    changeTricks(this.tricks, patch);
    this.#departures.releaseHeld();
  }

  stop(): void {
    this.#departures.stop();
    this.#line.stop();
  }

  /** Old failures go before anything new: staff of Auth0 tell of such a storm after a stream was enabled again. */
  #flush(): void {
    for (const delivery of this.log.select({}).reverse()) {
      if (delivery.underway) continue;
      delivery.underway = true;
      this.#line.enqueue({ event: delivery.event, redelivery: true });
    }
  }

  #askAgain(delivery: Delivery, by: AskedBy): void {
    delivery.underway = true;
    this.#work.onAsked(this.stream, delivery.event, by);
    delivery.attempts.push({ status: 'retrying', timestamp: isoTime(this.#work.clock.now()) });
    this.#departures.after(this.#work.settings.redeliveryDelayMs, { event: delivery.event, redelivery: true });
  }

  #attempt(errand: Errand, made: number): Promise<Reply> {
    const { settings, carrier, clock } = this.#work;
    const assumed = assumedReply(errand, this.tricks, settings);
    if (assumed) return Promise.resolve(assumed);
    const { event } = errand;
    const trimmed = errand.redelivery && settings.redeliverTrimmed ? this.log.get(event.id)?.stored : undefined;
    const mischief = mischiefOf(errand, made, this.tricks);
    return carrier.carry({
      destination: this.stream.destination,
      event,
      content: trimmed ?? event,
      mischief: { ...mischief, slowMs: clock.pace(mischief.slowMs) },
    });
  }

  #keepAttempt(errand: Errand, attempt: Attempt): void {
    const known = errand.redelivery ? this.log.get(errand.event.id) : undefined;
    if (known) known.attempts.push(attempt);
    else this.#attemptsInHand.push(attempt);
  }

  #settle(errand: Errand, outcome: 'delivered' | 'failed'): void {
    const attempts = this.#attemptsInHand.splice(0);
    this.#health = afterOutcome(this.#health, outcome);
    this.counts.add(outcome, this.#work.clock.now());
    if (outcome === 'delivered') {
      this.log.remove(errand.event.id);
    } else {
      const delivery = this.log.open(errand.event);
      delivery.attempts.push(...attempts);
      delivery.underway = false;
    }
    if (errand.redelivery) this.#countRedelivery();
    this.#work.onSettled(this.stream, errand, outcome);
    this.#disableIfDue();
  }

  #countRedelivery(): void {
    const { settings } = this.#work;
    if (settings.redelivery.outcome !== 'fail' || settings.redelivery.times === undefined) return;
    const times = settings.redelivery.times - 1;
    settings.redelivery = times > 0 ? { ...settings.redelivery, times } : { outcome: 'send' };
  }

  #recordDisabled(event: CloudEvent): void {
    this.log.open(event).attempts.push({
      status: 'failed',
      timestamp: isoTime(this.#work.clock.now()),
      error_message: STREAM_DISABLED,
    });
  }

  #disableIfDue(): void {
    if (this.stream.status === 'disabled') return;
    if (!mustDisable(this.#health, this.log.size, this.#work.settings.limits)) return;
    this.stream.updatedAt = isoTime(this.#work.clock.now());
    this.disable();
    this.#work.onDisabled(this.stream);
  }
}
