import { paths } from '../paths';
import { budgetUsed, nearerLimit } from '../streams/failure-budget';
import { formatCount, formatCounted, formatRelative } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern, type ConcernView } from './concern';
import { type StreamFact } from './concern-facts';
import { causesSentence } from './failed-deliveries';
import { disabledSign, isNotOurDoing } from './disabled-sign';
import { lastEventSentence, sentences } from './sentences';
import { limitNoun } from './stream-risk';

/**
 * Disabled event streams with failed deliveries: Auth0 drops every new event for them. It does not say who disabled them;
 * only a limit that is reached tells that Auth0 did.
 */
export const disabledWithFailures = concern({
  topic: 'disabled',
  find: ({ streams: { streams } }) => {
    const found = (streams ?? []).filter(({ status, failedNow }) => status === 'disabled' && failedNow > 0);
    return found.length === 0 ? null : found.toSorted((a, b) => b.failedNow - a.failedNow);
  },
  headline: (found, facts, view) => {
    const [worst] = found;
    const more = found.length - 1;
    const others = more === 0 ? '' : `${formatCounted(more, 'more disabled event stream')} with failures.`;
    return {
      tone: 'bad',
      sentence: worst === undefined ? '' : `${disabledText(worst)}${lastFailedText(worst, view)}.`,
      rest: sentences([
        'Auth0 keeps no new events for a disabled event stream.',
        others,
        causesSentence(facts),
        lastEventSentence(facts, view),
      ]),
      act:
        worst === undefined || more > 0
          ? { label: 'Open event streams', href: paths.streams }
          : { label: 'Open the event stream', href: paths.stream(worst.id) },
    };
  },
  rows: (found, _, view) =>
    found.slice(0, 3).map((stream) => ({
      key: `disabled ${stream.id}`,
      tone: 'bad',
      title:
        budgetUsed(stream) >= 1
          ? `Auth0 has disabled “${isolatedText(stream.name)}”`
          : `“${isolatedText(stream.name)}” is disabled`,
      detail: `${formatCounted(stream.failedNow, 'failed delivery', 'failed deliveries')}${lastFailedText(stream, view)} · Auth0 keeps no new events for it`,
      act: { label: 'Open', href: paths.stream(stream.id) },
    })),
  signs: (found) =>
    found.filter(isNotOurDoing).map((stream) => ({
      ...disabledSign(stream),
      title:
        budgetUsed(stream) >= 1
          ? `Auth0 has disabled ${isolatedText(stream.name)}`
          : `${isolatedText(stream.name)} is disabled`,
      detail: `${formatCounted(stream.failedNow, 'failed delivery', 'failed deliveries')} · Auth0 keeps no new events for it`,
    })),
});

function disabledText(stream: StreamFact): string {
  if (budgetUsed(stream) < 1) {
    return `“${isolatedText(stream.name)}” is disabled with ${formatCounted(stream.failedNow, 'failed delivery', 'failed deliveries')}`;
  }
  const reading = nearerLimit(stream);
  return `Auth0 has disabled “${isolatedText(stream.name)}” after ${formatCount(reading.value)} ${limitNoun(reading)}`;
}

function lastFailedText({ lastFailedAtMs }: StreamFact, { nowMs }: ConcernView): string {
  return lastFailedAtMs === null ? '' : `, the newest ${formatRelative(lastFailedAtMs, nowMs)}`;
}
