import { formatClock, formatCounted, formatRecent } from '../format';
import { isAtRisk } from '../streams/stream-view';
import { looksTrouble } from './delivery-looks';
import { disabledStreams, type HealthTopic, type HealthView } from './health';
import { type HealthFacts } from './overview';
import { streamNearestLimit, usedOfLimit, usedPercent } from './stream-risk';

/** One thing a person should look at, with its one act. */
export interface AttentionRow {
  key: string;
  topic: HealthTopic;
  tone: 'warn' | 'bad';
  title: string;
  detail: string;
  act: { label: string; href: string };
}

/** More causes than this are one screen away; the list has room for six rows. */
const mostCauses = 3;

/** What needs attention, worst first. Every fact the health sentence can name is here too, each with one act. */
export function attentionRows(facts: HealthFacts, view: HealthView): AttentionRow[] {
  return [
    ...credentialRows(facts),
    ...riskRows(facts),
    ...causeRows(facts, view),
    ...disabledRows(facts),
    ...rejectionRows(facts, view),
    ...errorRows(facts, view),
    ...managementRows(facts, view),
    ...looksRows(facts, view),
  ];
}

function credentialRows({ hasCredential }: HealthFacts): AttentionRow[] {
  if (hasCredential) return [];
  return [
    {
      key: 'credential',
      topic: 'credential',
      tone: 'bad',
      title: 'No webhook credential is set',
      detail: 'every request is rejected · set WEBHOOK_TOKEN',
      act: { label: 'Open set-up', href: '/?setup' },
    },
  ];
}

function riskRows(facts: HealthFacts): AttentionRow[] {
  const stream = streamNearestLimit(facts);
  if (stream === null || !isAtRisk(stream)) return [];
  return [
    {
      key: 'risk',
      topic: 'risk',
      tone: 'warn',
      title: `“${stream.name}” is near Auth0’s limit`,
      detail: `${usedOfLimit(stream)}, ${usedPercent(stream)}`,
      act: { label: 'Open', href: `/streams/${encodeURIComponent(stream.id)}` },
    },
  ];
}

function causeRows({ failed }: HealthFacts, view: HealthView): AttentionRow[] {
  const rows = failed.causes.slice(0, mostCauses).map((cause): AttentionRow => {
    const since = cause.sinceMs === null ? '' : ` since ${formatRecent(cause.sinceMs, view)}`;
    const likely = cause.confidence === 'likely' ? 'likely: ' : '';
    return {
      key: `cause ${cause.key}`,
      topic: 'failed',
      tone: 'bad',
      title: cause.title,
      detail: `${formatCounted(cause.count, 'event')}${since} · ${likely}${cause.explanation}`,
      act: { label: 'Explain', href: `/deliveries?cause=${encodeURIComponent(cause.key)}` },
    };
  });
  const more = failed.causes.length - rows.length;
  if (more <= 0) return rows;
  const left = failed.causes.slice(mostCauses).reduce((sum, cause) => sum + cause.count, 0);
  return [
    ...rows,
    {
      key: 'more causes',
      topic: 'failed',
      tone: 'bad',
      title: formatCounted(more, 'more cause'),
      detail: formatCounted(left, 'event'),
      act: { label: 'Show', href: '/deliveries' },
    },
  ];
}

function disabledRows(facts: HealthFacts): AttentionRow[] {
  return disabledStreams(facts)
    .slice(0, 2)
    .map((stream) => ({
      key: `disabled ${stream.id}`,
      topic: 'disabled',
      tone: stream.failedNow > 0 ? 'bad' : 'warn',
      title: `“${stream.name}” is disabled`,
      detail:
        stream.failedNow > 0
          ? `${formatCounted(stream.failedNow, 'failed delivery', 'failed deliveries')} · Auth0 keeps no new events for it`
          : 'Auth0 keeps no events for a disabled event stream',
      act: { label: 'Open', href: `/streams/${encodeURIComponent(stream.id)}` },
    }));
}

function rejectionRows({ rejections }: HealthFacts, { timeZone }: HealthView): AttentionRow[] {
  const { lastHour, newestMs, newestReason } = rejections;
  if (lastHour === 0) return [];
  const newest = newestMs === null ? '' : `, the newest at ${formatClock(newestMs, timeZone)}`;
  return [
    {
      key: 'rejected',
      topic: 'rejected',
      tone: 'warn',
      title: formatCounted(lastHour, 'rejected request'),
      detail: `in the last hour${newest}${newestReason === null ? '' : ` · ${newestReason}`}`,
      act: { label: 'See requests', href: '/?rejections' },
    },
  ];
}

function errorRows({ errors }: HealthFacts, view: HealthView): AttentionRow[] {
  if (errors.count === 0) return [];
  const newest = errors.newestMs === null ? '' : `, the newest at ${formatRecent(errors.newestMs, view)}`;
  return [
    {
      key: 'error',
      topic: 'error',
      tone: 'bad',
      title: `${formatCounted(errors.count, 'event')} could not be applied`,
      detail: `in the last 24 h${newest}${errors.reason === null ? '' : ` · ${errors.reason}`}`,
      act: { label: 'See events', href: '/events?outcome=error&last=24h' },
    },
  ];
}

function managementRows({ streams }: HealthFacts, view: HealthView): AttentionRow[] {
  if (streams.configured && streams.failure === null) return [];
  const asOf = streams.asOfMs === null ? '' : ` · last answer ${formatRecent(streams.asOfMs, view)}`;
  return [
    {
      key: 'management',
      topic: 'management',
      tone: 'warn',
      title: streams.configured ? 'The Management API does not answer' : 'The Management API is not configured',
      detail: streams.configured
        ? `${streams.failure ?? ''}${asOf}`
        : 'failed deliveries and event streams cannot be seen',
      act: { label: 'Open set-up', href: '/?setup' },
    },
  ];
}

function looksRows(facts: HealthFacts, view: HealthView): AttentionRow[] {
  const trouble = looksTrouble(facts, view);
  if (trouble === null) return [];
  return [
    {
      key: 'looks',
      topic: 'management',
      tone: 'warn',
      title: trouble.title,
      detail: trouble.failure,
      act: { label: 'Open', href: '/deliveries' },
    },
  ];
}
