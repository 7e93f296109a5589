import { type Clock, isoTime } from '../ground/clock.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import { type Attempt, errorMessage, type Reply, verdict } from './attempt-rules.ts';

/** One event on its way to one destination. */
export interface Errand {
  event: CloudEvent;
  redelivery: boolean;
}

interface LineWork {
  clock: Clock;
  /** `made` counts this attempt, too: 1 is the first. */
  attempt(errand: Errand, made: number): Promise<Reply>;
  /** Between two attempts: whether to give up, because the stream was switched off. */
  abandoned(errand: Errand): boolean;
  onFailedAttempt(errand: Errand, attempt: Attempt): void;
  onSettled(errand: Errand, outcome: 'delivered' | 'failed'): void;
}

const duration = (ms: number) => Math.round(ms * 1e6) / 1e6;

/** Delivers one event after the other: a failing event holds the next ones back until its last attempt. */
export class DeliveryLine {
  readonly #work: LineWork;
  #waiting: Errand[] = [];
  #carrying = false;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(work: LineWork) {
    this.#work = work;
  }

  get length(): number {
    return this.#waiting.length + (this.#carrying ? 1 : 0);
  }

  enqueue(errand: Errand): void {
    this.#waiting.push(errand);
    this.#pump();
  }

  /** Takes the first deliveries that still wait out of the line; redeliveries stay. */
  takeFirstDeliveries(): Errand[] {
    const taken = this.#waiting.filter((errand) => !errand.redelivery);
    this.#waiting = this.#waiting.filter((errand) => errand.redelivery);
    return taken;
  }

  /** Forgets everything; an attempt that is underway ends unheard. */
  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
    this.#cancelTimer?.();
  }

  #pump(): void {
    if (this.#carrying || this.#stopped) return;
    const errand = this.#waiting.shift();
    if (!errand) return;
    this.#carrying = true;
    void this.#carry(errand).then(() => {
      this.#carrying = false;
      this.#pump();
    });
  }

  // A method, because the answer changes while an attempt is awaited.
  #isStopped(): boolean {
    return this.#stopped;
  }

  async #carry(errand: Errand): Promise<void> {
    for (let made = 1; !this.#isStopped(); made += 1) {
      const outcome = await this.#tryOnce(errand, made);
      if (outcome.next !== 'retry') {
        if (!this.#isStopped()) this.#work.onSettled(errand, outcome.next);
        return;
      }
      await new Promise<void>((resolve) => {
        this.#cancelTimer = this.#work.clock.after(this.#work.clock.pace(outcome.afterMs), resolve);
      });
      if (!this.#isStopped() && this.#work.abandoned(errand)) {
        this.#work.onSettled(errand, 'failed');
        return;
      }
    }
  }

  async #tryOnce(errand: Errand, made: number) {
    const startedAt = this.#work.clock.now();
    const started = performance.now();
    const reply = await this.#work.attempt(errand, made);
    const outcome = verdict(reply, made);
    if (outcome.next !== 'delivered' && !this.#isStopped()) {
      this.#work.onFailedAttempt(errand, {
        status: 'failed',
        timestamp: isoTime(startedAt),
        error_message: errorMessage(reply),
        duration: duration(performance.now() - started),
      });
    }
    return outcome;
  }
}
