import { formatDuration, formatRecent } from '../text/format';
import { type ConcernView, type Headline } from './concern';
import { type ConcernFacts } from './concern-facts';
import { lastEventSentence, sentences, streamsSentence } from './sentences';

/** What the overview says when there is no concern. */
export function healthy(facts: ConcernFacts, view: ConcernView): Headline {
  const last = lastEventSentence(facts, view);
  if (facts.streams.streams === null) {
    return {
      topic: 'waiting',
      tone: 'ok',
      sentence: last === '' ? 'Waiting for the first event.' : last,
      rest: 'The Management API has not answered yet; its event streams follow in a moment.',
      act: null,
    };
  }
  const gap = facts.usualGapMs;
  const usual = gap === null ? '' : `At this hour there is usually one every ${formatDuration(gap, 'whole')}.`;
  return {
    topic: 'healthy',
    tone: 'ok',
    sentence: sentences([streamsSentence(facts), last]),
    rest: sentences([`${noFailureText(facts, view)}, no request was rejected in the last hour.`, usual]),
    act: null,
  };
}

/** No failed delivery may be claimed only after Auth0 has just said so. */
function noFailureText({ failed: { polls } }: ConcernFacts, view: ConcernView): string {
  if (polls.checkedAtMs === null) return 'Failed deliveries have not been read yet';
  if (polls.failure !== null) return `No delivery had failed at ${formatRecent(polls.checkedAtMs, view)}`;
  return 'No delivery has failed';
}
