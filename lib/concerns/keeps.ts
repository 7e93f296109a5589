import { type ConcernFacts, type StreamFact } from './concern-facts';
import { isNotOurDoing } from './disabled-sign';
import { type AlertRule, signOfCause } from './sign';

/** What is looked at of an alert that is open. */
interface OpenAlert {
  key: string;
  rule: AlertRule;
  streamId: string | null;
  openedAtMs: number;
}

/**
 * Whether an alert stays open although what it is about is not among the signs now: nothing says that it is over. Silence ends
 * with an event, not with a quieter hour; nothing about event streams is known while Auth0 does not tell.
 */
export function keepsOpen({ key, rule, streamId, openedAtMs }: OpenAlert, facts: ConcernFacts): boolean {
  switch (rule) {
    case 'silence':
      return (facts.lastEventMs ?? 0) < openedAtMs;
    case 'budget':
    case 'stream_disabled':
      return (
        isAway(facts) ||
        staysDisabled(
          rule,
          facts.streams.streams?.find(({ id }) => id === streamId),
        )
      );
    case 'failures':
      return facts.failed.causes.some((cause) => signOfCause(cause.key) === key);
    case 'polling':
      return key === 'polling deliveries' && isAway(facts);
    default:
      return false;
  }
}

/** Auth0 does not tell of its event streams as they are now. */
function isAway({ streams: { streams, failure } }: ConcernFacts): boolean {
  return streams === null || failure !== null;
}

/** A budget that ended in the event stream being disabled is not over before that is. */
function staysDisabled(rule: 'budget' | 'stream_disabled', stream: StreamFact | undefined): boolean {
  if (stream === undefined || stream.status === 'enabled') return false;
  return rule === 'budget' ? stream.failedNow > 0 : isNotOurDoing(stream);
}
