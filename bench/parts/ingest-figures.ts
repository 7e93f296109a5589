import { type Measurement } from '../load/run-load.ts';
import { ratioSpread, type Spread, spreadOf } from '../statistics.ts';

/** Numbers of connections that load comes over. */
export const levels = [1, 16, 64] as const;

export type Level = (typeof levels)[number];

/** The figures of a measurement that a table may show. */
export type Figure = 'eventsPerSecond' | 'p50Ms' | 'p99Ms' | 'cpuUs' | 'memory';

/** What the rounds measured, by contender and number of connections. */
export class IngestFigures {
  readonly #rounds = new Map<string, Map<number, Measurement>[]>();

  add(contender: string, round: Map<number, Measurement>): void {
    this.#rounds.set(contender, [...(this.#rounds.get(contender) ?? []), round]);
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

  #values(contender: string, level: Level, figure: Figure): number[] | null {
    const rounds = this.#rounds.get(contender) ?? [];
    const values = rounds.map((round) => round.get(level)?.[figure] ?? null).filter((value) => value !== null);
    return values.length === 0 || values.length < rounds.length ? null : values;
  }
}
