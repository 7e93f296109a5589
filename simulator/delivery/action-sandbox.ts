import { Worker } from 'node:worker_threads';
import { isObject, type JsonObject, listOf, numberOf, objectOr, parseJson, textOf, textsOf } from '../ground/json.ts';
import type { RunnableAction } from '../tenant/action-store.ts';

/** How one execution ended; `error` says in words what was thrown, or that time ran out. */
export interface ActionOutcome {
  error?: string | undefined;
  /** What the code wrote with `console`. */
  logs: string[];
}

/** A request that an Action makes with `fetch`; names of headers in lower case. */
export interface ActionRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

/** What comes back of it; `error` is what `fetch` is rejected with. */
export type ActionReply = { status: number; headers: Record<string, string>; body: string } | { error: string };

/** The part of the world that Actions reach. */
export type ActionNetwork = (request: ActionRequest) => Promise<ActionReply>;

interface CacheRecord {
  key: string;
  value: string;
  /** Unix ms. */
  expires_at: number;
}

interface Running {
  version: number;
  worker: Worker;
  waiting: Map<number, (outcome: ActionOutcome, writes: unknown[]) => void>;
  idle?: NodeJS.Timeout | undefined;
}

const IDLE_MS = 10_000;
const MEMORY_MB = 64;
// Auth0 publishes no such number for this; it keeps a runaway Action from filling the simulator.
const CACHE_ENTRIES = 200;
/** Characters of a body, either way. */
const BODY_LENGTH = 65_536;

const noNetwork: ActionNetwork = () => Promise.resolve({ error: 'The simulator gives an Action no network.' });

function crash(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Runs the code of Actions, each in a thread and a realm of its own, kept between executions as Auth0 keeps its containers. */
export class ActionSandbox {
  #running = new Map<string, Running>();
  // One for all Actions: Auth0 scopes it to the trigger.
  #cache = new Map<string, CacheRecord>();
  #lastId = 0;
  readonly #network: ActionNetwork;
  #calls = new Map<string, number>();

  constructor(network: ActionNetwork = noNetwork) {
    this.#network = network;
  }

  /** Requests that an Action has made, of all its versions. */
  callsOf(actionId: string): number {
    return this.#calls.get(actionId) ?? 0;
  }

  /** Executes `onExecuteEventStream` once; never throws. */
  execute(action: RunnableAction, message: JsonObject, timeoutMs: number): Promise<ActionOutcome> {
    const running = this.#runningOf(action);
    clearTimeout(running.idle);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        this.#end(action.id, running, `Error: the Action took longer than ${timeoutMs} ms`);
      }, timeoutMs);
      running.waiting.set(id, (outcome, writes) => {
        clearTimeout(deadline);
        running.waiting.delete(id);
        this.#write(writes);
        resolve(outcome);
        if (running.waiting.size === 0) this.#endWhenIdle(action.id, running);
      });
      const { secrets, configuration } = action;
      running.worker.postMessage(
        JSON.stringify({ id, event: { message, secrets, configuration }, cache: [...this.#cache.values()] }),
      );
    });
  }

  close(): void {
    for (const [id, running] of this.#running) this.#end(id, running, 'Error: the simulator stopped');
  }

  #runningOf(action: RunnableAction): Running {
    const known = this.#running.get(action.id);
    if (known?.version === action.version) return known;
    if (known) this.#end(action.id, known, 'Error: a new version was deployed');
    const worker = new Worker(new URL('./action-worker.ts', import.meta.url), {
      workerData: action.code,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref();
    const running: Running = { version: action.version, worker, waiting: new Map() };
    worker.on('message', (text: string) => {
      const told = objectOr(parseJson(text));
      if (told.call === undefined) settle(running, told);
      else void this.#reach(action.id, worker, told);
    });
    worker.on('error', (error) => this.#end(action.id, running, crash(error)));
    worker.on('exit', () => this.#end(action.id, running, 'Error: the Action ended its process'));
    this.#running.set(action.id, running);
    return running;
  }

  /** Carries a request out of the thread, and the answer back, as text. */
  async #reach(id: string, worker: Worker, { call, url, method, headers, body }: JsonObject): Promise<void> {
    this.#calls.set(id, this.callsOf(id) + 1);
    const request: ActionRequest = {
      url: textOf(url) ?? '',
      method: textOf(method) ?? '',
      headers: recordOf(headers),
      body: textOf(body) ?? '',
    };
    const isTooLong = request.body.length > BODY_LENGTH;
    const reply = isTooLong ? { error: 'The simulator sends at most 64 kB.' } : await this.#network(request);
    const told = 'error' in reply ? reply : { ...reply, body: reply.body.slice(0, BODY_LENGTH) };
    worker.postMessage(JSON.stringify({ call, ...told }));
  }

  #end(id: string, running: Running, error: string): void {
    if (this.#running.get(id) === running) this.#running.delete(id);
    clearTimeout(running.idle);
    void running.worker.terminate();
    for (const settled of [...running.waiting.values()]) settled({ error, logs: [] }, []);
    clearTimeout(running.idle);
  }

  #endWhenIdle(id: string, running: Running): void {
    running.idle = setTimeout(() => this.#end(id, running, ''), IDLE_MS);
    running.idle.unref();
  }

  #write(writes: unknown[]): void {
    const now = Date.now();
    for (const entry of writes) {
      if (!isObject(entry)) continue;
      const key = textOf(entry.key) ?? '';
      const value = textOf(entry.value);
      const expires_at = numberOf(entry.expires_at) ?? 0;
      this.#cache.delete(key);
      if (value !== undefined && expires_at > now) this.#cache.set(key, { key, value, expires_at });
    }
    for (const [key, record] of this.#cache) {
      if (record.expires_at <= now || this.#cache.size > CACHE_ENTRIES) this.#cache.delete(key);
    }
  }
}

function recordOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOr(value)).map(([name, entry]) => [name, textOf(entry) ?? '']));
}

function settle(running: Running, told: JsonObject): void {
  const settled = running.waiting.get(numberOf(told.id) ?? 0);
  settled?.({ error: textOf(told.error), logs: textsOf(told.logs) ?? [] }, listOf(told.writes) ?? []);
}
