import { type Clock, isoTime } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Settings } from '../settings.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import type { Attempt, Reply } from './attempt-rules.ts';
import { DeliveryCounts } from './delivery-counts.ts';
import { DeliveryLine, type Errand } from './delivery-line.ts';
import { type Delivery, type DeliveryFilter, DeliveryLog } from './delivery-log.ts';
import type { Sender } from './sender.ts';
import { afterOutcome, healthy, mayEnable, mustDisable, type StreamHealth } from './stream-health.ts';
import { changeTricks, noTricks, type TargetTricks } from './target-tricks.ts';

interface OutletWork {
  clock: Clock;
  settings: Settings;
  sender: Sender;
  onSettled(stream: EventStream, errand: Errand, outcome: 'delivered' | 'failed'): void;
  onDisabled(stream: EventStream): void;
}

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
  readonly #cancels = new Map<Errand, () => void>();
  #health: StreamHealth = healthy;
  #attemptsInHand: Attempt[] = [];
  #held: CloudEvent[] = [];

  constructor(stream: EventStream, work: OutletWork) {
    this.stream = stream;
    this.#work = work;
    this.#line = new DeliveryLine({
      clock: work.clock,
      attempt: (errand) => this.#attempt(errand),
      abandoned: (errand) => !errand.redelivery && this.stream.status === 'disabled',
      onFailedAttempt: (errand, attempt) => this.#keepAttempt(errand, attempt),
      onSettled: (errand, outcome) => this.#settle(errand, outcome),
    });
  }

  get failedInARow(): number {
    return this.#health.failedInARow;
  }

  /** Events on their way, those that wait for their first attempt included. */
  get underway(): number {
    return this.#line.length + this.#cancels.size + this.#held.length;
  }

  /** Takes one event; a disabled stream takes nothing and keeps nothing. */
  offer(event: CloudEvent): void {
    if (this.stream.status === 'disabled' || this.underway >= LONGEST_LINE) return;
    if (this.tricks.reorder > 0) {
      this.#hold(event);
      return;
    }
    this.#start(event);
    if (this.tricks.duplicate > 0) {
      this.tricks.duplicate -= 1;
      this.#start(event);
    }
  }

  redeliver(id: string): 'accepted' | 'missing' | 'busy' {
    const delivery = this.log.get(id);
    if (!delivery) return 'missing';
    if (delivery.underway) return 'busy';
    this.#askAgain(delivery);
    return 'accepted';
  }

  /** Every delivery the filter selects, or none: one that is underway makes the whole request busy. */
  redeliverMany(filter: DeliveryFilter): 'accepted' | 'busy' {
    const selected = this.log.select(filter).reverse();
    if (selected.some((delivery) => delivery.underway)) return 'busy';
    for (const delivery of selected) this.#askAgain(delivery);
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
    if (!mayEnable(this.log.size, this.#work.settings.limits)) return false;
    this.stream.status = 'enabled';
    this.#health = healthy;
    return true;
  }

  /** What waited for its first attempt is put on record as failed, so that nothing disappears without a trace. */
  disable(): void {
    this.stream.status = 'disabled';
    for (const [errand, cancel] of this.#cancels) {
      if (errand.redelivery) continue;
      cancel();
      this.#cancels.delete(errand);
      this.#recordDisabled(errand.event);
    }
    for (const errand of this.#line.takeFirstDeliveries()) this.#recordDisabled(errand.event);
    for (const event of this.#held.splice(0)) this.#recordDisabled(event);
  }

  changeTricks(patch: JsonObject): void {
    changeTricks(this.tricks, patch);
    if (this.tricks.reorder === 0) for (const event of this.#held.splice(0).reverse()) this.#start(event);
  }

  stop(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
    this.#line.stop();
  }

  #hold(event: CloudEvent): void {
    this.#held.push(event);
    this.tricks.reorder -= 1;
    if (this.tricks.reorder === 0) for (const held of this.#held.splice(0).reverse()) this.#start(held);
  }

  #start(event: CloudEvent): void {
    let delay = this.#work.settings.firstAttemptDelayMs;
    if (this.tricks.late.times > 0) {
      this.tricks.late.times -= 1;
      delay += this.tricks.late.ms;
    }
    this.#enqueueAfter(delay, { event, redelivery: false });
  }

  #askAgain(delivery: Delivery): void {
    delivery.underway = true;
    delivery.attempts.push({ status: 'retrying', timestamp: isoTime(this.#work.clock.now()) });
    this.#enqueueAfter(this.#work.settings.redeliveryDelayMs, { event: delivery.event, redelivery: true });
  }

  #enqueueAfter(delay: number, errand: Errand): void {
    const { clock } = this.#work;
    const cancel = clock.after(clock.pace(delay), () => {
      this.#cancels.delete(errand);
      this.#line.enqueue(errand);
    });
    this.#cancels.set(errand, cancel);
  }

  async #attempt(errand: Errand): Promise<Reply> {
    const { settings, sender } = this.#work;
    const { destination } = this.stream;
    if (errand.redelivery && settings.redelivery.outcome === 'fail') {
      return { kind: 'answer', status: settings.redelivery.status, body: settings.redelivery.body };
    }
    if (this.tricks.broken) return this.tricks.broken;
    // EventBridge and Actions are outside this program: they are taken to succeed.
    if (destination.type !== 'webhook') return { kind: 'answer', status: 204, body: '' };
    const trimmed = errand.redelivery && settings.redeliverTrimmed ? this.log.get(errand.event.id)?.stored : undefined;
    const body = JSON.stringify(trimmed ?? errand.event);
    return sender.send(destination, {
      body,
      timeoutMs: settings.requestTimeoutMs,
      wrongSecret: this.tricks.wrongSecret,
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
