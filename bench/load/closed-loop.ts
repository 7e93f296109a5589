import { percentile } from '../statistics.ts';
import { type EventBodies } from './event-bodies.ts';
import { type GeneratorMessage, type LoadOrder, type LoadResult } from './orders.ts';
import { WebhookConnection } from './webhook-connection.ts';

/** One run of load, shared by its connections. */
class Run {
  readonly order: LoadOrder;
  acknowledged = 0;
  failure: string | null = null;
  stopped = false;
  openedAt = Number.POSITIVE_INFINITY;
  closedAt = Number.POSITIVE_INFINITY;
  readonly latencies: number[] = [];

  constructor(order: LoadOrder) {
    this.order = order;
  }

  note(sentAt: number): void {
    this.acknowledged += 1;
    const now = performance.now();
    if (now >= this.openedAt && now < this.closedAt) this.latencies.push(now - sentAt);
  }

  fail(reason: string): void {
    this.failure ??= reason;
    this.stopped = true;
  }

  result(): LoadResult {
    const sorted = Float64Array.from(this.latencies).sort();
    return {
      acknowledged: this.acknowledged,
      answersInWindow: sorted.length,
      windowMs: this.closedAt - this.openedAt,
      p50Ms: percentile(sorted, 50),
      p99Ms: percentile(sorted, 99),
      maxMs: sorted.at(-1) ?? 0,
      failure: this.failure,
    };
  }
}

/** Sends and reads until the run is stopped; resolves when the last request is answered. */
function drive(run: Run, bodies: EventBodies): Promise<void> {
  return new Promise((resolve) => {
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      connection.send();
    };
    const connection = new WebhookConnection(run.order, bodies, {
      onOpen: send,
      onAnswer: (status, text) => {
        if (status === 204) run.note(sentAt);
        else run.fail(`answered ${text.slice(0, 300)}`);
        if (!run.stopped) {
          send();
          return;
        }
        connection.end();
        resolve();
      },
      onBreak: (reason) => {
        run.fail(reason);
        resolve();
      },
    });
  });
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Load in a closed loop: each connection sends the next event as soon as the last is answered. */
export async function closedLoop(
  order: LoadOrder,
  bodies: EventBodies,
  tell: (message: GeneratorMessage) => void,
): Promise<LoadResult> {
  const run = new Run(order);
  const connections = Promise.all(Array.from({ length: order.connections }, () => drive(run, bodies)));
  await Promise.race([pause(order.leadInMs), connections]);
  run.openedAt = performance.now();
  tell({ kind: 'window-opened' });
  await Promise.race([pause(order.windowMs), connections]);
  run.closedAt = performance.now();
  tell({ kind: 'window-closed' });
  run.stopped = true;
  await connections;
  return run.result();
}
