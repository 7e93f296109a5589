import { rangeText } from '@/components/charts/histogram-scale';
import { type Combination } from '@/lib/ledger/combination';
import { type LedgerGap } from '@/lib/ledger/gaps';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { causesText, combinationWords } from '@/lib/ledger/ledger-words';
import { secondMs } from '@/lib/spans';
import { formatClock, formatCount, formatRecent } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';

interface Clock {
  nowMs: number;
  timeZone: string;
}

const isOneSecond = (fromMs: number, toMs: number) => Math.floor(fromMs / secondMs) === Math.floor(toMs / secondMs);

/** "22:00 to 23:30", or the one instant of a single event. */
export function gapTime({ fromMs, toMs }: Pick<LedgerGap, 'fromMs' | 'toMs'>, { nowMs, timeZone }: Clock): string {
  return isOneSecond(fromMs, toMs) ? formatRecent(fromMs, { nowMs, timeZone }) : rangeText(fromMs, toMs, timeZone);
}

/** What explains a gap, short; empty where nothing is known. */
export function gapReason({ combination, causes, disabled }: LedgerGap): string {
  if (disabled !== null)
    return disabled.by === null ? 'event stream disabled' : `disabled by ${isolatedText(disabled.by)}`;
  if (causes.length > 0) return causesText(causes);
  return combination === 'never_delivered' ? 'no reason known' : 'test events, or forgotten by the feed';
}

/** The finding of a gap in one line. */
export function gapTitle({ combination, count, disabled }: LedgerGap): string {
  const are = count === 1 ? 'was' : 'were';
  const titles: Record<Combination, string> = {
    normal: `${are} emitted and received`,
    failed_not_received: `failed and ${are} not received`,
    failed_but_received: `${are} listed as failed, but received`,
    never_delivered: `${are} emitted ${disabled === null ? 'and never delivered' : 'while the stream was disabled'}`,
    not_in_feed: `${are} received, and not told by the feed`,
    failed_not_in_feed: `failed, and ${are} not told by the feed`,
    failed_and_received: `failed and ${are} received, and not told by the feed`,
  };
  return `${formatCount(count)} ${titles[combination]}`;
}

function usersText(count: number, users: number): string {
  if (users === 0) return count === 1 ? 'It changes no user.' : 'None changes a user.';
  if (users === count) return count === 1 ? 'It changes a user.' : 'All of them change a user.';
  return `${formatCount(users)} of them ${users === 1 ? 'changes' : 'change'} a user.`;
}

/** What can be done about it, and what it means. */
export function gapAdvice({ combination, count, users, disabled }: LedgerGap): string {
  const change = usersText(count, users);
  if (combination === 'never_delivered') {
    const why =
      disabled === null
        ? 'Auth0 lists no failure, so it will not deliver them again.'
        : 'Auth0 keeps nothing for a disabled event stream.';
    return `${why} The feed’s copies are kept here. ${change}`;
  }
  if (combination === 'failed_not_received') return `Auth0 can deliver them again. ${change}`;
  if (combination === 'failed_but_received')
    return 'They are here: our answer came late or was lost. There is nothing to do.';
  return 'The feed tells no test events, and forgets what is old. Ignore them if that explains them.';
}

/** What a combination means; of what was never delivered also why, where one window explains all of it. */
export function combinationMeaning(
  { gaps }: Pick<LedgerAnswer, 'gaps'>,
  combination: Combination,
  timeZone: string,
): string {
  const of = gaps.filter((gap) => gap.combination === combination && gap.ignoreSeq === null);
  const window = of[0]?.disabled ?? null;
  if (window === null || !of.every(({ disabled }) => disabled?.fromMs === window.fromMs)) {
    return combinationWords[combination].meaning;
  }
  return isOneSecond(window.fromMs, window.toMs)
    ? `the event stream was disabled at ${formatClock(window.fromMs, timeZone)}`
    : `the event stream was disabled from ${rangeText(window.fromMs, window.toMs, timeZone)}`;
}

/** The name of its combination. */
export const gapName = ({ combination }: Pick<LedgerGap, 'combination'>): string => combinationWords[combination].name;
