import { paths } from '../paths';
import { formatCount, formatCounted, formatRecent } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { endSentence, lastEventSentence, sentences } from './sentences';

const href = paths.eventErrorsLastDay;

/** Events of the last 24 h that no rule could apply. */
export const mirrorErrors = concern({
  topic: 'error',
  find: ({ errors }) => (errors.count === 0 ? null : errors),
  headline: ({ count, newestMs, reason }, facts, view) => {
    const when = newestMs === null ? '' : `, ${count === 1 ? 'at' : 'the newest at'} ${formatRecent(newestMs, view)}`;
    return {
      tone: 'bad',
      sentence: `${formatCounted(count, 'event')} could not be applied to the mirror${when}.`,
      rest: sentences([
        reason === null ? '' : isolatedText(endSentence(reason)),
        count === 1 ? 'It is stored; nothing is lost.' : 'They are stored; nothing is lost.',
        lastEventSentence(facts, view),
      ]),
      act: { label: count === 1 ? 'See the event' : `See ${formatCount(count)} events`, href },
    };
  },
  rows: ({ count, newestMs, reason }, _, view) => {
    const newest = newestMs === null ? '' : `, the newest at ${formatRecent(newestMs, view)}`;
    return [
      {
        key: 'error',
        tone: 'bad',
        title: `${formatCounted(count, 'event')} could not be applied`,
        detail: `in the last 24 h${newest}${reason === null ? '' : ` · ${isolatedText(reason)}`}`,
        act: { label: 'See events', href },
      },
    ];
  },
});
