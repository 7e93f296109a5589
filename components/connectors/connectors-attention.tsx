'use client';

import { Inbox, type LucideIcon, OctagonX, Pause } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { ButtonLink } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { KeyCap } from '@/components/ui/key-cap';
import { SectionHead } from '@/components/ui/page-parts';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type ConnectorRow } from '@/lib/connectors/connector-answers';
import { holdWords, waitingOf } from '@/lib/connectors/connector-words';
import { paths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';

interface Need {
  key: string;
  icon: LucideIcon;
  tone: string;
  title: string;
  detail: string;
  sinceMs: number;
  act: { label: string; href: string };
}

/** As many as there are number keys. */
const mostRows = 9;

/** What a person should look at, worst first; each row has one act and a number key. */
export function ConnectorsAttention({ connectors }: { connectors: readonly ConnectorRow[] }) {
  const needs = [...connectors.flatMap(holdOf), ...connectors.flatMap(reviewOf), ...connectors.flatMap(pauseOf)].slice(
    0,
    mostRows,
  );
  if (needs.length === 0) return null;
  return (
    <section aria-label="Needs attention" className="mt-6">
      <SectionHead title="Needs attention" count={needs.length} className="border-b px-6 max-phone:px-3" />
      <ul aria-label="Needs attention">
        {needs.map((need, index) => (
          <NeedRow key={need.key} need={need} number={String(index + 1)} />
        ))}
      </ul>
    </section>
  );
}

function waitText({ lanes, eventsBehind }: ConnectorRow): string {
  const parts = [
    waitingOf(lanes) === 0 ? '' : formatCounted(waitingOf(lanes), 'user'),
    eventsBehind === 0 ? '' : formatCounted(eventsBehind, 'event'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing waits.' : `${parts.join(' and ')} behind.`;
}

function holdOf(connector: ConnectorRow): Need[] {
  const { id, name, state, holdReason, stateSinceMs } = connector;
  if (state !== 'held' || holdReason === null) return [];
  const { title, detail } = holdWords[holdReason];
  return [
    {
      key: `hold ${id}`,
      icon: OctagonX,
      tone: 'text-bad',
      title: `${isolatedText(name)} is held: ${title}`,
      detail: `${waitText(connector)} ${detail}`,
      sinceMs: stateSinceMs,
      act: { label: 'Open', href: paths.connector(id) },
    },
  ];
}

function reviewOf({ id, name, lanes: { review }, oldestWaitingMs, stateSinceMs }: ConnectorRow): Need[] {
  if (review === 0) return [];
  return [
    {
      key: `review ${id}`,
      icon: Inbox,
      tone: 'text-warn',
      title: `${formatCounted(review, 'user waits', 'users wait')} for a decision in ${isolatedText(name)}`,
      detail: 'A record cannot be told, or the other side refuses what changed. Each case says what can be done.',
      sinceMs: oldestWaitingMs ?? stateSinceMs,
      act: { label: 'Review', href: paths.connectorReviews(id) },
    },
  ];
}

function pauseOf(connector: ConnectorRow): Need[] {
  const { id, name, state, stateBy, stateSinceMs } = connector;
  if (state !== 'paused') return [];
  return [
    {
      key: `pause ${id}`,
      icon: Pause,
      tone: 'text-ink-3',
      title: `${isolatedText(name)} is paused`,
      detail: `${waitText(connector)} Paused by ${isolatedText(stateBy ?? 'somebody')}.`,
      sinceMs: stateSinceMs,
      act: { label: 'Open', href: paths.connector(id) },
    },
  ];
}

function NeedRow({ need: { icon: Icon, tone, title, detail, sinceMs, act }, number }: { need: Need; number: string }) {
  const router = useRouter();
  useShortcut(number, () => router.push(act.href));
  return (
    <li className="flex min-h-15 items-center gap-3 border-b px-6 py-2 max-phone:px-3">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={`shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium" title={title}>
          {title}
        </p>
        <p className="truncate text-small text-ink-2" title={detail}>
          {detail}
        </p>
      </div>
      <span className="text-ink-2 max-phone:hidden">
        <DayTime ms={sinceMs} />
      </span>
      <ButtonLink href={act.href} aria-keyshortcuts={number} aria-label={`${act.label}: ${title}`}>
        {act.label}
      </ButtonLink>
      <KeyCap className="max-phone:hidden">{number}</KeyCap>
    </li>
  );
}
