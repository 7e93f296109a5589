import { causeFromKey } from '../../../deliveries/cause';
import { causeTitle } from '../../../deliveries/explain-cause';
import { waitingResult } from '../../../jobs/job';
import { type JobTally } from '../../../jobs/job-store';
import { redeliveryResults } from '../../../jobs/redelivery';
import { leaveOf, nextStreak, type PartLeave } from '../../../jobs/redelivery-rules';
import { type RedeliveryCursor } from './redeliver-cursor';
import { ofPart } from './redelivery-subject';

/** What fails at one event stream for one cause. */
export interface Part {
  part: string;
  /** What may be requested of it. */
  leave: PartLeave;
  waiting: number;
  /** How many of its items have each result. */
  results: Record<string, number>;
}

/** The parts of a job by how many of its items have which result. */
export function partsOf(tallies: readonly JobTally[], { streaks }: RedeliveryCursor): Part[] {
  const byPart = Map.groupBy(tallies, ({ part }) => part);
  return [...byPart].map(([part, of]) => {
    const results = Object.fromEntries(of.map(({ result, count }) => [result, count]));
    return { part, leave: leaveOf(results, streaks[part] ?? 0), waiting: results[waitingResult] ?? 0, results };
  });
}

/** Failures in a row of each part once these outcomes have come as well. */
export function streaksAfter(
  { streaks }: RedeliveryCursor,
  changed: readonly { part: string; result: string }[],
): Record<string, number> {
  const byPart = Map.groupBy(changed, ({ part }) => part);
  const moved = [...byPart].map(([part, of]) => {
    const outcomes = of.map(({ result }) => redeliveryResults.find((known) => known === result)).filter(isKnown);
    return [part, nextStreak(streaks[part] ?? 0, outcomes)] as const;
  });
  return { ...streaks, ...Object.fromEntries(moved) };
}

const isKnown = <T>(result: T | undefined): result is T => result !== undefined;

/** Its cause, as a person reads it. */
export function titleOf(part: string): string {
  return causeTitle(causeFromKey(ofPart(part).causeKey), []);
}
