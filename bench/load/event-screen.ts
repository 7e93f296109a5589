import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Refresher } from '../../components/shell/refresher.ts';
import { type Shown } from './follow.ts';
import { type SignedIn } from './live-readers.ts';

const list = '/api/events';

/** What the screen of events has on it, by the name under which a notice asks for it anew (components/shell/live.tsx). */
const onScreen: Readonly<Record<string, readonly string[]>> = {
  events: [list, '/api/events/histogram', '/api/events/types'],
  streams: ['/api/events/streams'],
  nav: ['/api/nav'],
};

/** A browser opens six connections to a host, and the stream of notices holds one of them. */
const connections = 5;

const lookEveryMs = 5;

/** One first page of the list. */
interface Page extends Shown {
  /** When it was asked for, as Unix time in ms. */
  askedAtMs: number;
  tookMs: number;
}

/**
 * The screen of events in a visible tab, read at its top. It asks anew when the real one does, because the real one's
 * `Refresher` decides; what it asks is what stands on that screen.
 */
export class EventScreen {
  readonly pages: Page[] = [];
  readonly #person: SignedIn;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  readonly #refresher = new Refresher((name) => this.#refresh(name));
  #failure: Error | null = null;
  #isOver = false;

  constructor(person: SignedIn) {
    this.#person = person;
  }

  /** The live stream has said hello: between rendering and that anything may have moved. */
  greeted(): void {
    this.#refresher.ask('all');
  }

  /** A notice about a topic has come. */
  noticed(topic: string): void {
    for (const name of [topic, 'nav']) this.#refresher.ask(name);
  }

  /** Waits until the list shows an event that arrived at or after `ms`. Throws when a question failed, or when it takes too long. */
  async showsSince(ms: number, patienceMs = 60_000): Promise<void> {
    const givingUpAt = performance.now() + patienceMs;
    while (!this.pages.some(({ newestMs }) => newestMs >= ms)) {
      if (this.#failure !== null) throw this.#failure;
      if (performance.now() > givingUpAt) throw new Error('Invalid round: a screen did not follow');
      await sleep(lookEveryMs);
    }
    if (this.#failure !== null) throw this.#failure;
  }

  /** Asks for nothing more. */
  end(): void {
    this.#isOver = true;
    this.#refresher.stop();
    this.#agent.destroy();
  }

  async #refresh(name: string): Promise<void> {
    const paths = name === 'all' ? Object.values(onScreen).flat() : (onScreen[name] ?? []);
    try {
      await Promise.all(paths.map((path) => this.#ask(path)));
    } catch (error) {
      if (!this.#isOver) this.#failure ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  async #ask(path: string): Promise<void> {
    const askedAtMs = Date.now();
    const { port, cookie } = this.#person;
    const headers = { cookie, accept: 'application/json', 'accept-encoding': 'gzip, deflate, br' };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent: this.#agent, headers }, resolve).once('error', reject);
    });
    const body = Buffer.concat(await response.toArray());
    if (response.statusCode !== 200) throw new Error(`${path} was answered ${response.statusCode ?? 0}`);
    if (path !== list) return;
    const atMs = Date.now();
    const newestMs = newestArrival(textOf(body, response.headers['content-encoding']));
    this.pages.push({ askedAtMs, tookMs: atMs - askedAtMs, atMs, newestMs });
  }
}

function textOf(body: Buffer, encoding: string | undefined): string {
  if (encoding === 'gzip') return gunzipSync(body).toString();
  return (encoding === 'br' ? brotliDecompressSync(body) : body).toString();
}

/** Arrival of the first event of a page, which is the newest; 0 of an empty one. */
const newestArrival = (page: string) => Number(/"receivedAtMs":(\d+)/.exec(page)?.[1] ?? 0);
