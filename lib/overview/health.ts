import { formatClock, formatCount, formatCounted, formatDuration, formatRecent, formatRelative } from '../format';
import { isAtRisk } from '../streams/stream-view';
import { looksTrouble, noFailureSentence } from './delivery-looks';
import { type HealthFacts, type StreamFact } from './overview';
import { leftToLimit, streamNearestLimit, usedOfLimit } from './stream-risk';
import { isSilent } from './usual-gap';

/** Now and the zone times are written in: the sentence is made where it is read, so that "12 s ago" stays true. */
export interface HealthView {
  nowMs: number;
  timeZone: string;
}

/** What the worst fact is about; decides the icon. */
export type HealthTopic =
  | 'healthy'
  | 'risk'
  | 'failed'
  | 'disabled'
  | 'rejected'
  | 'error'
  | 'credential'
  | 'management'
  | 'silence'
  | 'waiting';

export interface Health {
  topic: HealthTopic;
  tone: 'ok' | 'warn' | 'bad';
  /** One sentence: the worst fact with its number and its time. */
  sentence: string;
  /** The rest in one line. */
  rest: string;
  /** The one thing to do about it. */
  act: { label: string; href: string } | null;
}

type Rule = (facts: HealthFacts, view: HealthView) => Health | null;

/** Worst first. The first that applies is the headline. */
const rules: readonly Rule[] = [
  withoutCredential,
  streamAtRisk,
  failedDeliveries,
  streamDisabled,
  rejectedRequests,
  mirrorErrors,
  managementTrouble,
  deliveriesUnknown,
  silence,
];

/** One sentence of health: the worst fact first, and when there is none, that all is well. */
export function healthOf(facts: HealthFacts, view: HealthView): Health {
  for (const rule of rules) {
    const found = rule(facts, view);
    if (found !== null) return found;
  }
  return healthy(facts, view);
}

/** Event streams that are disabled although somebody waits for their events: they post here, or deliveries have failed. */
export function disabledStreams({ streams }: HealthFacts): StreamFact[] {
  return (streams.streams ?? []).filter((one) => one.status === 'disabled' && (one.pointsHere || one.failedNow > 0));
}

function withoutCredential({ hasCredential }: HealthFacts): Health | null {
  if (hasCredential) return null;
  return {
    topic: 'credential',
    tone: 'bad',
    sentence: 'No webhook credential is set: every request is rejected.',
    rest: 'Set WEBHOOK_TOKEN to the secret that the event stream sends, then restart.',
    act: { label: 'Open set-up', href: '/?setup' },
  };
}

function streamAtRisk(facts: HealthFacts, view: HealthView): Health | null {
  const stream = streamNearestLimit(facts);
  if (stream === null || !isAtRisk(stream) || stream.status !== 'enabled') return null;
  const left = leftToLimit(stream);
  return {
    topic: 'risk',
    tone: left === null ? 'bad' : 'warn',
    sentence:
      left === null
        ? `“${stream.name}” has reached the limit at which Auth0 disables an event stream.`
        : `“${stream.name}” will be disabled by Auth0 after ${left}.`,
    rest: words([
      `${usedOfLimit(stream)} are used up.`,
      othersSentence(facts, stream.id),
      lastEventSentence(facts, view),
    ]),
    act: {
      label: `Show ${formatCounted(stream.failedNow, 'failure')}`,
      href: `/deliveries?stream=${encodeURIComponent(stream.id)}`,
    },
  };
}

function failedDeliveries(facts: HealthFacts, view: HealthView): Health | null {
  const { total, oldestMs, causes } = facts.failed;
  if (total === 0) return null;
  const what = `${formatCounted(total, 'delivery', 'deliveries')} failed at Auth0`;
  const disabled = disabledStreams(facts).filter((stream) => stream.failedNow > 0);
  const worst = disabled[0];
  const when = oldestMs === null ? '' : `, ${total === 1 ? '' : 'the oldest '}${formatRelative(oldestMs, view.nowMs)}`;
  const named = causes.slice(0, 2).map((cause) => `${formatCount(cause.count)} × ${cause.title}`);
  return {
    topic: 'failed',
    tone: 'bad',
    sentence: `${what}${when}${worst === undefined ? '' : `, and “${worst.name}” is disabled`}.`,
    rest: words([
      named.length === 0 ? '' : `${named.join(' · ')}.`,
      worst === undefined ? streamsSentence(facts) : 'Auth0 keeps no new events for a disabled event stream.',
      endSentence(looksTrouble(facts, view)?.title ?? ''),
      lastEventSentence(facts, view),
    ]),
    act: { label: total === 1 ? 'Show the failure' : `Show ${formatCount(total)} failures`, href: '/deliveries' },
  };
}

function streamDisabled(facts: HealthFacts, view: HealthView): Health | null {
  const [stream, ...more] = disabledStreams(facts);
  if (stream === undefined) return null;
  const others = more.length === 0 ? '' : ` and ${formatCounted(more.length, 'other event stream')}`;
  return {
    topic: 'disabled',
    tone: 'warn',
    sentence: `“${stream.name}”${others} ${more.length === 0 ? 'is' : 'are'} disabled.`,
    rest: words(['Auth0 keeps no events for a disabled event stream.', lastEventSentence(facts, view)]),
    act:
      more.length === 0
        ? { label: 'Open the event stream', href: `/streams/${encodeURIComponent(stream.id)}` }
        : { label: 'Open event streams', href: '/streams' },
  };
}

