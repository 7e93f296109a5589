import { paths } from '../paths';
import { formatRecent } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { endSentence, lastEventSentence, sentences } from './sentences';

const act = { label: 'Open set-up', href: paths.setup };

/** A request that fails once is repeated within this time (ms); only what lasts longer is news. */
const patienceMs = 30_000;

/** What is wrong, as rows and alerts say it. */
const awayTitle = (isRefused: boolean) =>
  isRefused ? 'The Management API refuses our requests' : 'The Management API does not answer';

/** The Management API is missing, does not answer or refuses us, so that failed deliveries cannot be seen. */
export const managementAway = concern({
  topic: 'management',
  find: ({ streams }, { nowMs }) => {
    if (!streams.configured) return streams;
    if (streams.failure === null) return null;
    return streams.asOfMs !== null && nowMs - streams.asOfMs < patienceMs ? null : streams;
  },
  headline: ({ configured, failure, asOfMs, streams, isRefused }, facts, view) => {
    if (!configured) {
      return {
        tone: 'warn',
        sentence: 'Failed deliveries cannot be seen: the Management API is not configured.',
        rest: sentences([
          'Set AUTH0_MANAGEMENT_CLIENT_ID and AUTH0_MANAGEMENT_CLIENT_SECRET. Events are recorded without it.',
          lastEventSentence(facts, view),
        ]),
        act,
      };
    }
    const since = asOfMs === null ? '' : ` since ${formatRecent(asOfMs, view)}`;
    return {
      tone: 'warn',
      sentence: isRefused
        ? `The Management API has refused our requests${since}.`
        : `The Management API has not answered${since}${streams === null ? ' yet' : ''}.`,
      rest: sentences([
        isolatedText(endSentence(failure ?? '')),
        'Events are recorded without it.',
        lastEventSentence(facts, view),
      ]),
      act,
    };
  },
  rows: ({ configured, failure, asOfMs, isRefused }, _, view) => {
    const asOf = asOfMs === null ? '' : ` · last answer ${formatRecent(asOfMs, view)}`;
    return [
      {
        key: 'management',
        tone: 'warn',
        title: configured ? awayTitle(isRefused) : 'The Management API is not configured',
        detail: configured
          ? `${isolatedText(failure ?? '')}${asOf}`
          : 'failed deliveries and event streams cannot be seen',
        act,
      },
    ];
  },
  signs: ({ configured, failure, isRefused }) =>
    configured
      ? [
          {
            key: 'polling management',
            rule: 'polling',
            tone: 'warn',
            title: awayTitle(isRefused),
            detail: `${isolatedText(endSentence(failure ?? ''))} Events are recorded without it.`,
            act,
            level: null,
            streamId: null,
          },
        ]
      : [],
});
