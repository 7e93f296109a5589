import { causeFromKey } from '../deliveries/cause';
import { causeTitle, causeWord } from '../deliveries/explain-cause';
import { type JsonObject } from '../json/json';
import { formatCount, formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { type BackfillUsers } from '../connectors/connector';
import { applyInput } from './apply';
import { backfillInput } from './backfill-connector';
import { verifyInput, type VerifyResult, verifyResults } from './verify-connector';
import { type Job, type JobCounts, type JobKind } from './job';
import { countOf } from './job-progress';
import { leftOutBy, type RedeliveryFilter, redeliveryInput, type RedeliveryInput } from './redelivery';

/** What findings are called, and what a person has done about them. */
export const findingWords: Record<VerifyResult, string> = {
  missing: 'missing',
  archived: 'archived',
  different: 'different',
  unlinked: 'not linked',
  extra: 'extra',
  ahead: 'ahead of us',
  pushed: 'pushed again',
  accepted: 'accepted',
  linked: 'linked',
};

/** What the counts of a job are called, in the order in which they are told. */
const endings = [
  ...verifyResults.map((result) => [result, findingWords[result]] as const),
  ['inStep', 'in step'],
  ['review', 'to review'],
  ['retrying', 'retrying'],
  ['parked', 'parked'],
  ['gone', 'gone'],
  ['applied', 'applied'],
  ['asked', 'requested'],
  ['recovered', 'recovered'],
  ['unlisted', 'no longer listed'],
  ['failedAgain', 'failed again'],
  ['noAnswer', 'no answer'],
  ['refused', 'refused'],
  ['notTried', 'not tried'],
  ['skipped', 'skipped'],
] as const;

/** Counts that `retry` takes along. */
const retried = ['failedAgain', 'noAnswer', 'refused', 'notTried'] as const;

/** "Job 41". */
export function jobName(id: number): string {
  return `Job ${id}`;
}

/** What the screens of a job say that differs by kind. */
export interface KindWords {
  title: string;
  /** What it is about many of. */
  things: string;
  /** What has become of those that it has an answer for. */
  ended: string;
  /** It makes requests to Auth0. */
  asksAuth0: boolean;
  /** What no more of is done while it is paused or cancelled. */
  stops: string;
  /** What a paused or cancelled job leaves of what it has not come to. */
  leaves: string;
  /** Why a job that has ended has no items. */
  nothing: string;
  /** Head of the column of times. */
  when: string;
}

export const kindWords: Record<JobKind, KindWords> = {
  redeliver: {
    title: 'Bulk redelivery',
    ended: 'answered',
    things: 'event',
    asksAuth0: true,
    stops: 'No further redelivery is requested',
    leaves: 'failed',
    nothing: 'There was nothing to request.',
    when: 'Requested',
  },
  apply: {
    title: 'Apply from the feed',
    ended: 'answered',
    things: 'event',
    asksAuth0: true,
    stops: 'No further event is applied',
    leaves: 'missing',
    nothing: 'There was nothing to apply.',
    when: 'Applied',
  },
  backfill_connector: {
    title: 'Backfill',
    ended: 'done',
    things: 'user',
    asksAuth0: false,
    stops: 'No further user is woken',
    leaves: 'as they are',
    nothing: 'There was no user to bring into step.',
    when: 'Since',
  },
  verify_connector: {
    title: 'Comparison',
    ended: 'compared',
    things: 'record',
    asksAuth0: false,
    stops: 'Nothing further is compared',
    leaves: 'not compared',
    nothing: 'Nothing was found: the other side has what the mirror says.',
    when: 'Since',
  },
};

/** "Bulk redelivery, 131 events": what a job does, and to how much once that is known. */
export function jobTitle({ kind, counts: { total } }: Pick<Job, 'kind' | 'counts'>): string {
  const { title, things } = kindWords[kind];
  return total === 0 ? title : `${title}, ${formatCounted(total, things)}`;
}

/** "4 recovered, 1 failed again": what came of a job, without what did not happen. */
export function summaryText(counts: JobCounts): string {
  const parts = endings
    .map(([name, word]) => ({ count: countOf(counts, name), word }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${formatCount(count)} ${word}`);
  // Each kind names what it counts, also where that is 0.
  return parts.join(', ') || nothingText(counts);
}

function nothingText(counts: JobCounts): string {
  if ('different' in counts) return 'Nothing differs';
  if ('inStep' in counts) return 'No user was brought into step';
  return 'applied' in counts ? 'Nothing was applied' : 'Nothing was requested';
}

/** What a request by filter brought though the job is not about it, and why; null for nothing. */
export function besidesText(counts: JobCounts): string | null {
  const besides = countOf(counts, 'alsoRedelivered');
  if (besides === 0) return null;
  const [they, them] = besides === 1 ? ['It', 'it'] : ['They', 'them'];
  const why = `${they} failed after the job had looked, and the filter of its request named ${them} too.`;
  return `${formatCount(besides)} more that Auth0 redelivered besides. ${why}`;
}

/** What another job would take along, as its button says it; null when nothing is left. */
export function retryText(counts: JobCounts): string | null {
  const left = retried.reduce((sum, name) => sum + countOf(counts, name), 0);
  if (left === 0) return null;
  const isFailuresOnly = left === countOf(counts, 'failedAgain');
  return `Retry what ${isFailuresOnly ? 'failed again' : 'is left'} (${formatCount(left)})`;
}

/** What a job was asked to do. `retryOf` is the job whose rest it takes up. */
export interface InputWords {
  /** Each safe to show beside our own words. */
  words: string[];
  retryOf: number | null;
}

/** The input of a job in words: "http 500 · user.created". Nothing for an input that is not understood. */
export function inputWords(input: JsonObject): InputWords {
  const backfill = backfillInput.safeParse(input).data;
  if (backfill !== undefined) return { words: [usersWords[backfill.users]], retryOf: null };
  if (verifyInput.safeParse(input).success) return { words: [], retryOf: null };
  if (applyInput.safeParse(input).success) return { words: ['emitted, never delivered'], retryOf: null };
  const parsed = redeliveryInput.safeParse(input);
  if (!parsed.success) return { words: [], retryOf: null };
  const without = leftOutWords(parsed.data);
  if ('ids' in parsed.data) return { words: ['selected one by one', ...without], retryOf: null };
  if ('ledger' in parsed.data) return { words: ['failed, not received'], retryOf: null };
  if ('retryOf' in parsed.data) return { words: [], retryOf: parsed.data.retryOf };
  const words = [...filterWords(parsed.data.filter), ...(parsed.data.isSlow === true ? ['one request a second'] : [])];
  return { words: [...(words.length === 0 ? ['all that failed'] : words), ...without], retryOf: null };
}

/** "without 401": the causes that a person left out. */
function leftOutWords(input: RedeliveryInput): string[] {
  const causes = new Set(leftOutBy(input).map(({ cause }) => causeWord(causeFromKey(cause))));
  return causes.size === 0 ? [] : [`without ${[...causes].join(', ')}`];
}

/** Number of the connector that a job is about; null for other jobs. */
export function connectorOf({ connector }: JsonObject): number | null {
  return typeof connector === 'number' ? connector : null;
}

/** Whom a backfill is about. */
export const usersWords: Record<BackfillUsers, string> = {
  all: 'every user',
  never: 'users that were never pushed',
  review: 'users in review',
};

function filterWords({ cause, type, state, stream, from, to }: RedeliveryFilter): string[] {
  return [
    ...(cause === undefined ? [] : [causeTitle(causeFromKey(cause), [])]),
    ...listed(type),
    ...listed(state?.map((one) => one.replace('_', ' '))),
    ...listed(stream),
    ...(from === undefined && to === undefined ? [] : ['of a range of time']),
  ];
}

function listed(values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0 ? [] : [values.map(isolatedText).join(', ')];
}
