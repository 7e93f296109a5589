import { z } from 'zod';
import { type JobCounts } from './job';

/**
 * What came of one event that is applied from the feed's own copy. `skipped`: it has arrived meanwhile, or no copy is kept any
 * more. `not_tried`: the job was cancelled before.
 */
export const applyResults = ['waiting', 'applied', 'not_tried', 'skipped'] as const;

export type ApplyResult = (typeof applyResults)[number];

/**
 * Input of a job of kind `apply`: the events of one event stream that were emitted and never delivered, by event time in epoch
 * ms, `from` inclusive, `to` exclusive.
 */
export const applyInput = z
  .strictObject({ stream: z.string().min(1), from: z.int().nonnegative(), to: z.int().nonnegative() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' });

export type ApplyInput = z.infer<typeof applyInput>;

/** The counts of such a job from how many items have each result. */
export function applyCounts(byResult: Readonly<Record<string, number>>): JobCounts {
  const of = (result: ApplyResult) => byResult[result] ?? 0;
  return {
    total: Object.values(byResult).reduce((sum, count) => sum + count, 0),
    done: of('applied'),
    failed: 0,
    skipped: of('skipped'),
    applied: of('applied'),
    notTried: of('not_tried'),
    waiting: of('waiting'),
  };
}
