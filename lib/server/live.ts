import { randomUUID } from 'node:crypto';
import { type Topic, topics } from '../store';
import { singleton } from './singleton';

/** The tiny live message: something about `topic` changed; `seq` grows with every notice of the process. */
export interface Notice {
  topic: Topic;
  seq: number;
}

type Listener = (notices: Notice[]) => void;

const COALESCE_MS = 150;

/** In-process bus of notices. Notices are coalesced per topic, so a burst of a thousand events is a handful of messages. */
class LiveBus {
  /** Names this run of the process: a client that remembers another run must refetch everything. */
  readonly run = randomUUID().slice(0, 8);
  private seq = 0;
  private readonly last = new Map<Topic, number>();
  private readonly dirty = new Set<Topic>();
  private readonly listeners = new Map<Listener, () => void>();
  private timer: NodeJS.Timeout | null = null;

  announce(topic: Topic): void {
    this.dirty.add(topic);
    this.timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  private flush(): void {
    this.timer = null;
    const notices = [...this.dirty].map((topic) => ({ topic, seq: ++this.seq }));
    this.dirty.clear();
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

/** Tells every open screen that `topic` changed. Cheap, never throws, coalesced. */
export function announce(topic: Topic): void {
  liveBus().announce(topic);
}
