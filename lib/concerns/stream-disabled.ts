import { paths } from '../paths';
import { formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { disabledSign, isNotOurDoing } from './disabled-sign';
import { lastEventSentence, sentences } from './sentences';

/** Event streams that post here and are disabled without a failure, as a person does it. */
export const streamDisabled = concern({
  topic: 'disabled',
  find: ({ streams: { streams } }) => {
    const found = (streams ?? []).filter(
      ({ status, pointsHere, failedNow }) => status === 'disabled' && pointsHere && failedNow === 0,
    );
    return found.length === 0 ? null : found;
  },
  headline: ([stream, ...more], facts, view) => {
    const others = more.length === 0 ? '' : ` and ${formatCounted(more.length, 'other event stream')}`;
    return {
      tone: 'warn',
      sentence: `“${isolatedText(stream?.name ?? '')}”${others} ${more.length === 0 ? 'is' : 'are'} disabled.`,
      rest: sentences(['Auth0 keeps no events for a disabled event stream.', lastEventSentence(facts, view)]),
      act:
        stream === undefined || more.length > 0
          ? { label: 'Open event streams', href: paths.streams }
          : { label: 'Open the event stream', href: paths.stream(stream.id) },
    };
  },
  rows: (found) =>
    found.slice(0, 2).map((stream) => ({
      key: `disabled ${stream.id}`,
      tone: 'warn',
      title: `“${isolatedText(stream.name)}” is disabled`,
      detail: 'Auth0 keeps no events for a disabled event stream',
      act: { label: 'Open', href: paths.stream(stream.id) },
    })),
  // One that was disabled when it was first seen is meant to be.
  signs: (found) =>
    found
      .filter((stream) => stream.statusChange !== null && isNotOurDoing(stream))
      .map((stream) => ({
        ...disabledSign(stream),
        title: `${isolatedText(stream.name)} is disabled`,
        detail: 'Auth0 keeps no events for a disabled event stream',
      })),
});
