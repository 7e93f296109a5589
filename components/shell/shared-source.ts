import { type LiveMessage, type LiveSource, openEventStream, type OpenLiveSource, openPolling } from './live-source';

/** Name of the lock that the connected tab holds, and of the channel on which it tells the others what it hears. */
const sharedName = 'streamgauge-live';

/** What tabs ask of the connected one. */
type Request = { kind: 'ask-state' | 'ask-renew' };

interface SharedParts {
  locks: LockManager;
  openChannel: (name: string) => BroadcastChannel;
  openConnection: OpenLiveSource;
}

/**
 * One connection for all tabs of a browser, since it opens six at most to one origin. The tab that holds the lock is
 * connected and passes on what it hears; when it closes, the lock falls to the next. A tab takes the lock from a connected
 * one that does not even answer: it is frozen.
 */
class SharedSource implements LiveSource {
  private readonly parts: SharedParts;
  private readonly listener: (message: LiveMessage) => void;
  private readonly channel: BroadcastChannel;
  private connection: LiveSource | null = null;
  private release: (() => void) | null = null;
  private queued = new AbortController();
  private isClosed = false;
  private isRenewAsked = false;
  /** What a tab that joins has to know. */
  private run: string | null = null;
  private topics: Record<string, unknown> = {};

  constructor(parts: SharedParts, listener: (message: LiveMessage) => void) {
    this.parts = parts;
    this.listener = listener;
    this.channel = parts.openChannel(sharedName);
    this.channel.onmessage = ({ data }: MessageEvent<unknown>) => this.onMessage(data);
    this.ask('ask-state');
    this.queue();
  }

  renew = (): void => {
    if (this.isClosed) return;
    if (this.connection !== null) this.connection.renew();
    else if (this.isRenewAsked) this.queue({ steal: true });
    else {
      this.isRenewAsked = true;
      this.ask('ask-renew');
    }
  };

  close = (): void => {
    this.isClosed = true;
    this.queued.abort();
    this.disconnect();
    this.channel.close();
  };

  private ask(kind: Request['kind']): void {
    this.channel.postMessage({ kind } satisfies Request);
  }

  private queue({ steal = false } = {}): void {
    this.queued.abort();
    this.queued = new AbortController();
    const { signal } = this.queued;
    // The standard forbids a signal beside `steal`, which never waits.
    const options = steal ? { steal } : { signal };
    this.parts.locks
      .request(sharedName, options, () => this.lead(signal))
      // Rejects when another tab has taken the lock from this one, or when this request was given up.
      .catch(() => {
        if (signal.aborted || this.isClosed) return;
        this.disconnect();
        this.queue();
      });
  }

  private lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.isClosed) return Promise.resolve();
    return new Promise((release) => {
      this.release = release;
      this.connection = this.parts.openConnection((message) => this.onHeard(message));
    });
  }

  private disconnect(): void {
    this.connection?.close();
    this.connection = null;
    this.release?.();
    this.release = null;
  }

  /** From the server, in the connected tab. */
  private onHeard(message: LiveMessage): void {
    if (message.kind === 'hello') this.learn(message.data);
    if (message.kind === 'notice') this.note(message.data);
    // Trying again after a refusal is this tab's business; to the others the connection is broken meanwhile.
    this.channel.postMessage(message.kind === 'refused' ? { kind: 'broken' } : message);
    this.listener(message);
  }

  /** From another tab. */
  private onMessage(data: unknown): void {
    const { kind, data: text } = fieldsOf(data);
    if (kind === 'ask-state' || kind === 'ask-renew') this.onRequest(kind);
    else if (this.connection === null) this.onRelayed(kind, text);
  }

  private onRequest(kind: Request['kind']): void {
    if (this.connection === null) return;
    if (kind === 'ask-renew') {
      this.connection.renew();
      // Tells the asking tab that this one is awake, and does what can be done.
      this.channel.postMessage({ kind: 'broken' } satisfies LiveMessage);
    } else if (this.run !== null) {
      const data = JSON.stringify({ run: this.run, topics: this.topics });
      this.channel.postMessage({ kind: 'state', data } satisfies LiveMessage);
    }
  }

  private onRelayed(kind: unknown, data: unknown): void {
    this.isRenewAsked = false;
    if (kind === 'beat' || kind === 'broken') this.listener({ kind });
    else if ((kind === 'hello' || kind === 'state' || kind === 'notice') && typeof data === 'string') {
      this.listener({ kind, data });
    }
  }

  private learn(data: string): void {
    const { run, topics } = fieldsOf(parsed(data));
    this.run = typeof run === 'string' ? run : null;
    this.topics = fieldsOf(topics);
  }

  private note(data: string): void {
    const { topic, seq } = fieldsOf(parsed(data));
    if (typeof topic === 'string') this.topics[topic] = seq;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Shares one connection among the tabs of a browser. */
export const openShared =
  (parts: SharedParts): OpenLiveSource =>
  (listener) =>
    new SharedSource(parts, listener);

/** The best way this browser offers. Web Locks exist in secure contexts only: not on plain http but for localhost. */
export const openLiveSource: OpenLiveSource = (listener) => {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return openPolling(listener);
  const openChannel = (name: string) => new BroadcastChannel(name);
  return openShared({ locks: navigator.locks, openChannel, openConnection: openEventStream })(listener);
};
