import { type LiveMessage, type LiveSource, type OpenLiveSource } from './live-source';

/** `connecting` until the server has said hello: nothing is live before. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'paused';

export interface LiveSnapshot {
  state: LiveState;
  /** Last sign of life from the server; null before the first. */
  lastHeardMs: number | null;
  /** Last notice about events; null before the first. */
  lastEventMs: number | null;
  /** Something moved while paused. The number of events is not known: a notice stands for any number. */
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
/** The server gives a sign of life every 10 s; after two that did not come the connection counts as dead. */
const SILENCE_MS = 22_000;
const WATCH_MS = 3000;
/** A timer this late has slept: the machine, or the tab. */
const SLEPT_MS = 15_000;
/** A browser tries its idle connections first, up to six, and each may be as dead as this one; then there is no hurry. */
const HASTY_RENEWALS = 7;
const UNHURRIED_EVERY = 10;

interface LiveConnectionOptions {
  open: OpenLiveSource;
  /** The server authorised the connection: the person at this tab is signed in. */
  onHello: () => void;
  /** Topics that moved, or `all` when it is not known which did. */
  onMoved: (topics: readonly string[] | 'all') => void;
}

type Timer = ReturnType<typeof setTimeout>;

/**
 * One tab's connection for live notices. Knows what it last heard of each topic, so that after a break it refreshes
 * what moved meanwhile and nothing else. Framework-free: React subscribes to its snapshot.
 */
export class LiveConnection {
  private readonly options: LiveConnectionOptions;
  private snapshot: LiveSnapshot = {
    state: 'connecting',
    lastHeardMs: null,
    lastEventMs: null,
    hasWaiting: false,
    slots: new Map(),
  };
  private readonly listeners = new Set<() => void>();
  private isStarted = false;
  /** Null while stopped, and between a refusal and the next try. */
  private source: LiveSource | null = null;
  private isPaused = false;
  private isDown = false;
  private failures = 0;
  private run: string | null = null;
  private readonly heard = new Map<string, number>();
  private heardAtMs = 0;
  private watchedAtMs = 0;
  private renewals = 0;
  private timers: { grace?: Timer; reopen?: Timer; hidden?: Timer; backstop?: Timer; watch?: Timer } = {};

  constructor(options: LiveConnectionOptions) {
    this.options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): LiveSnapshot => this.snapshot;

  /** Does nothing when it is started already. */
  start(): void {
    clearTimeout(this.timers.hidden);
    if (this.isStarted) return;
    this.isStarted = true;
    this.expectHello();
    this.connect();
    this.watchedAtMs = Date.now();
    this.timers.watch = setInterval(() => this.watch(), WATCH_MS);
  }

  stop(): void {
    this.isStarted = false;
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

  /** Opens again, to be authorised anew or because it may be dead; a connection that was given back stays so. */
  reconnect(): void {
    if (!this.isStarted) return;
    clearTimeout(this.timers.reopen);
    this.expectHello();
    if (this.source === null) {
      this.connect();
      return;
    }
    this.heardAtMs = Date.now();
    this.source.renew();
  }

  /** A hidden tab gives its connection back after a while; a visible one takes it up again at once. */
  setHidden(hidden: boolean): void {
    clearTimeout(this.timers.hidden);
    if (hidden) this.timers.hidden = setTimeout(() => this.stop(), HIDDEN_MS);
    else this.start();
  }

  private connect(): void {
    this.heardAtMs = Date.now();
    const source: LiveSource = this.options.open((message) => {
      if (this.source === source) this.onMessage(message);
    });
    this.source = source;
  }

  /** A connection can go silent without being closed (sleep, NAT, a proxy), and no error ever tells. */
  private watch(): void {
    const now = Date.now();
    const hasSlept = now - this.watchedAtMs > SLEPT_MS;
    this.watchedAtMs = now;
    // A source that was refused is opened again by its own timer.
    if (this.failures === 0 && (hasSlept || now - this.heardAtMs > SILENCE_MS)) this.renewSilent();
  }

  /** Unlike `reconnect`, counts on from the last sign of life: a source that stays silent is renewed again and again. */
  private renewSilent(): void {
    this.expectHello();
    this.renewals += 1;
    if (this.renewals <= HASTY_RENEWALS || this.renewals % UNHURRIED_EVERY === 0) this.source?.renew();
  }

  private onMessage(message: LiveMessage): void {
    if (message.kind === 'refused') {
      this.onRefused();
      return;
    }
    if (message.kind === 'broken') {
      this.expectHello();
      return;
    }
    this.heardAtMs = Date.now();
    this.renewals = 0;
    if (message.kind === 'notice') this.onNotice(message.data);
    else if (message.kind !== 'beat') this.onHello(message.data, message.kind === 'hello');
  }

  private onHello(data: string, isFresh: boolean): void {
    const hello = readObject(data);
    const topics = readObject(JSON.stringify(hello.topics ?? {}));
    const run = typeof hello.run === 'string' ? hello.run : '';
    const isFirst = this.run === null;
    const moved = Object.keys(topics).filter((topic) => this.heard.get(topic) !== topics[topic]);
    const isOtherRun = run !== this.run;
    this.run = run;
    for (const [topic, seq] of Object.entries(topics)) if (typeof seq === 'number') this.heard.set(topic, seq);
    this.settle();
    if (isFresh) this.options.onHello();
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
    this.publish({ slots, lastEventMs });
    this.moved([topic]);
  }

  private moved(topics: readonly string[] | 'all'): void {
    if (!this.isPaused) this.options.onMoved(topics);
    // `all` is asked for when nothing is known, and that is no news.
    else if (topics !== 'all') this.publish({ hasWaiting: true });
  }

  /** Signed out, or too many: the browser gives up, so the connection is tried again, ever more slowly. */
  private onRefused(): void {
    this.expectHello();
    this.source?.close();
    this.source = null;
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
    this.publish({});
  }

  private publish(change: Partial<LiveSnapshot>): void {
    const reached = this.run === null ? 'connecting' : 'live';
    const running = this.isDown ? 'reconnecting' : reached;
    const lastHeardMs = this.run === null ? null : this.heardAtMs;
    this.snapshot = { ...this.snapshot, lastHeardMs, ...change, state: this.isPaused ? 'paused' : running };
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
