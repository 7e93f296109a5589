import { z } from 'zod';
import { deliveryStates, type DeliveryState } from '../deliveries/delivery';
import { canRetry } from '../deliveries/state';
import { type JobCounts } from './job';

/**
 * What came of one delivery of a bulk redelivery. `waiting` → `asking` (about to be requested) → `asked` → `recovered` (a
 * receipt proves it), `unlisted` (Auth0 lists it no more and no receipt proves an arrival), `failed_again`, `no_answer`.
 * `refused`: Auth0 did not take the request. `not_tried`: cancelled, or an event of the same cause failed again first.
 * `skipped`: it could not be requested, for the reason beside it. `besides`: Auth0 redelivered it with a request by filter, though
 * the job is not about it.
 */
export const redeliveryResults = [
  'waiting',
  'asking',
  'asked',
  'recovered',
  'unlisted',
  'failed_again',
  'no_answer',
  'refused',
  'not_tried',
  'skipped',
  'besides',
] as const;

/** Result of what Auth0 redelivered besides; counted apart. */
export const besidesResult = 'besides' satisfies RedeliveryResult;

export type RedeliveryResult = (typeof redeliveryResults)[number];

/** Results of items that a retry takes along. What is under way still is skipped by it, unless it has failed by then. */
export const takenAlong = [
  'failed_again',
  'no_answer',
  'refused',
  'not_tried',
  'asking',
  'asked',
] as const satisfies RedeliveryResult[];

/** Most ids that one job takes by name; a filter takes any number. */
export const mostIds = 500;

const texts = z.array(z.string().min(1)).optional();

const instant = z.int().nonnegative().optional();

/** Which deliveries a bulk redelivery is about: the names of the address (delivery-search.ts), lists as arrays. */
export const redeliveryFilter = z.strictObject({
  stream: texts,
  type: texts,
  state: z.array(z.enum(deliveryStates)).optional(),
  cause: z.string().min(1).optional(),
  /** First failed at or after, in epoch ms. */
  from: instant,
  /** First failed before, in epoch ms. */
  to: instant,
});

export type RedeliveryFilter = z.infer<typeof redeliveryFilter>;

/**
 * What the ledger of one event stream calls failed and not received: by event time in epoch ms, `from` inclusive, `to` exclusive, and
 * without what a note ignores.
 */
const ledgerWindow = z
  .strictObject({ stream: z.string().min(1), from: z.int().nonnegative(), to: z.int().nonnegative() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' });

export type RedeliveryLedger = z.infer<typeof ledgerWindow>;

const named = z.strictObject({ streamId: z.string().min(1), eventId: z.string().min(1) });

/** What fails at one event stream for one cause. */
const failingPart = z.strictObject({ streamId: z.string().min(1), cause: z.string().min(1) });

export type FailingPart = z.infer<typeof failingPart>;

/** Skipped by the job: a person knows that their cause is not fixed. */
const leaveOut = z.array(failingPart).max(100).optional();

/** Input of a job of kind `redeliver`: named deliveries, those of a filter or of a ledger, or what another job left undone. */
export const redeliveryInput = z.union([
  z.strictObject({ ids: z.array(named).min(1).max(mostIds), leaveOut }),
  // `upTo`: what failed after the delivery of this number is not included; from a preview.
  // `isSlow`: one request a second at most, whatever the tenant allows.
  z.strictObject({
    filter: redeliveryFilter,
    leaveOut,
    upTo: z.int().nonnegative().optional(),
    isSlow: z.boolean().optional(),
  }),
  z.strictObject({ ledger: ledgerWindow, upTo: z.int().nonnegative().optional() }),
  z.strictObject({ retryOf: z.int().positive() }),
]);

export type RedeliveryInput = z.infer<typeof redeliveryInput>;

/** What an input leaves out. */
export function leftOutBy(input: RedeliveryInput): readonly FailingPart[] {
  return 'leaveOut' in input ? (input.leaveOut ?? []) : [];
}

/** Why a delivery that a person left out is skipped. */
export const leftOutReason = 'left out, because its cause is not fixed';

/** Why a delivery that waits in another job is skipped. */
export function inJobReason(jobId: number): string {
  return `already in job ${jobId}`;
}

/** Why a delivery cannot be requested now, in words; null when it can. */
export function whyNotEligible(state: DeliveryState): string | null {
  if (canRetry(state)) return null;
  return state === 'recovered' ? 'recovered already' : 'redelivery requested, no answer yet';
}

/** The counts of a bulk redelivery from how many items have each result. */
export function redeliveryCounts(byResult: Readonly<Record<string, number>>): JobCounts {
  const of = (...results: RedeliveryResult[]) => results.reduce((sum, result) => sum + (byResult[result] ?? 0), 0);
  return {
    total: of(...redeliveryResults) - of(besidesResult),
    done: of('recovered', 'unlisted'),
    failed: of('failed_again', 'no_answer', 'refused'),
    skipped: of('skipped'),
    recovered: of('recovered'),
    unlisted: of('unlisted'),
    failedAgain: of('failed_again'),
    noAnswer: of('no_answer'),
    refused: of('refused'),
    notTried: of('not_tried'),
    asked: of('asking', 'asked'),
    waiting: of('waiting'),
    alsoRedelivered: of(besidesResult),
  };
}
