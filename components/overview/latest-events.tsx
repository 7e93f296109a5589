import Link from 'next/link';
import { changedText } from '@/lib/events/changed-text';
import { type EventSummary } from '@/lib/events/event-store';
import { cn } from '../ui/cn';
import { EventTypeIcon } from '../ui/event-type';
import { SectionHead } from '../ui/page-parts';
import { OutcomeChip } from '../ui/status-chip';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';

/** The newest arrivals; each row leads to its event. */
export function LatestEvents({ events }: { events: readonly EventSummary[] }) {
  return (
    <section aria-label="Latest events">
      <SectionHead
        title="Latest events"
        className="border-b px-6 max-phone:px-3"
        aside={
          <TextLink href="/events" className="text-small">
            All events
          </TextLink>
        }
      />
      <ul aria-label="Latest events">
        {events.map((event) => (
          <LatestEvent key={event.id} event={event} />
        ))}
      </ul>
    </section>
  );
}

function LatestEvent({ event }: { event: EventSummary }) {
  const changed = changedText(event);
  const subject = event.subjectLabel ?? event.subjectId ?? 'no subject';
  return (
    <li className="border-b">
      <Link
        href={`/events/${encodeURIComponent(event.id)}`}
        prefetch={false}
        title={event.type}
        className="grid h-9 grid-cols-[66px_16px_minmax(0,1.7fr)_minmax(0,1fr)_104px] items-center gap-x-3 px-6 narrow focus-row quick hover:bg-hover max-phone:grid-cols-[62px_16px_minmax(0,1fr)_auto] max-phone:gap-x-2 max-phone:px-3"
      >
        <Time ms={event.receivedAtMs} className="text-ink-2" />
        <EventTypeIcon type={event.type} />
        <span className="truncate text-body">
          {subject} <span className="sr-only">{event.type}</span>
        </span>
        <span
          className={cn('truncate text-body max-phone:hidden', changed.quiet ? 'text-ink-3' : 'text-ink-2')}
          title={changed.text}
        >
          {changed.text}
        </span>
        <span className="justify-self-start">
          <OutcomeChip outcome={event.outcome} />
        </span>
      </Link>
    </li>
  );
}
