import { setInterval as every } from 'node:timers';
import { cpuMsOf, memoryOf } from '../processes/process-tree.ts';
import { Program } from '../processes/program.ts';
import { isGeneratorMessage, type LoadOrder, type LoadResult, type PacedOrder, type PacedSample } from './orders.ts';
import { type UserIds } from './user-ids.ts';

/** Whom a run of load is against. */
export interface LoadTarget {
  port: number;
  token: string;
  /** Programs whose processor time and memory count, their children included. */
  pids: readonly number[];
  /** A program that takes load orders itself instead of answering HTTP. */
  self?: Program;
}

/** One measured window. */
export interface Measurement {
  eventsPerSecond: number;
  /** Of no meaning when nothing was answered. */
  p50Ms: number;
  p99Ms: number;
  /** Processor time per event; null where the system does not tell, and where there was none. */
  cpuUs: number | null;
  /** Most memory seen, in bytes. */
  memory: number | null;
  /** All events the server has acknowledged in this run. */
  acknowledged: number;
  /** When the measured window opened, as Unix time in ms. */
  windowOpenedAtMs: number;
}

export type Load = Pick<LoadOrder, 'connections' | 'leadInMs' | 'windowMs'>;

export type PacedLoad = Pick<PacedOrder, 'connections' | 'eventsPerSecond' | 'forMs' | 'sampleMs'>;

const memoryEveryMs = 500;

/** The load generator as a process that lives through the whole benchmark, so that its own warm-up is over early. */
export class LoadGenerator {
  readonly #program: Program;
  readonly #userIds: UserIds;

  private constructor(program: Program, userIds: UserIds) {
    this.#program = program;
    this.#userIds = userIds;
  }

  static async start(userIds: UserIds): Promise<LoadGenerator> {
    const program = new Program({ command: process.execPath, args: ['bench/load/generator.ts'], ipc: true });
    await ready(program);
    return new LoadGenerator(program, userIds);
  }

  /** Runs load and measures. Throws when the run is invalid: an answer that is not 204, a connection that breaks. */
  run(target: LoadTarget, load: Load): Promise<Measurement> {
    const { port, token } = target;
    const order: LoadOrder = { kind: 'load', port, token, userIds: this.#userIds, ...load };
    return measure(target.self ?? this.#program, target.pids, order);
  }

  /** Runs load at a pace of its own. Returns what came after the last sample; no answer makes it invalid. */
  runPaced(target: LoadTarget, load: PacedLoad, onSample: (sample: PacedSample) => void): Promise<PacedSample> {
    const { port, token } = target;
    const order: PacedOrder = { kind: 'paced', port, token, userIds: this.#userIds, ...load };
    const finished = this.#program.message((message) => {
      if (!isGeneratorMessage(message)) return null;
      if (message.kind === 'sampled') onSample(message.sample);
      return message.kind === 'paced-done' ? message.last : null;
    });
    this.#program.send(order);
    return finished;
  }

  stop(): Promise<void> {
    return this.#program.end();
  }
}

/** Waits until a program says that it takes orders. */
export function ready(program: Program): Promise<true> {
  return program.message((message) => (isGeneratorMessage(message) && message.kind === 'ready' ? true : null));
}

async function measure(program: Program, pids: readonly number[], order: LoadOrder): Promise<Measurement> {
  let cpuMs = 0;
  let memory = 0;
  let windowOpenedAtMs = 0;
  const look = () => {
    memory = Math.max(memory, memoryOf(pids) ?? 0);
  };
  const looking = every(look, memoryEveryMs);
  const finished = program.message((message): LoadResult | null => {
    if (!isGeneratorMessage(message)) return null;
    if (message.kind === 'window-opened') {
      windowOpenedAtMs = Date.now();
      cpuMs = -(cpuMsOf(pids) ?? Number.NaN);
    }
    if (message.kind === 'window-closed') cpuMs += cpuMsOf(pids) ?? Number.NaN;
    return message.kind === 'done' ? message.result : null;
  });
  program.send(order);
  const result = await finished.finally(() => clearInterval(looking));
  look();
  if (result.failure !== null) throw new Error(`Invalid run: ${result.failure}`);
  return {
    eventsPerSecond: (result.answersInWindow * 1000) / result.windowMs,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuUs: Number.isNaN(cpuMs) || result.answersInWindow === 0 ? null : (cpuMs * 1000) / result.answersInWindow,
    memory: memory === 0 ? null : memory,
    acknowledged: result.acknowledged,
    windowOpenedAtMs,
  };
}
