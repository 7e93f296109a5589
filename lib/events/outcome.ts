/** What an event did to the mirror, decided on arrival and never rewritten. Stack order of charts, from the bottom up. */
export const outcomes = ['applied', 'unchanged', 'recorded', 'test', 'late', 'error'] as const;

export type Outcome = (typeof outcomes)[number];

/** Type guard for values that come from a URL or a database. */
export function isOutcome(value: string): value is Outcome {
  return outcomes.some((outcome) => outcome === value);
}
