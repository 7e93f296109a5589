import { paths } from '../paths';
import { formatRecent } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern, type ConcernView } from './concern';
import { type ConcernFacts } from './concern-facts';
import { endSentence, lastEventSentence, sentences } from './sentences';

/** A poll that fails once is repeated within this time (ms); only what lasts longer is news. */
const patienceMs = 2 * 60_000;

/** Auth0 answers, but its list of failed deliveries cannot be read: what is shown is old. */
export const deliveriesUnread = concern({
  topic: 'management',
  find: unreadText,
  headline: ({ title, failure }, facts, view) => ({
    tone: 'warn',
    sentence: `${title}.`,
    rest: sentences([
      isolatedText(endSentence(failure)),
      'Events are recorded without it.',
      lastEventSentence(facts, view),
    ]),
    act: { label: 'Open failed deliveries', href: paths.deliveries },
  }),
  rows: ({ title, failure }) => [
    {
      key: 'polls',
      tone: 'warn',
      title,
      detail: isolatedText(failure),
      act: { label: 'Open', href: paths.deliveries },
    },
  ],
  signs: ({ failure }) => [
    {
      key: 'polling deliveries',
      rule: 'polling',
      tone: 'warn',
      title: 'The failed deliveries cannot be read',
      detail: isolatedText(failure),
      act: { label: 'Open failed deliveries', href: paths.deliveries },
      level: null,
      streamId: null,
    },
  ],
});

/**
 * Why the failed deliveries are not known as of now: "The failed deliveries could not be read since 09:58". Null while they
 * are, and when the Management API as a whole is what fails.
 */
export function unreadText(
  { streams, failed: { polls } }: ConcernFacts,
  view: ConcernView,
): { title: string; failure: string } | null {
  if (!streams.configured || streams.failure !== null || polls.failure === null) return null;
  const { checkedAtMs, failure } = polls;
  if (checkedAtMs !== null && view.nowMs - checkedAtMs < patienceMs) return null;
  const since = checkedAtMs === null ? ' yet' : ` since ${formatRecent(checkedAtMs, view)}`;
  return { title: `The failed deliveries could not be read${since}`, failure };
}
