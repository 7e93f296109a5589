import { setTimeout as sleep } from 'node:timers/promises';
import { type SignedIn } from '../load/live-readers.ts';
import { type StoreTimes, storeTimesOf } from '../load/store-times.ts';

const patienceMs = 60_000;

/** Our API, as a signed-in person uses it. */
export class Api {
  readonly #person: SignedIn;

  constructor(person: SignedIn) {
    this.#person = person;
  }

  get origin(): string {
    return `http://localhost:${this.#person.port}`;
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>(path, {});
  }

  post<T = unknown>(path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#call<T>(path, { method: 'POST', ...text });
  }

  /** How long these calls of the store took, by its own count. */
  async storeTimes(calls: readonly string[]): Promise<StoreTimes> {
    const response = await fetch(`${this.origin}/metrics`);
    return storeTimesOf(await response.text(), calls);
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { cookie: this.#person.cookie, origin: this.origin, 'content-type': 'application/json' };
    const response = await fetch(`${this.origin}${path}`, { headers, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Waits until it is so, and looks every `everyMs`. Throws when that takes too long. */
export async function until(isSo: () => boolean | Promise<boolean>, everyMs = 100): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('What the benchmark waits for did not come');
    await sleep(everyMs);
  }
}
