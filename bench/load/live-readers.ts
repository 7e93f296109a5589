import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';

/** Who reads: a server, and the cookie of somebody signed in there. */
export interface SignedIn {
  port: number;
  cookie: string;
}

type OnNotice = () => void;

/** Called for each notice about events with the number of the stream that brought it. */
type OnEvents = (stream: number) => void;

const noticeText = 'event: notice\n';
const eventsText = '"topic":"events"';

/** Open streams of live notices, as open dashboards hold them. */
export class LiveReaders {
  readonly #requests: ClientRequest[] = [];
  /** Notices about events that each stream has brought so far. */
  readonly notices: number[] = [];
  #onNotice: OnNotice = () => undefined;
  #failure: Error | null = null;
  #isClosing = false;
  readonly #onEvents: OnEvents;

  private constructor(onEvents: OnEvents) {
    this.#onEvents = onEvents;
  }

  /** Opens `count` streams and waits until each has said hello. */
  static async open(count: number, person: SignedIn, onEvents: OnEvents = () => undefined): Promise<LiveReaders> {
    const readers = new LiveReaders(onEvents);
    await Promise.all(Array.from({ length: count }, () => readers.#openOne(person)));
    return readers;
  }

  async #openOne({ port, cookie }: SignedIn): Promise<void> {
    const index = this.notices.push(0) - 1;
    const stream = request({
      port,
      host: '127.0.0.1',
      path: '/api/live',
      headers: { cookie, accept: 'text/event-stream' },
    });
    this.#requests.push(stream);
    stream.on('error', (error) => this.#fail(error));
    stream.end();
    const response = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>((resolve, reject) => {
      stream.once('response', resolve);
      stream.once('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`A live stream was answered ${response.statusCode ?? 'nothing'}`);
    const openedAt = performance.now();
    response.on('close', () => {
      const age = Math.round(performance.now() - openedAt);
      const notices = this.notices[index] ?? 0;
      this.#fail(new Error(`Live stream ${index} was closed after ${age} ms, with ${notices} notices about events`));
    });
    const hello = once(response, 'data');
    response.on('data', (chunk: Buffer) => this.#read(index, chunk.toString()));
    await hello;
  }

  /** A frame is far smaller than a packet, so it is never cut in two on a loopback connection. */
  #read(index: number, text: string): void {
    if (!text.includes(noticeText) || !text.includes(eventsText)) return;
    this.notices[index] = (this.notices[index] ?? 0) + 1;
    this.#onNotice();
    this.#onEvents(index);
  }

  #fail(error: Error): void {
    if (this.#isClosing) return;
    this.#failure ??= error;
    this.#onNotice();
  }

  /** Waits until every stream has brought a notice about events. Resolves with the time each took, in milliseconds. */
  async timeNotices(sentAt: number): Promise<number[]> {
    const before = [...this.notices];
    const latencies: number[] = [];
    await new Promise<void>((resolve) => {
      this.#onNotice = () => {
        latencies.push(performance.now() - sentAt);
        if (this.#failure !== null || this.notices.every((count, index) => count > (before[index] ?? 0))) resolve();
      };
    });
    this.#onNotice = () => undefined;
    this.requireHealth();
    return latencies;
  }

  /** Throws when a stream has ended. */
  requireHealth(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  close(): void {
    this.#isClosing = true;
    for (const stream of this.#requests) stream.destroy();
  }
}
