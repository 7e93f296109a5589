import { paths } from '../paths';
import { isAtRisk } from '../streams/failure-budget';
import { formatCounted, formatRecent } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern, type ConcernView } from './concern';
import { type StreamFact } from './concern-facts';
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
      sentence: sentenceOf(stream, view),
      rest: sentences([
        `${usedOfLimit(stream)} are used up.`,
        // Where the sentence names the time, the number is still worth knowing.
        left === null || stream.forecastAtMs === null ? '' : `Auth0 disables it after ${left}.`,
        othersSentence(facts, stream.id),
        lastEventSentence(facts, view),
      ]),
      act: {
        label: `Show ${formatCounted(stream.failedNow, 'failure')}`,
        href: paths.deliveriesOfStream(stream.id),
      },
    };
  },
  rows: (stream, _, view) => [
    {
      key: 'risk',
      tone: 'warn',
      title: `“${isolatedText(stream.name)}” is near Auth0’s limit`,
      detail: `${usedOfLimit(stream)}, ${usedPercent(stream)}${forecastNote(stream, view)}`,
      act: { label: 'Open', href: paths.stream(stream.id) },
    },
  ],
});

function sentenceOf(stream: StreamFact, view: ConcernView): string {
  const name = `“${isolatedText(stream.name)}”`;
  const left = leftToLimit(stream);
  if (left === null) return `${name} has reached the limit at which Auth0 disables an event stream.`;
  return stream.forecastAtMs === null
    ? `${name} will be disabled by Auth0 after ${left}.`
    : `${name} will be disabled by Auth0 at about ${formatRecent(stream.forecastAtMs, view)} if this goes on.`;
}

const forecastNote = ({ forecastAtMs }: StreamFact, view: ConcernView) =>
  forecastAtMs === null ? '' : ` · disabled at about ${formatRecent(forecastAtMs, view)} if this goes on`;
