import { paths } from '../paths';
import { formatDuration } from '../text/format';
import { concern } from './concern';
import { sentences, streamsSentence } from './sentences';
import { isSilent } from './usual-gap';

/** No event has arrived for far longer than is usual at this hour. */
export const silence = concern({
  topic: 'silence',
  find: ({ lastEventMs, upSinceMs, usualGapMs }, { nowMs }) => {
    if (lastEventMs === null || usualGapMs === null) return null;
    // While nothing could arrive, nothing was silent.
    const sinceMs = Math.max(lastEventMs, upSinceMs ?? 0);
    return isSilent(sinceMs, usualGapMs, nowMs) ? { quietMs: nowMs - sinceMs, usualGapMs } : null;
  },
  headline: ({ quietMs, usualGapMs }, facts) => ({
    tone: 'warn',
    sentence: `No event for ${formatDuration(quietMs, 'whole')}.`,
    rest: sentences([
      `At this hour there is usually one every ${formatDuration(usualGapMs, 'whole')}.`,
      streamsSentence(facts),
    ]),
    act: { label: 'Open event streams', href: paths.streams },
  }),
  rows: ({ quietMs, usualGapMs }) => [
    {
      key: 'silence',
      tone: 'warn',
      title: `No event for ${formatDuration(quietMs, 'whole')}`,
      detail: `usually one every ${formatDuration(usualGapMs, 'whole')} at this hour`,
      act: { label: 'Open', href: paths.streams },
    },
  ],
  signs: ({ quietMs, usualGapMs }) => [
    {
      key: 'silence',
      rule: 'silence',
      tone: 'warn',
      title: `No event for ${formatDuration(quietMs, 'whole')}`,
      detail: `usually one every ${formatDuration(usualGapMs, 'whole')} at this hour`,
      act: { label: 'Open event streams', href: paths.streams },
      level: null,
      streamId: null,
    },
  ],
});
