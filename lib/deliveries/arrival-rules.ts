import { paths } from '../paths';
import { type FailureFacts } from './failure-facts';
import { act, type Rule } from './failure-rule';
import { slowPart } from './failure-words';

const eventOf = ({ eventId, receivedHere }: FailureFacts) =>
  eventId === null || receivedHere === 0 ? null : paths.event(eventId);

/** Whether every event of the failure has a receipt here. Only then nothing is lost. */
const haveAllArrived = ({ count, unseen, receivedHere }: FailureFacts) =>
  unseen === 0 && receivedHere > 0 && receivedHere === count;

/** The events of a request that Auth0 waited too long for are here, all of them. */
export const tooSlow: Rule = (facts) => {
  const { cause, pointsHere, attempt, count } = facts;
  if (cause.kind !== 'timeout' || !pointsHere || !haveAllArrived(facts)) return null;
  return {
    kind: 'too_slow',
    confidence: 'certain',
    headline: `The ${count === 1 ? 'event' : 'events'} arrived here, but our answer reached Auth0 too late.`,
    details: [attempt === null ? '' : slowPart(attempt)],
    action: act(
      'Nothing is lost: retrying only brings a duplicate. Fix what took long.',
      'Open its receipts',
      eventOf(facts),
    ),
  };
};

/** The connection broke, and yet all events are here. */
export const answerLost: Rule = (facts) => {
  const { cause, pointsHere, attempt, count } = facts;
  if (cause.kind !== 'connect' || !pointsHere || !attempt?.receipt || !haveAllArrived(facts)) return null;
  return {
    kind: 'answer_lost',
    confidence: 'certain',
    headline: `The ${count === 1 ? 'event' : 'events'} arrived here, but the connection broke before Auth0 had our answer.`,
    details: [slowPart(attempt)],
    action: act('Nothing is lost: retrying only brings a duplicate.', 'Open its receipts', eventOf(facts)),
  };
};

const retryOthers = 'Retry the others. A retry of one that arrived only brings a duplicate.';

/** Some arrived, and nothing is known of the others. It comes after what explains why the others did not. */
export const someArrived: Rule = ({ cause, pointsHere, receivedHere, attempt }) => {
  if (!pointsHere || receivedHere === 0) return null;
  const details = [attempt === null ? '' : slowPart(attempt)];
  if (cause.kind === 'timeout') {
    return {
      kind: 'too_slow',
      confidence: 'likely',
      headline: 'Some of the events arrived here, but our answer reached Auth0 too late.',
      details,
      action: act(`${retryOthers} Fix what took long.`),
    };
  }
  if (cause.kind !== 'connect' || !attempt?.receipt) return null;
  return {
    kind: 'answer_lost',
    confidence: 'likely',
    headline: 'Some of the events arrived here, but the connection broke before Auth0 had our answer.',
    details,
    action: act(retryOthers),
  };
};
