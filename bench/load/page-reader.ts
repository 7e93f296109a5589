import { Agent, get, type IncomingMessage } from 'node:http';
import { type SignedIn } from './live-readers.ts';

/** Reads the list of events page after page without a pause, as the screen asks for it, and begins anew at the end. */
export class PageReader {
  /** How long each answer took, in milliseconds. */
  readonly latencies: number[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #person: SignedIn;
  #isStopped = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(person: SignedIn) {
    this.#person = person;
  }

  start(): void {
    this.#isStopped = false;
    this.#reading = this.#readAll();
    // Reported by stop(), which whoever started this has to call.
    this.#reading.catch(() => undefined);
  }

  /** Throws when a page was not answered 200. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    let before: number | null = null;
    while (!this.#isStopped) before = await this.#readPage(before);
  }

  async #readPage(before: number | null): Promise<number | null> {
    const startedAt = performance.now();
    const { port, cookie } = this.#person;
    const path = before === null ? '/api/events' : `/api/events?before=${before}`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent: this.#agent, headers: { cookie } }, resolve).once('error', reject);
    });
    const text = (await response.setEncoding('utf8').toArray()).join('');
    if (response.statusCode !== 200) throw new Error(`${path} was answered ${response.statusCode ?? 0}: ${text}`);
    this.latencies.push(performance.now() - startedAt);
    // The shape of our own API.
    return (JSON.parse(text) as { older: number | null }).older;
  }
}
