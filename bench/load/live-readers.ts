import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who reads: a server, and the cookie of somebody signed in there. */
export interface SignedIn {
  port: number;
  cookie: string;
}

/** Called for each notice with the number of the stream that brought it. */
type OnNotice = (stream: number, topic: string) => void;

const frameEnd = '\n\n';

/** The topic of a frame; null when it is no notice. */
function topicOf(frame: string): string | null {
  if (!/^event: notice$/m.test(frame)) return null;
  return /"topic":"(\w+)"/.exec(frame)?.[1] ?? null;
}

/** Open streams of live notices, as open dashboards hold them. */
export class LiveReaders {
  readonly #requests: ClientRequest[] = [];
  /** Notices about events that each stream has brought so far. */
  readonly #notices: number[] = [];
  readonly #onNotice: OnNotice;
  #onEvents: () => void = () => undefined;
  #failure: Error | null = null;
  #isClosing = false;

  private constructor(onNotice: OnNotice) {
    this.#onNotice = onNotice;
  }

  /** Opens a stream for each of the people and waits until it has said hello. */
  static async open(people: readonly SignedIn[], onNotice: OnNotice = () => undefined): Promise<LiveReaders> {
    const readers = new LiveReaders(onNotice);
    await Promise.all(people.map((person) => readers.#openOne(person)));
    return readers;
  }

  async #openOne({ port, cookie }: SignedIn): Promise<void> {
    const index = this.#notices.push(0) - 1;
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
      const notices = this.#notices[index] ?? 0;
      this.#fail(new Error(`Live stream ${index} was closed after ${age} ms, with ${notices} notices about events`));
    });
    const hello = once(response, 'data');
    let partial = '';
    response.on('data', (chunk: Buffer) => {
      const frames = (partial + chunk.toString()).split(frameEnd);
      partial = frames.pop() ?? '';
      for (const frame of frames) this.#read(index, frame);
    });
    await hello;
  }

  #read(index: number, frame: string): void {
    const topic = topicOf(frame);
    if (topic === null) return;
    if (topic === 'events') {
      this.#notices[index] = (this.#notices[index] ?? 0) + 1;
      this.#onEvents();
    }
    this.#onNotice(index, topic);
  }

  #fail(error: Error): void {
    if (this.#isClosing) return;
    this.#failure ??= error;
    this.#onEvents();
  }

  /** Waits until every stream has brought a notice about events. Resolves with the time each took, in milliseconds. */
  async timeNotices(sentAt: number): Promise<number[]> {
    const before = [...this.#notices];
    const latencies: number[] = [];
    await new Promise<void>((resolve) => {
      this.#onEvents = () => {
        latencies.push(performance.now() - sentAt);
        if (this.#failure !== null || this.#notices.every((count, index) => count > (before[index] ?? 0))) resolve();
      };
    });
    this.#onEvents = () => undefined;
    this.#requireHealth();
    return latencies;
  }

  /** Waits until every stream has brought a notice about events at some time. Throws when one has ended. */
  async requireNotices(patienceMs = 10_000): Promise<void> {
    const givingUpAt = performance.now() + patienceMs;
    this.#requireHealth();
    while (this.#notices.includes(0)) {
      if (performance.now() > givingUpAt) throw new Error('Invalid round: a live stream brought no notice');
      await sleep(20);
      this.#requireHealth();
    }
  }

  #requireHealth(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  close(): void {
    this.#isClosing = true;
    for (const stream of this.#requests) stream.destroy();
  }
}
