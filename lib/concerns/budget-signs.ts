import { paths } from '../paths';
import { budgetUsed } from '../streams/failure-budget';
import { isolatedText } from '../text/outside-text';
import { type ConcernFacts, type StreamFact } from './concern-facts';
import { leftToLimit, usedOfLimit } from './stream-risk';
import { type Sign } from './sign';

/** Parts of a limit (per cent) that are told one after the other. */
export const budgetLevels = [50, 70, 90] as const;

/**
 * Every enabled event stream that has used half of a limit or more. The overview tells only the nearest to its limit; an alert
 * is about one.
 */
export function budgetSigns({ streams: { streams } }: ConcernFacts): Sign[] {
  return (streams ?? []).filter(({ status }) => status === 'enabled').flatMap(signOf);
}

function signOf(stream: StreamFact): Sign[] {
  const level = budgetLevels.findLast((part) => budgetUsed(stream) * 100 >= part);
  if (level === undefined) return [];
  const left = leftToLimit(stream);
  return [
    {
      key: `budget ${stream.id}`,
      rule: 'budget',
      topic: 'risk',
      tone: level === 50 ? 'warn' : 'bad',
      title: `${isolatedText(stream.name)}: ${usedOfLimit(stream)}`,
      detail: left === null ? 'Auth0 may disable it at any time' : `Auth0 disables it after ${left}`,
      act: { label: 'Open the event stream', href: paths.stream(stream.id) },
      level,
      streamId: stream.id,
    },
  ];
}
