import { paths } from '../paths';
import { isAtRisk } from '../streams/stream-view';
import { formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { lastEventSentence, othersSentence, sentences } from './sentences';
import { leftToLimit, streamNearestLimit, usedOfLimit, usedPercent } from './stream-risk';

/** An enabled event stream that Auth0 disables soon if failures go on. */
export const nearLimit = concern({
  topic: 'risk',
  find: (facts) => {
    const stream = streamNearestLimit(facts);
    return stream === null || stream.status !== 'enabled' || !isAtRisk(stream) ? null : stream;
  },
  headline: (stream, facts, view) => {
    const left = leftToLimit(stream);
    return {
      tone: left === null ? 'bad' : 'warn',
      sentence:
        left === null
          ? `“${isolatedText(stream.name)}” has reached the limit at which Auth0 disables an event stream.`
          : `“${isolatedText(stream.name)}” will be disabled by Auth0 after ${left}.`,
      rest: sentences([
        `${usedOfLimit(stream)} are used up.`,
        othersSentence(facts, stream.id),
        lastEventSentence(facts, view),
      ]),
      act: {
        label: `Show ${formatCounted(stream.failedNow, 'failure')}`,
        href: paths.deliveriesOfStream(stream.id),
      },
    };
  },
  rows: (stream) => [
    {
      key: 'risk',
      tone: 'warn',
      title: `“${isolatedText(stream.name)}” is near Auth0’s limit`,
      detail: `${usedOfLimit(stream)}, ${usedPercent(stream)}`,
      act: { label: 'Open', href: paths.stream(stream.id) },
    },
  ],
});
