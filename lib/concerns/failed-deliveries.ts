import { paths } from '../paths';
import { formatCount, formatCounted, formatRecent, formatRelative } from '../text/format';
import { concern } from './concern';
import { type CauseFact, type ConcernFacts } from './concern-facts';
import { unreadText } from './deliveries-unread';
import { endSentence, lastEventSentence, sentences, streamsSentence } from './sentences';
import { signOfCause } from './sign';

/** More causes than this are one screen away; the list has room for six rows. */
const mostCauses = 3;

/** More causes than this at a time are one trouble, which the largest of them tell. */
const mostSigns = 10;

/** Events that Auth0 failed to deliver, by cause. */
export const failedDeliveries = concern({
  topic: 'failed',
  find: ({ failed }) => (failed.total === 0 ? null : failed),
  headline: ({ total, oldestMs }, facts, view) => {
    const what = `${formatCounted(total, 'delivery', 'deliveries')} failed at Auth0`;
    const when =
      oldestMs === null ? '' : `, ${total === 1 ? '' : 'the oldest '}${formatRelative(oldestMs, view.nowMs)}`;
    return {
      tone: 'bad',
      sentence: `${what}${when}.`,
      rest: sentences([
        causesSentence(facts),
        streamsSentence(facts),
        endSentence(unreadText(facts, view)?.title ?? ''),
        lastEventSentence(facts, view),
      ]),
      act: { label: total === 1 ? 'Show the failure' : `Show ${formatCount(total)} failures`, href: paths.deliveries },
    };
  },
  rows: ({ causes }, _, view) => {
    const rows = causes.slice(0, mostCauses).map((cause) => {
      const since = cause.sinceMs === null ? '' : ` since ${formatRecent(cause.sinceMs, view)}`;
      const likely = cause.confidence === 'likely' ? 'likely: ' : '';
      return {
        key: `cause ${cause.key}`,
        tone: 'bad' as const,
        title: cause.title,
        detail: `${formatCounted(cause.count, 'event')}${since} · ${likely}${cause.explanation}`,
        act: { label: 'Explain', href: paths.explainedCause(cause.key) },
      };
    });
    const rest = causes.slice(mostCauses);
    if (rest.length === 0) return rows;
    return [
      ...rows,
      {
        key: 'more causes',
        tone: 'bad',
        title: formatCounted(rest.length, 'more cause'),
        detail: formatCounted(sumOf(rest), 'event'),
        act: { label: 'Show', href: paths.deliveries },
      },
    ];
  },
  signs: ({ causes }) =>
    causes.slice(0, mostSigns).map((cause) => ({
      key: signOfCause(cause.key),
      rule: 'failures',
      tone: 'bad',
      title: `${cause.title}: ${formatCounted(cause.count, 'delivery', 'deliveries')} failed`,
      detail: `${cause.explanation}${cause.confidence === 'likely' ? ' (likely)' : ''}`,
      act: { label: 'Explain', href: paths.explainedCause(cause.key) },
      level: null,
      streamId: null,
    })),
});

/** "5 × 500 from gauge.example.com · 2 × 401 …": every failure is counted. Empty without failures. */
export function causesSentence({ failed: { causes } }: ConcernFacts): string {
  if (causes.length === 0) return '';
  const named = causes.slice(0, mostCauses).map((cause) => `${formatCount(cause.count)} × ${cause.title}`);
  const rest = causes.slice(mostCauses);
  if (rest.length > 0) named.push(`${formatCount(sumOf(rest))} × ${formatCounted(rest.length, 'other cause')}`);
  return `${named.join(' · ')}.`;
}

const sumOf = (causes: readonly CauseFact[]) => causes.reduce((sum, cause) => sum + cause.count, 0);
