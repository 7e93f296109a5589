import { paths } from '../paths';
import { formatCount, formatCounted, formatDuration, formatRecent } from '../text/format';
import { concern } from './concern';
import { type MissedFact } from './concern-facts';
import { lastEventSentence, sentences } from './sentences';

/** More outages than this are one screen away. */
const mostOutages = 2;

/** Deliveries that failed while nothing received here: a retry can heal them. */
export const missedDeliveries = concern({
  topic: 'failed',
  find: ({ missed }) => (missed.length === 0 ? null : missed.toReversed()),
  headline: ([newest], facts, view) => ({
    tone: 'bad',
    sentence: newest === undefined ? '' : `${missedText(newest)}.`,
    rest: sentences(['Auth0 does not retry them by itself.', lastEventSentence(facts, view)]),
    act: newest === undefined ? null : { label: `Retry ${formatCount(newest.count)}…`, href: hrefOf(newest) },
  }),
  rows: (missed, _, view) =>
    missed.slice(0, mostOutages).map((one) => ({
      key: `missed ${one.fromMs}`,
      tone: 'bad',
      title: missedText(one),
      detail: `for ${formatDuration(one.untilMs - one.fromMs, 'whole')}, until ${formatRecent(one.untilMs, view)} · Auth0 does not retry them by itself`,
      act: { label: 'Retry…', href: hrefOf(one) },
    })),
});

function missedText({ count }: MissedFact): string {
  return `${formatCounted(count, 'delivery', 'deliveries')} failed while this app was down`;
}

function hrefOf({ failedFromMs, failedToMs }: MissedFact): string {
  return paths.deliveriesFailedBetween(failedFromMs, failedToMs);
}
