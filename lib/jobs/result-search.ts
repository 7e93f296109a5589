import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import { type Job, type JobCounts } from './job';
import { countOf } from './job-progress';
import { type ApplyResult } from './apply';
import { type BackfillResult } from './backfill-connector';
import { type VerifyResult, verifyResults } from './verify-connector';
import { type RedeliveryResult } from './redelivery';

type Result = RedeliveryResult | ApplyResult | BackfillResult | VerifyResult;

/** Results as a person filters by them: what is being requested and what was requested are one to them. */
export const resultGroups = [
  ...verifyResults,
  'in_step',
  'review',
  'retrying',
  'parked',
  'gone',
  'woken',
  'applied',
  'recovered',
  'unlisted',
  'failed_again',
  'no_answer',
  'refused',
  'not_tried',
  'skipped',
  'asked',
  'waiting',
  'besides',
] as const satisfies Result[];

export type ResultGroup = (typeof resultGroups)[number];

const countNames: Record<ResultGroup, string> = {
  missing: 'missing',
  archived: 'archived',
  different: 'different',
  unlinked: 'unlinked',
  extra: 'extra',
  ahead: 'ahead',
  pushed: 'pushed',
  accepted: 'accepted',
  linked: 'linked',
  in_step: 'inStep',
  review: 'review',
  retrying: 'retrying',
  parked: 'parked',
  gone: 'gone',
  woken: 'woken',
  applied: 'applied',
  recovered: 'recovered',
  unlisted: 'unlisted',
  failed_again: 'failedAgain',
  no_answer: 'noAnswer',
  refused: 'refused',
  not_tried: 'notTried',
  skipped: 'skipped',
  asked: 'asked',
  waiting: 'waiting',
  besides: 'alsoRedelivered',
};

/** What the address of a job's page can say: which items are shown; absent means all. */
export const resultParsers = { result: parseAsStringLiteral(resultGroups) };

/** Reads a page's search parameters; a value we do not know counts as absent. */
export const loadResultSearch = createLoader(resultParsers);

/** The results of a group, as the API and the store take them; undefined for all. */
export function resultsOf(group: ResultGroup | null): Result[] | undefined {
  if (group === null) return undefined;
  return group === 'asked' ? ['asking', 'asked'] : [group];
}

/** How many items of a job are in a group. */
export function groupCount(counts: JobCounts, group: ResultGroup): number {
  return countOf(counts, countNames[group]);
}

/** How many items a job has: of a comparison its findings, of others what they are about and what came besides. */
export function itemCount({ kind, counts }: Pick<Job, 'kind' | 'counts'>): number {
  if (kind !== 'verify_connector') return counts.total + groupCount(counts, 'besides');
  return verifyResults.reduce((sum, result) => sum + groupCount(counts, result), 0);
}
