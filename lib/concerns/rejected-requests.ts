import { paths } from '../paths';
import { formatClock, formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { endSentence, lastEventSentence, sentences, streamsSentence } from './sentences';

/** Requests that the webhook rejected within the last hour. */
export const rejectedRequests = concern({
  topic: 'rejected',
  find: ({ rejections }) => (rejections.lastHour === 0 ? null : rejections),
  headline: ({ lastHour, newestMs, newestReason }, facts, view) => {
    const at = lastHour === 1 ? 'at' : 'the newest at';
    const when = newestMs === null ? '' : `, ${at} ${formatClock(newestMs, view.timeZone)}`;
    return {
      tone: 'warn',
      sentence: `The webhook rejected ${formatCounted(lastHour, 'request')} in the last hour${when}.`,
      rest: sentences([
        newestReason === null ? '' : isolatedText(endSentence(newestReason)),
        streamsSentence(facts),
        lastEventSentence(facts, view),
      ]),
      act: { label: lastHour === 1 ? 'Show it' : 'Show them', href: paths.rejections },
    };
  },
  rows: ({ lastHour, newestMs, newestReason }, _, { timeZone }) => {
    const newest = newestMs === null ? '' : `, the newest at ${formatClock(newestMs, timeZone)}`;
    return [
      {
        key: 'rejected',
        tone: 'warn',
        title: formatCounted(lastHour, 'rejected request'),
        detail: `in the last hour${newest}${newestReason === null ? '' : ` · ${isolatedText(newestReason)}`}`,
        act: { label: 'See requests', href: paths.rejections },
      },
    ];
  },
  signs: ({ wrongCredential: { count, newestReason } }) =>
    count === 0
      ? []
      : [
          {
            key: 'rejected',
            rule: 'rejected',
            tone: 'warn',
            title: `${formatCounted(count, 'request')} with a wrong credential in the last hour`,
            detail: newestReason === null ? 'The webhook rejected them' : isolatedText(newestReason),
            act: { label: 'See requests', href: paths.rejections },
            level: null,
            streamId: null,
          },
        ],
});
