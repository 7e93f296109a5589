import { setInterval as every } from 'node:timers';
import { percentile } from '../statistics.ts';
import { type EventBodies } from './event-bodies.ts';
import { type PacedOrder, type PacedSample } from './orders.ts';
import { WebhookConnection } from './webhook-connection.ts';

const tickMs = 1;
const reopenMs = 200;

/** One connection of a paced run. */
interface Sender {
  connection: WebhookConnection;
  /** When the event in flight was due; null while none is. */
  dueAt: number | null;
}

/**
 * Load in an open loop: events are due at fixed times, and one that finds every connection busy waits for the first that is
 * free. Its latency counts from when it was due. Nothing ends the run early: other answers are counted, and a broken
 * connection is opened again.
 */
class PacedRun {
  readonly #order: PacedOrder;
  readonly #bodies: EventBodies;
  readonly #onSample: (sample: PacedSample) => void;
  readonly #startedAt = performance.now();
  readonly #idle: Sender[] = [];
  readonly #senders = new Set<Sender>();
  readonly #timers: NodeJS.Timeout[] = [];
  #sent = 0;
  #isOver = false;
  #sampledAt = this.#startedAt;
  #latencies: number[] = [];
  #others: Record<string, number> = {};
  #onQuiet: () => void = () => undefined;

  constructor(order: PacedOrder, bodies: EventBodies, onSample: (sample: PacedSample) => void) {
    this.#order = order;
    this.#bodies = bodies;
    this.#onSample = onSample;
  }

  async run(): Promise<PacedSample> {
    const { connections, sampleMs, forMs } = this.#order;
    for (let index = 0; index < connections; index++) this.#open();
    this.#timers.push(every(() => this.#sendDue(), tickMs));
    this.#timers.push(every(() => this.#onSample(this.#takeSample()), sampleMs));
    await new Promise((resolve) => setTimeout(resolve, forMs));
    for (const timer of this.#timers) clearInterval(timer);
    this.#isOver = true;
    const quiet = new Promise<void>((resolve) => (this.#onQuiet = resolve));
    this.#checkQuiet();
    await quiet;
    for (const { connection } of this.#senders) connection.end();
    return this.#takeSample();
  }

  #open(): void {
    if (this.#isOver) return;
    const sender: Sender = {
      dueAt: null,
      connection: new WebhookConnection(this.#order, this.#bodies, {
        onOpen: () => this.#free(sender),
        onAnswer: (status) => {
          this.#note(sender, String(status));
          this.#free(sender);
        },
        onBreak: () => this.#lose(sender),
      }),
    };
    this.#senders.add(sender);
  }

  #free(sender: Sender): void {
    this.#idle.push(sender);
    this.#sendDue();
    this.#checkQuiet();
  }

  #lose(sender: Sender): void {
    this.#senders.delete(sender);
    const place = this.#idle.indexOf(sender);
    if (place !== -1) this.#idle.splice(place, 1);
    // A server may hang up between two requests; only one that it took with it is lost.
    if (sender.dueAt !== null) this.#note(sender, 'none');
    this.#checkQuiet();
    setTimeout(() => this.#open(), reopenMs);
  }

  #note(sender: Sender, answer: string): void {
    if (sender.dueAt === null) return;
    if (answer === '204') this.#latencies.push(performance.now() - sender.dueAt);
    else this.#others[answer] = (this.#others[answer] ?? 0) + 1;
    sender.dueAt = null;
  }

  get #due(): number {
    const elapsedMs = Math.min(performance.now() - this.#startedAt, this.#order.forMs);
    return Math.floor((elapsedMs * this.#order.eventsPerSecond) / 1000);
  }

  #sendDue(): void {
    if (this.#isOver) return;
    for (let due = this.#due; this.#sent < due;) {
      const sender = this.#idle.shift();
      if (sender === undefined) return;
      this.#sent += 1;
      sender.dueAt = this.#startedAt + (this.#sent * 1000) / this.#order.eventsPerSecond;
      sender.connection.send();
    }
  }

  #checkQuiet(): void {
    if (this.#isOver && [...this.#senders].every(({ dueAt }) => dueAt === null)) this.#onQuiet();
  }

  #takeSample(): PacedSample {
    const now = performance.now();
    const sorted = Float64Array.from(this.#latencies).sort();
    const sample: PacedSample = {
      atMs: now - this.#startedAt,
      acknowledged: sorted.length,
      others: this.#others,
      windowMs: now - this.#sampledAt,
      p50Ms: percentile(sorted, 50),
      p99Ms: percentile(sorted, 99),
      maxMs: sorted.at(-1) ?? 0,
      overdue: this.#due - this.#sent,
    };
    this.#sampledAt = now;
    this.#latencies = [];
    this.#others = {};
    return sample;
  }
}

/** Runs paced load. Resolves with what came after the last whole sample. */
export function openLoop(
  order: PacedOrder,
  bodies: EventBodies,
  onSample: (sample: PacedSample) => void,
): Promise<PacedSample> {
  return new PacedRun(order, bodies, onSample).run();
}
