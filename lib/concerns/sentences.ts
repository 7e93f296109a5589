import { formatCount, formatCounted, formatRelative } from '../text/format';
import { type ConcernView } from './concern';
import { type ConcernFacts } from './concern-facts';

/** "All 3 event streams healthy." Empty when the list is not known. */
export function streamsSentence({ streams: { streams } }: ConcernFacts): string {
  if (streams === null) return '';
  const enabled = streams.filter((stream) => stream.status === 'enabled' && stream.failedNow === 0).length;
  const disabled = streams.filter((stream) => stream.status === 'disabled').length;
  const rest = disabled === 0 ? '' : `, ${formatCount(disabled)} disabled`;
  if (streams.length === 0) return 'The tenant has no event stream.';
  if (enabled === 0) return disabled === 0 ? '' : `${formatCounted(disabled, 'event stream')} disabled.`;
  if (enabled < streams.length) return `${formatCounted(enabled, 'event stream')} healthy${rest}.`;
  return enabled === 1 ? 'The event stream is healthy.' : `All ${formatCount(enabled)} event streams healthy.`;
}

/** "The other 2 enabled event streams are healthy." Empty when there is nothing good to say. */
export function othersSentence({ streams: { streams } }: ConcernFacts, id: string): string {
  const others = (streams ?? []).filter((stream) => stream.id !== id && stream.status === 'enabled');
  if (others.length === 0 || others.some((stream) => stream.failedNow > 0)) return '';
  return others.length === 1
    ? 'The other enabled event stream is healthy.'
    : `The other ${formatCount(others.length)} enabled event streams are healthy.`;
}

/** "Last event 12 s ago." Empty before the first. */
export function lastEventSentence({ lastEventMs }: ConcernFacts, { nowMs }: ConcernView): string {
  return lastEventMs === null ? '' : `Last event ${formatRelative(lastEventMs, Math.max(lastEventMs, nowMs))}.`;
}

/** Sentences in one line; empty ones are left out. */
export const sentences = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

/** Text with a full stop at its end. */
export const endSentence = (text: string) => (/(^|[.!?…])$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
