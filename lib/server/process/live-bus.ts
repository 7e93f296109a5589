import { randomUUID } from 'node:crypto';
import { type Topic, topics } from '../../store';
import { noticeDueAtMs } from './notice-pace';
import { singleton } from './singleton';

/** The tiny live message: something about `topic` changed; `seq` grows with every notice of the process. */
export interface Notice {
  topic: Topic;
  seq: number;
}

type Listener = (notices: Notice[]) => void;

/** Processor time of this process, in ms. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * In-process bus of notices. Notices are coalesced per topic, so a burst of a thousand events is a handful of messages, and
 * keep a pace (notice-pace.ts): the more a round costs, the longer the next one waits.
 */
class LiveBus {
  /** Names this run of the process: a client that remembers another run must refetch everything. */
  readonly run = randomUUID().slice(0, 8);
  private seq = 0;
  private readonly last = new Map<Topic, number>();
  /** When each waiting topic was announced first (reading of `performance.now()`). */
  private readonly dirty = new Map<Topic, number>();
  private readonly listeners = new Map<Listener, () => void>();
  private timer: NodeJS.Timeout | null = null;
  private flushedAtMs = Number.NEGATIVE_INFINITY;
  private flushedAtProcessorMs = 0;
  /** Told how long a notice waited before it was sent, in ms. */
  onSent: (waitedMs: number) => void = () => undefined;

  /** Tells every open screen that `topic` changed. Cheap, never throws, coalesced. */
  announce(topic: Topic): void {
    if (!this.dirty.has(topic)) this.dirty.set(topic, performance.now());
    if (this.timer === null) this.wait();
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      // What the last notice cost is known only by now.
      if (this.dueAtMs() > performance.now()) this.wait();
      else this.flush();
    }, this.dueAtMs() - performance.now());
  }

  private dueAtMs(): number {
    const [announcedAtMs = performance.now()] = this.dirty.values();
    const costMs = processorMs() - this.flushedAtProcessorMs;
    return noticeDueAtMs({ announcedAtMs, lastAtMs: this.flushedAtMs, costMs });
  }

  private flush(): void {
    const now = performance.now();
    for (const announcedAtMs of this.dirty.values()) this.onSent(now - announcedAtMs);
    const notices = [...this.dirty.keys()].map((topic) => ({ topic, seq: ++this.seq }));
    this.dirty.clear();
    this.flushedAtMs = now;
    this.flushedAtProcessorMs = processorMs();
    for (const notice of notices) this.last.set(notice.topic, notice.seq);
    for (const listener of this.listeners.keys()) listener(notices);
  }

  /** Latest notice number of every topic, 0 when there was none. */
  state(): Record<Topic, number> {
    const entries = topics.map((topic) => [topic, this.last.get(topic) ?? 0] as const);
    return Object.fromEntries(entries) as Record<Topic, number>;
  }

  /** The newest notice of each topic after `seq`. */
  since(seq: number): Notice[] {
    return [...this.last].filter(([, last]) => last > seq).map(([topic, last]) => ({ topic, seq: last }));
  }

  get current(): number {
    return this.seq;
  }

  get size(): number {
    return this.listeners.size;
  }

  /** `onClose` runs when the process shuts down. Returns the way to stop listening. */
  subscribe(listener: Listener, onClose: () => void): () => void {
    this.listeners.set(listener, onClose);
    return () => this.listeners.delete(listener);
  }

  closeAll(): void {
    for (const close of this.listeners.values()) close();
    this.listeners.clear();
  }
}

/** The process's bus. */
export const liveBus = () => singleton('live-bus', () => new LiveBus());