function rejectedRequests(facts: HealthFacts, view: HealthView): Health | null {
  const { lastHour, newestMs, newestReason } = facts.rejections;
  if (lastHour === 0) return null;
  const when =
    newestMs === null ? '' : `, ${lastHour === 1 ? 'at' : 'the newest at'} ${formatClock(newestMs, view.timeZone)}`;
  return {
    topic: 'rejected',
    tone: 'warn',
    sentence: `The webhook rejected ${formatCounted(lastHour, 'request')} in the last hour${when}.`,
    rest: words([
      newestReason === null ? '' : endSentence(newestReason),
      streamsSentence(facts),
      lastEventSentence(facts, view),
    ]),
    act: { label: lastHour === 1 ? 'Show it' : 'Show them', href: '/?rejections' },
  };
}

function mirrorErrors(facts: HealthFacts, view: HealthView): Health | null {
  const { count, newestMs, reason } = facts.errors;
  if (count === 0) return null;
  const when = newestMs === null ? '' : `, ${count === 1 ? 'at' : 'the newest at'} ${formatRecent(newestMs, view)}`;
  return {
    topic: 'error',
    tone: 'bad',
    sentence: `${formatCounted(count, 'event')} could not be applied to the mirror${when}.`,
    rest: words([
      reason === null ? '' : endSentence(reason),
      count === 1 ? 'It is stored; nothing is lost.' : 'They are stored; nothing is lost.',
      lastEventSentence(facts, view),
    ]),
    act: {
      label: count === 1 ? 'See the event' : `See ${formatCount(count)} events`,
      href: '/events?outcome=error&last=24h',
    },
  };
}

function managementTrouble(facts: HealthFacts, view: HealthView): Health | null {
  const { configured, failure, asOfMs, streams } = facts.streams;
  if (!configured) {
    return {
      topic: 'management',
      tone: 'warn',
      sentence: 'Failed deliveries cannot be seen: the Management API is not configured.',
      rest: words([
        'Set AUTH0_MANAGEMENT_CLIENT_ID and AUTH0_MANAGEMENT_CLIENT_SECRET. Events are recorded all the same.',
        lastEventSentence(facts, view),
      ]),
      act: { label: 'Open set-up', href: '/?setup' },
    };
  }
  if (failure === null) return null;
  const since = asOfMs === null ? '' : ` since ${formatRecent(asOfMs, view)}`;
  return {
    topic: 'management',
    tone: 'warn',
    sentence: `The Management API has not answered${since}${streams === null ? ' yet' : ''}.`,
    rest: words([endSentence(failure), 'Events are recorded all the same.', lastEventSentence(facts, view)]),
    act: { label: 'Open set-up', href: '/?setup' },
  };
}

function deliveriesUnknown(facts: HealthFacts, view: HealthView): Health | null {
  const trouble = looksTrouble(facts, view);
  if (trouble === null) return null;
  return {
    topic: 'management',
    tone: 'warn',
    sentence: `${trouble.title}.`,
    rest: words([endSentence(trouble.failure), 'Events are recorded all the same.', lastEventSentence(facts, view)]),
    act: { label: 'Open failed deliveries', href: '/deliveries' },
  };
}

function silence(facts: HealthFacts, view: HealthView): Health | null {
  const { lastEventMs, usualGapMs } = facts;
  if (!isSilent(lastEventMs, usualGapMs, view.nowMs) || lastEventMs === null || usualGapMs === null) return null;
  return {
    topic: 'silence',
    tone: 'warn',
    sentence: `No event for ${formatDuration(view.nowMs - lastEventMs, 'whole')}.`,
    rest: words([
      `At this hour there is usually one every ${formatDuration(usualGapMs, 'whole')}.`,
      streamsSentence(facts),
    ]),
    act: { label: 'Open event streams', href: '/streams' },
  };
}

function healthy(facts: HealthFacts, view: HealthView): Health {
  const { streams } = facts.streams;
  const last = lastEventSentence(facts, view);
  if (streams === null) {
    return {
      topic: 'waiting',
      tone: 'ok',
      sentence: last === '' ? 'Waiting for the first event.' : last,
      rest: 'The Management API has not been asked yet; its event streams follow in a moment.',
      act: null,
    };
  }
  const gap = facts.usualGapMs;
  const usual = gap === null ? '' : `At this hour there is usually one every ${formatDuration(gap, 'whole')}.`;
  return {
    topic: 'healthy',
    tone: 'ok',
    sentence: words([streamsSentence(facts), last]),
    rest: words([`${noFailureSentence(facts, view)}, no request was rejected in the last hour.`, usual]),
    act: null,
  };
}

/** "All 3 event streams healthy." Empty when the list is not known. */
function streamsSentence({ streams: { streams } }: HealthFacts): string {
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
function othersSentence({ streams: { streams } }: HealthFacts, id: string): string {
  const others = (streams ?? []).filter((stream) => stream.id !== id && stream.status === 'enabled');
  if (others.length === 0 || others.some((stream) => stream.failedNow > 0)) return '';
  return others.length === 1
    ? 'The other enabled event stream is healthy.'
    : `The other ${formatCount(others.length)} enabled event streams are healthy.`;
}

function lastEventSentence({ lastEventMs }: HealthFacts, { nowMs }: HealthView): string {
  return lastEventMs === null ? '' : `Last event ${formatRelative(lastEventMs, Math.max(lastEventMs, nowMs))}.`;
}

const words = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

const endSentence = (text: string) => (/(^|[.!?…])$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
