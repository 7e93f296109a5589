'use client';

import { changedText } from '@/lib/events/changed-text';
import { eventHref } from '@/lib/events/event-search';
import { type EventSummary } from '@/lib/events/event-record';
import { type EventView } from '@/lib/story/event-view';
import { dayKey, formatClock, formatDateTime, formatDayMonth } from '@/lib/text/format';
import { eventTypeIcon } from '../parts/event-type';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { OutcomeChip } from '../parts/status-chip';
import { TextLink } from '../ui/text-link';
import { Timeline, TimelineItem } from '../parts/timeline';
import { useZone } from '../ui/zone';

/** A few events of the same user on either side of this one, in event order. */
export function PersonBeforeAfter({ view, query }: { view: EventView; query: string }) {
  if (view.timeline.length === 0) return null;
  return (
    <section aria-label="This person before and after">
      <SectionHead title="This person before and after" />
      <Timeline label="This person before and after">
        {view.timeline.toReversed().map((event) => (
          <Neighbour key={event.id} event={event} view={view} query={query} />
        ))}
      </Timeline>
    </section>
  );
}

function Neighbour({ event, view, query }: { event: EventSummary; view: EventView; query: string }) {
  const { timeZone } = useZone();
  const { text } = changedText(event);
  const isThis = event.id === view.id;
  const atMs = event.timeMs ?? event.receivedAtMs;
  const isSameDay = dayKey(atMs, timeZone) === dayKey(view.timeMs ?? view.receivedAtMs, timeZone);
  return (
    <TimelineItem
      compact
      icon={eventTypeIcon(text === 'login only' ? 'login-only' : event.type)}
      tone={isThis ? 'accent' : 'plain'}
      time={
        <span className="text-mono" title={formatDateTime(atMs, timeZone)}>
          {isSameDay ? formatClock(atMs, timeZone) : formatDayMonth(atMs, timeZone)}
        </span>
      }
      aside={isThis ? 'this event' : event.outcome === 'late' ? <OutcomeChip outcome="late" /> : undefined}
    >
      {isThis ? (
        <strong className="font-semibold">
          <OutsideText>{text}</OutsideText>
        </strong>
      ) : (
        <TextLink href={eventHref(event.id, query)} className="text-ink hover:text-accent">
          <OutsideText>{text}</OutsideText>
        </TextLink>
      )}
    </TimelineItem>
  );
}
