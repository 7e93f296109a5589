import { type Measurement } from '../load/run-load.ts';
import { median, ratioSpread, type Spread, spreadOf } from '../statistics.ts';

/** Numbers of connections that load comes over. */
export const levels = [1, 16, 64] as const;

export type Level = (typeof levels)[number];

/** The figures of a measurement that a table may show. */
export type Figure = 'eventsPerSecond' | 'p50Ms' | 'p99Ms' | 'cpuUs' | 'memory';

/**
 * The turns of one window as one: rates over all of them, latencies of the turn in the middle. A turn without an answer is
 * one that the machine had no time for, and counts as such. Throws when no turn had one.
 */
function joined(turns: readonly Measurement[]): Measurement {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const answered = turns.filter(({ eventsPerSecond }) => eventsPerSecond > 0);
  if (answered.length === 0) throw new Error('Invalid round: nothing was answered');
  const rate = sum(answered.map((turn) => turn.eventsPerSecond));
  return {
    eventsPerSecond: rate / turns.length,
    p50Ms: median(answered.map((turn) => turn.p50Ms)),
    p99Ms: median(answered.map((turn) => turn.p99Ms)),
    cpuUs: answered.some((turn) => turn.cpuUs === null)
      ? null
      : sum(answered.map((turn) => (turn.cpuUs ?? 0) * turn.eventsPerSecond)) / rate,
    memory: turns.some((turn) => turn.memory === null) ? null : Math.max(...turns.map((turn) => turn.memory ?? 0)),
    acknowledged: sum(turns.map((turn) => turn.acknowledged)),
    windowOpenedAtMs: Math.min(...turns.map((turn) => turn.windowOpenedAtMs)),
  };
}

/** What the rounds measured, by contender and number of connections. */
export class IngestFigures {
  readonly #rounds = new Map<string, Map<Level, Measurement[]>>();

  /** Adds the turns that one round gave a contender at one number of connections; all of the same length. */
  add(contender: string, level: Level, turns: readonly Measurement[]): void {
    const levelsOf = this.#rounds.get(contender) ?? new Map<Level, Measurement[]>();
    this.#rounds.set(contender, levelsOf.set(level, [...(levelsOf.get(level) ?? []), joined(turns)]));
  }

  /** The last that was added. */
  newest(contender: string, level: Level): Measurement | undefined {
    return this.#of(contender, level).at(-1);
  }

  has(contender: string): boolean {
    return this.#rounds.has(contender);
  }

  /** One figure of all rounds; null where the system does not tell it. */
  spread(contender: string, level: Level, figure: Figure): Spread | null {
    const values = this.#values(contender, level, figure);
    return values === null ? null : spreadOf(values);
  }

  /** `ours` divided by `theirs`, within each round; null where one of them was not measured. */
  ratio(ours: string, theirs: string, level: Level, figure: Figure = 'eventsPerSecond'): Spread | null {
    const above = this.#values(ours, level, figure);
    const below = this.#values(theirs, level, figure);
    return above === null || below === null ? null : ratioSpread(above, below);
  }

  #of(contender: string, level: Level): readonly Measurement[] {
    return this.#rounds.get(contender)?.get(level) ?? [];
  }

  #values(contender: string, level: Level, figure: Figure): number[] | null {
    const rounds = this.#of(contender, level);
    const values = rounds.map((round) => round[figure]).filter((value) => value !== null);
    return values.length === 0 || values.length < rounds.length ? null : values;
  }
}
