'use client';

import Link from 'next/link';
import { paths } from '@/lib/paths';
import { changedText } from '@/lib/events/changed-text';
import { type EventSummary } from '@/lib/events/event-record';
import { dayKey } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { cn } from '../ui/cn';
import { DayTime } from '../ui/day-time';
import { EventTypeIcon } from '../parts/event-type';
import { useNow } from '../ui/now';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { OutcomeChip } from '../parts/status-chip';
import { TextLink } from '../ui/text-link';
import { useZone } from '../ui/zone';
import { minuteMs } from '@/lib/spans';

/** The newest arrivals; each row leads to its event. */
export function LatestEvents({ events }: { events: readonly EventSummary[] }) {
  const { timeZone } = useZone();
  const today = dayKey(useNow(minuteMs), timeZone);
  const showsDays = events.some((event) => dayKey(event.receivedAtMs, timeZone) !== today);
  return (
    <section aria-label="Latest events">
      <SectionHead
        title="Latest events"
        className="border-b px-6 max-phone:px-3"
        aside={
          <TextLink href={paths.events} className="text-small">
            All events
          </TextLink>
        }
      />
      <ul aria-label="Latest events">
        {events.map((event) => (
          <LatestEvent key={event.id} event={event} showsDays={showsDays} />
        ))}
      </ul>
    </section>
  );
}

interface LatestEventProps {
  event: EventSummary;
  /** Some row is of another day: the times need more room. */
  showsDays: boolean;
}

function LatestEvent({ event, showsDays }: LatestEventProps) {
  const changed = changedText(event);
  const subject = event.subjectLabel ?? event.subjectId ?? 'no subject';
  return (
    <li className="border-b">
      <Link
        href={paths.event(event.id)}
        prefetch={false}
        title={visibleText(event.type)}
        className={cn(
          'grid h-9 grid-cols-[var(--time)_16px_minmax(0,1.7fr)_minmax(0,1fr)_104px] items-center gap-x-3 px-6 narrow focus-row quick hover:bg-hover max-phone:grid-cols-[var(--time)_16px_minmax(0,1fr)_auto] max-phone:gap-x-2 max-phone:px-3',
          showsDays ? '[--time:88px]' : '[--time:66px] max-phone:[--time:62px]',
        )}
      >
        <span className="text-ink-2">
          <DayTime ms={event.receivedAtMs} />
        </span>
        <EventTypeIcon type={event.type} />
        {/* Relative, so that the unseen word is cut off with the rest and makes nothing wider. */}
        <span className="relative truncate text-body">
          <OutsideText>{subject}</OutsideText> <span className="sr-only">{visibleText(event.type)}</span>
        </span>
        <span
          className={cn('truncate text-body max-phone:hidden', changed.quiet ? 'text-ink-3' : 'text-ink-2')}
          title={visibleText(changed.text)}
        >
          <OutsideText>{changed.text}</OutsideText>
        </span>
        <span className="justify-self-start">
          <OutcomeChip outcome={event.outcome} />
        </span>
      </Link>
    </li>
  );
}
