import { z } from 'zod';
import { backfillUsers } from '../connectors/connector';
import { type JobCounts } from './job';

/**
 * What came of one user that a backfill is about. `woken`: its lane was woken and is being carried on. `in_step`: the other side
 * has what the mirror says. `review`: a person must decide. `retrying`: the last push failed, and the connector tries again by
 * itself. `parked`: there is nothing to do for it. `gone`: the connector was deleted. `not_tried`: the job was cancelled before.
 */
export const backfillResults = [
  'waiting',
  'woken',
  'in_step',
  'review',
  'retrying',
  'parked',
  'gone',
  'not_tried',
] as const;

export type BackfillResult = (typeof backfillResults)[number];

/** Input of a job of kind `backfill_connector`: the number of the connector, and whom it brings into step. */
export const backfillInput = z.strictObject({ connector: z.int().min(1), users: z.enum(backfillUsers) });

export type BackfillInput = z.infer<typeof backfillInput>;

/** The counts of such a job from how many items have each result. */
export function backfillCounts(byResult: Readonly<Record<string, number>>): JobCounts {
  const of = (result: BackfillResult) => byResult[result] ?? 0;
  return {
    total: Object.values(byResult).reduce((sum, count) => sum + count, 0),
    done: of('in_step'),
    failed: of('review') + of('retrying'),
    skipped: of('parked') + of('gone'),
    inStep: of('in_step'),
    review: of('review'),
    retrying: of('retrying'),
    parked: of('parked'),
    gone: of('gone'),
    woken: of('woken'),
    notTried: of('not_tried'),
    waiting: of('waiting'),
  };
}
