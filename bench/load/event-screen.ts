import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SignedIn } from './live-readers.ts';

/** What the screen waits for more notices before it asks, in milliseconds. */
const debounceMs = 150;

/** What is asked anew together. Each lane waits for its last answer before it asks again, as the screen's do. */
const lanes = [['/api/events', '/api/events/histogram', '/api/events/types'], ['/api/nav']] as const;

/** A browser opens six connections to a host, and the stream of notices holds one of them. */
const connections = 5;

/** The screen of events in a visible tab: after a notice it asks anew what it shows, as often as the real one does. */
export class EventScreen {
  /** How long each first page of the list took, in milliseconds. */
  readonly latencies: number[] = [];
  readonly #person: SignedIn;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  readonly #dirty = new Set<number>();
  readonly #running = new Map<number, Promise<void>>();
  #failure: Error | null = null;
  #isStopped = false;

  constructor(person: SignedIn) {
    this.#person = person;
  }

  /** A notice about events has come. */
  noticed(): void {
    for (const lane of lanes.keys()) {
      this.#dirty.add(lane);
      if (!this.#running.has(lane)) this.#running.set(lane, this.#run(lane));
    }
  }

  /** Asks for nothing more, and waits for what was asked. Throws when anything was not answered 200. */
  async finish(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running.values());
    if (this.#failure !== null) throw this.#failure;
  }

  /** At once. */
  end(): void {
    this.#isStopped = true;
    this.#agent.destroy();
  }

  async #run(lane: number): Promise<void> {
    try {
      while (this.#dirty.has(lane) && !this.#isStopped) {
        await sleep(debounceMs);
        this.#dirty.delete(lane);
        await Promise.all((lanes[lane] ?? []).map((path) => this.#ask(path)));
      }
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    } finally {
      this.#running.delete(lane);
    }
  }

  async #ask(path: string): Promise<void> {
    const startedAt = performance.now();
    const { port, cookie } = this.#person;
    const headers = { cookie, accept: 'application/json', 'accept-encoding': 'gzip, deflate, br' };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent: this.#agent, headers }, resolve).once('error', reject);
    });
    await once(response.resume(), 'end');
    if (response.statusCode !== 200) throw new Error(`${path} was answered ${response.statusCode ?? 0}`);
    if (path === lanes[0][0]) this.latencies.push(performance.now() - startedAt);
  }
}
