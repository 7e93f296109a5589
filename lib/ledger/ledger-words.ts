import { causeFromKey } from '../deliveries/cause';
import { causeTitle, causeWord } from '../deliveries/explain-cause';
import { formatCount, formatCounted } from '../text/format';
import { type Combination } from './combination';
import { type FeedTrouble } from './feed';
import { type GapCause } from './gaps';
import { type CombinationCount, type CountedDay, type LedgerAnswer } from './ledger';

/** Name and meaning of each combination. */
export const combinationWords: Record<Combination, { name: string; meaning: string }> = {
  normal: { name: 'normal', meaning: 'emitted and received' },
  failed_not_received: { name: 'failed, not received', meaning: 'Auth0 lists it as failed, redelivery possible' },
  failed_but_received: { name: 'failed, but received', meaning: 'our answer came late or was lost: nothing to do' },
  never_delivered: { name: 'emitted, never delivered', meaning: 'Auth0 will not deliver it again' },
  not_in_feed: { name: 'received, not in the feed', meaning: 'test events, or forgotten by the feed' },
  failed_not_in_feed: { name: 'failed, not in the feed', meaning: 'test events, or forgotten by the feed' },
  failed_and_received: {
    name: 'failed and received, not in the feed',
    meaning: 'test events, or forgotten by the feed',
  },
};

const causesTold = 3;

/**
 * Why the events of a gap failed: "500 from the destination", or of several causes "4 × 500 from the destination, 2 × no connection and 3
 * others", where the others are events too. Empty without a cause.
 */
export function causesText(causes: readonly GapCause[]): string {
  const known = causes.map(({ causeKey, count }) => ({ cause: causeFromKey(causeKey), count }));
  const [first] = known;
  if (first === undefined) return '';
  const title = causeTitle(first.cause, []);
  if (known.length === 1) return title;
  const told = known.slice(0, causesTold).map(({ cause, count }, place) => {
    const words = place === 0 && cause.kind === 'http' ? title : causeWord(cause);
    return `${formatCount(count)} × ${words}`;
  });
  const others = known.slice(causesTold).reduce((sum, { count }) => sum + count, 0);
  return others === 0 ? told.join(', ') : `${told.join(', ')} and ${formatCounted(others, 'other')}`;
}

/** Events of a combination that are not ignored. */
export function countIn(counts: readonly CombinationCount[], name: Combination): number {
  return counts.find(({ combination }) => combination === name)?.count ?? 0;
}

/** Emitted events that are not here, and all that were emitted; ignored ones count as neither. */
export function missingOf({ counts }: Pick<LedgerAnswer, 'counts'>): { missing: number; emitted: number } {
  const missing = countIn(counts, 'failed_not_received') + countIn(counts, 'never_delivered');
  return { missing, emitted: missing + countIn(counts, 'normal') + countIn(counts, 'failed_but_received') };
}

/** The finding with its number: "219 of 11,442 emitted events are not here". */
export function ledgerSentence(answer: Pick<LedgerAnswer, 'counts'>): string {
  const { missing, emitted } = missingOf(answer);
  if (emitted === 0) return 'No event was emitted for this event stream';
  if (missing === 0)
    return emitted === 1 ? 'The one emitted event is here' : `All ${formatCount(emitted)} emitted events are here`;
  return `${formatCount(missing)} of ${formatCounted(emitted, 'emitted event')} ${missing === 1 ? 'is' : 'are'} not here`;
}

/** What follows from the finding: "56 can be redelivered, 163 applied from the feed." Empty where nothing does. */
export function remedySentence({ counts }: Pick<LedgerAnswer, 'counts'>): string {
  const redelivered = countIn(counts, 'failed_not_received');
  const applied = countIn(counts, 'never_delivered');
  if (redelivered > 0 && applied > 0) {
    return `${formatCount(redelivered)} can be redelivered, ${formatCount(applied)} applied from the feed.`;
  }
  if (redelivered > 0) return `${formatCount(redelivered)} can be redelivered.`;
  return applied > 0 ? `${formatCount(applied)} can be applied from the feed.` : '';
}

/** Why only counts are compared, as the tab says it. */
export function whyCountsOnly(source: LedgerAnswer['source'], trouble: FeedTrouble | null): string {
  if (source === 'off') return 'The event feed is off. Set EVENT_FEED=ledger to compare event by event.';
  if (trouble?.kind === 'scope') return `${trouble.text} Without it the event feed cannot be read.`;
  return trouble?.text ?? 'The event feed has not been read yet.';
}

/** The finding where only counts are compared: "Auth0 counts 120 deliveries, 118 receipts are here". */
export function countsSentence(days: readonly CountedDay[]): string {
  const delivered = days.reduce((sum, day) => sum + (day.delivered ?? 0), 0);
  const received = days.reduce((sum, day) => sum + day.received, 0);
  const isKnown = days.some((day) => day.delivered !== null);
  if (!isKnown) return `${formatCounted(received, 'event')} received here; Auth0 gives no counts`;
  const here = `${formatCount(received)} received here`;
  return `Auth0 counts ${formatCounted(delivered, 'successful delivery', 'successful deliveries')}, ${here}`;
}
