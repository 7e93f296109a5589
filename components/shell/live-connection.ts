/** What the connection needs of an `EventSource`. */
export interface LiveSource {
  readonly readyState: number;
  addEventListener: (type: string, listener: (event: MessageEvent<string>) => void) => void;
  close: () => void;
}

export type LiveState = 'live' | 'reconnecting' | 'paused';

export interface LiveSnapshot {
  state: LiveState;
  /** Last sign of life from the server; null before the first. */
  lastHeardMs: number | null;
  /** Last notice about events; null before the first. */
  lastEventMs: number | null;
  /** Something moved while paused. How many events it was nobody knows: a notice stands for any number of them. */
  hasWaiting: boolean;
  /** Notices by slot of `SLOT_MS` since the epoch, the last four minutes of them. */
  slots: ReadonlyMap<number, number>;
}

export const SLOT_MS = 5000;
export const SLOTS = 48;

/** The server ends each stream now and then to authorise it anew; only a longer break is worth a word. */
const GRACE_MS = 3000;
/** While notices cannot come, screens ask by themselves. */
const BACKSTOP_MS = 30_000;
const HIDDEN_MS = 10_000;
const BACKOFF_MS = [1000, 2000, 5000, 10_000, 30_000];
const CLOSED = 2;

interface LiveConnectionOptions {
  open: () => LiveSource;
  /** The server let us in: whoever looks at this tab is signed in. */
  onHello: () => void;
  /** Topics that moved, or `all` when it is not known which did. */
  onMoved: (topics: readonly string[] | 'all') => void;
}

type Timer = ReturnType<typeof setTimeout>;

/**
 * One connection for live notices per tab. Knows what it last heard of each topic, so that after a break it refreshes
 * what moved meanwhile and nothing else. Framework-free: React subscribes to its snapshot.
 */
export class LiveConnection {
  private readonly options: LiveConnectionOptions;
  private snapshot: LiveSnapshot = {
    state: 'live',
    lastHeardMs: null,
    lastEventMs: null,
    hasWaiting: false,
    slots: new Map(),
  };
  private readonly listeners = new Set<() => void>();
  private source: LiveSource | null = null;
  private isPaused = false;
  private isDown = false;
  private failures = 0;
  private run: string | null = null;
  private readonly heard = new Map<string, number>();
  private timers: { grace?: Timer; reopen?: Timer; hidden?: Timer; backstop?: Timer } = {};

  constructor(options: LiveConnectionOptions) {
    this.options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): LiveSnapshot => this.snapshot;

  start(): void {
    this.expectHello();
    this.connect();
  }

  stop(): void {
    this.source?.close();
    this.source = null;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.timers = {};
  }

  pause(): void {
    this.isPaused = true;
    this.publish({});
  }

  /** Everything is asked for anew, notice or not: what moves with the clock stood still as well. */
  resume(): void {
    this.isPaused = false;
    this.publish({ hasWaiting: false });
    this.options.onMoved('all');
  }

  /** Asks for everything anew, as soon as updates are not paused. */
  refresh(): void {
    this.moved('all');
  }

  /** Opens again, to be authorised anew; a connection that was given back stays so. */
  reconnect(): void {
    if (!this.source) return;
    this.source.close();
    clearTimeout(this.timers.reopen);
    this.expectHello();
    this.connect();
  }

  /** A hidden tab gives its connection back after a while; a visible one takes it up again at once. */
  setHidden(hidden: boolean): void {
    clearTimeout(this.timers.hidden);
    if (hidden) {
      this.timers.hidden = setTimeout(() => this.stop(), HIDDEN_MS);
    } else if (!this.source) {
      this.start();
    }
  }

  private connect(): void {
    const source = this.options.open();
    this.source = source;
    source.addEventListener('hello', (event) => this.onHello(event.data));
    source.addEventListener('notice', (event) => this.onNotice(event.data));
    source.addEventListener('error', () => this.onError(source));
  }

  private onHello(data: string): void {
    const hello = readObject(data);
    const topics = readObject(JSON.stringify(hello.topics ?? {}));
    const run = typeof hello.run === 'string' ? hello.run : '';
    const isFirst = this.run === null;
    const moved = Object.keys(topics).filter((topic) => this.heard.get(topic) !== topics[topic]);
    const isOtherRun = run !== this.run;
    this.run = run;
    for (const [topic, seq] of Object.entries(topics)) if (typeof seq === 'number') this.heard.set(topic, seq);
    this.settle();
    this.options.onHello();
    // Between rendering and the first hello anything may have moved; after a restart the numbers begin anew.
    if (isFirst || isOtherRun) this.moved('all');
    else if (moved.length > 0) this.moved(moved);
  }

  private onNotice(data: string): void {
    const { topic, seq } = readObject(data);
    if (typeof topic !== 'string') return;
    if (typeof seq === 'number') this.heard.set(topic, seq);
    const now = Date.now();
    const slot = Math.floor(now / SLOT_MS);
    const slots = new Map([...this.snapshot.slots].filter(([key]) => key > slot - SLOTS));
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
    const lastEventMs = topic === 'events' ? now : this.snapshot.lastEventMs;
    this.publish({ slots, lastEventMs, lastHeardMs: now });
    this.moved([topic]);
  }

  private moved(topics: readonly string[] | 'all'): void {
    if (!this.isPaused) this.options.onMoved(topics);
    // `all` is asked for when nothing is known, and that is no news.
    else if (topics !== 'all') this.publish({ hasWaiting: true });
  }

  private onError(source: LiveSource): void {
    if (this.source !== source) return;
    this.expectHello();
    if (source.readyState !== CLOSED) return;
    // Refused rather than broken off (signed out, too many): the browser gives up, so we try again, ever more slowly.
    source.close();
    if (this.failures === 0) this.moved('all');
    const wait = BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)] ?? BACKSTOP_MS;
    this.failures += 1;
    clearTimeout(this.timers.reopen);
    this.timers.reopen = setTimeout(() => this.connect(), wait);
  }

  private expectHello(): void {
    this.timers.grace ??= setTimeout(() => {
      this.isDown = true;
      this.publish({});
    }, GRACE_MS);
    this.timers.backstop ??= setInterval(() => this.moved('all'), BACKSTOP_MS);
  }

  private settle(): void {
    clearTimeout(this.timers.grace);
    clearInterval(this.timers.backstop);
    delete this.timers.grace;
    delete this.timers.backstop;
    this.failures = 0;
    this.isDown = false;
    this.publish({ lastHeardMs: Date.now() });
  }

  private publish(change: Partial<LiveSnapshot>): void {
    const running = this.isDown ? 'reconnecting' : 'live';
    this.snapshot = { ...this.snapshot, ...change, state: this.isPaused ? 'paused' : running };
    for (const listener of this.listeners) listener();
  }
}

function readObject(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
