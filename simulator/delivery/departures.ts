import type { Clock } from '../ground/clock.ts';
import { createRandom } from '../ground/random.ts';
import type { Settings } from '../ground/settings.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import type { Errand } from './delivery-line.ts';
import { sentinelOf } from './sentinels.ts';
import type { TargetTricks } from './target-tricks.ts';

interface DeparturesWork {
  clock: Clock;
  settings: Settings;
  tricks: TargetTricks;
  /** The errand's time has come. */
  depart(errand: Errand): void;
}

// A swapped event that nothing follows goes alone after this.
const SWAP_PATIENCE_MS = 5000;
const RANDOM_SEED = 4711;

/** Decides when, in which order and how often events leave for the delivery line. */
export class Departures {
  readonly #work: DeparturesWork;
  readonly #cancels = new Map<Errand, () => void>();
  readonly #random = createRandom(RANDOM_SEED);
  #held: CloudEvent[] = [];
  #swapped: Errand[] = [];

  constructor(work: DeparturesWork) {
    this.#work = work;
  }

  get size(): number {
    return this.#cancels.size + this.#held.length;
  }

  /** Takes an event on its first way. */
  admit(event: CloudEvent): void {
    const { tricks } = this.#work;
    if (tricks.reorder > 0) {
      this.#held.push(event);
      tricks.reorder -= 1;
      this.releaseHeld();
      return;
    }
    this.#start(event);
    for (let copy = this.#copiesOf(event); copy > 0; copy -= 1) this.#start(event);
  }

  /** Lets go what was held to be reordered, last first, once no more is to be held. */
  releaseHeld(): void {
    if (this.#work.tricks.reorder === 0) for (const event of this.#held.splice(0).reverse()) this.#start(event);
  }

  /** Lets an errand depart after one of Auth0's waits. */
  after(delayMs: number, errand: Errand): void {
    const { clock } = this.#work;
    const cancel = clock.after(clock.pace(delayMs), () => this.#depart(errand));
    this.#cancels.set(errand, cancel);
  }

  /** Takes out every event that has not departed; redeliveries stay. */
  takeFirstDeliveries(): CloudEvent[] {
    const taken: CloudEvent[] = [];
    for (const [errand, cancel] of this.#cancels) {
      if (errand.redelivery) continue;
      cancel();
      this.#cancels.delete(errand);
      taken.push(errand.event);
    }
    this.#swapped = [];
    return [...taken, ...this.#held.splice(0)];
  }

  stop(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
    this.#held = [];
    this.#swapped = [];
  }

  #copiesOf(event: CloudEvent): number {
    const { tricks, settings } = this.#work;
    const asked = sentinelOf(event)?.again ?? 0;
    const spontaneous = settings.duplicateRate > 0 && this.#random() < settings.duplicateRate ? 1 : 0;
    if (tricks.duplicate <= 0) return asked + spontaneous;
    tricks.duplicate -= 1;
    return asked + spontaneous + 1;
  }

  #start(event: CloudEvent): void {
    const { tricks, settings } = this.#work;
    const { lateMs = 0, behindNext = false } = sentinelOf(event) ?? {};
    const errand = { event, redelivery: false };
    let delay = settings.firstAttemptDelayMs + lateMs;
    if (tricks.late.times > 0) {
      tricks.late.times -= 1;
      delay += tricks.late.ms;
    }
    this.after(behindNext ? delay + SWAP_PATIENCE_MS : delay, errand);
    if (behindNext) this.#swapped.push(errand);
  }

  #depart(errand: Errand): void {
    this.#cancels.delete(errand);
    this.#work.depart(errand);
    if (errand.redelivery) return;
    const behind = this.#swapped.filter((waiting) => waiting !== errand);
    this.#swapped = [];
    for (const waiting of behind) {
      this.#cancels.get(waiting)?.();
      this.#cancels.delete(waiting);
      this.#work.depart(waiting);
    }
  }
}
