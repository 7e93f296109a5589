'use client';

import { useState } from 'react';
import { type EventSummary } from '@/lib/events/event-record';
import { formatCounted } from '@/lib/text/format';
import { eventTypeIcon } from '../parts/event-type';
import { TimelineItem } from '../parts/timeline';
import { TextButton } from '../ui/text-link';
import { Time } from '../ui/time';
import { UserEvent } from './user-event';

/** A run of sign-ins that changed nothing else, newest first, as one line that opens. */
export function SignIns({ events }: { events: readonly [EventSummary, EventSummary, ...EventSummary[]] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [newest] = events;
  const oldest = events.at(-1) ?? newest;
  return (
    <>
      <TimelineItem
        icon={eventTypeIcon('login-only')}
        time={<Time ms={newest.timeMs ?? newest.receivedAtMs} />}
        aside={
          <TextButton aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className="text-small">
            {isOpen ? 'Hide' : 'Show'}
          </TextButton>
        }
        note={
          <>
            since <Time ms={oldest.timeMs ?? oldest.receivedAtMs} />
          </>
        }
      >
        <span className="text-ink-2">{formatCounted(events.length, 'sign-in')}</span>
      </TimelineItem>
      {isOpen ? events.map((event) => <UserEvent key={event.id} event={event} />) : null}
    </>
  );
}
