import { mkdirSync } from 'node:fs';
import { type Load, type LoadGenerator, type Measurement } from '../load/run-load.ts';
import { pause, pauseSettled, resume } from '../processes/standstill.ts';
import { type Contender, type RunningContender } from './contender.ts';
import { type Backlog } from './word-backlog.ts';

/** A contender of one round. It lives as long as the round and stands still while another one is measured. */
export class Entrant {
  readonly name: string;
  readonly #running: RunningContender;
  #acknowledged = 0;

  private constructor(name: string, running: RunningContender) {
    this.name = name;
    this.#running = running;
  }

  /** Starts a fresh process with a fresh database in `folder`, and pauses it. */
  static async start(contender: Contender, folder: string): Promise<Entrant> {
    mkdirSync(folder);
    const running = await contender.start(folder);
    pause(running.target.pids);
    return new Entrant(contender.name, running);
  }

  async load(generator: LoadGenerator, load: Load): Promise<Measurement> {
    const { target } = this.#running;
    resume(target.pids);
    const measurement = await generator.run(target, load).catch((error: unknown) => {
      throw new Error(`${this.name} with ${load.connections} connections`, { cause: error });
    });
    await pauseSettled(target.pids);
    this.#acknowledged += measurement.acknowledged;
    return measurement;
  }

  /**
   * Lets it do what is left, and ends it. Throws unless it has stored as many events as it has acknowledged. Returns what was
   * left to do, or null for one that leaves nothing.
   */
  async finish(): Promise<Backlog | null> {
    const { target, catchUp, finish } = this.#running;
    resume(target.pids);
    const backlog = (await catchUp?.()) ?? null;
    const stored = await finish();
    if (stored !== null && stored !== this.#acknowledged) {
      throw new Error(`Invalid round: ${this.name} acknowledged ${this.#acknowledged} events and stored ${stored}`);
    }
    return backlog;
  }
}
