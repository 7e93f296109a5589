'use client';

import { useQuery } from '@tanstack/react-query';
import { type EventSummary } from '@/lib/events/event-record';
import { visibleText } from '@/lib/text/outside-text';
import { type EventView } from '@/lib/story/event-view';
import { toApiError } from '../data/api';
import { Avatar } from '../ui/avatar';
import { EventTypeIcon } from '../parts/event-type';
import { OutsideText } from '../ui/outside-text';
import { FailedState } from '../ui/failed-state';
import { SectionHead } from '../ui/page-parts';
import { Sheet } from '../ui/sheet';
import { SkeletonText } from '../ui/skeleton';
import { OutcomeChip } from '../parts/status-chip';
import { CopyAsMenu, OpenUser } from './event-actions';
import { EventChanges } from './event-changes';
import { EventFactList } from './event-facts';
import { eventViewQuery } from './event-queries';
import { EventTabs } from './event-tabs';
import { OneSidedStory } from './one-sided-story';

interface EventSheetProps {
  id: string;
  /** The list's row of the event, if it is shown: its type and outcome are there before the rest has loaded. */
  row: EventSummary | undefined;
  filtersQuery: string;
  openHref: string;
  onClose: () => void;
  onStep: (by: 1 | -1) => void;
}

/** One event beside the list. */
export function EventSheet({ id, row, filtersQuery, openHref, onClose, onStep }: EventSheetProps) {
  const { data: view, error, refetch } = useQuery(eventViewQuery(id, filtersQuery));
  return (
    <Sheet
      label={`Event ${id}`}
      head={<Head event={view ?? row} />}
      onClose={onClose}
      onPrevious={() => onStep(-1)}
      onNext={() => onStep(1)}
      openHref={openHref}
      returnFocusTo={id}
      foot={view ? <CopyAsMenu view={view} align="start" /> : <span />}
    >
      {view ? <SheetBody view={view} /> : null}
      {!view && error ? (
        <FailedState what="The event" error={toApiError(error)} onRetry={() => void refetch()} />
      ) : null}
      {!view && !error ? <SkeletonText lines={8} className="px-5 py-4" /> : null}
    </Sheet>
  );
}

function Head({ event }: { event: Pick<EventSummary, 'type' | 'outcome' | 'rowChanged'> | undefined }) {
  if (!event) return null;
  return (
    <>
      <EventTypeIcon type={event.type} className="text-ink" />
      <h2 className="min-w-0 truncate" title={visibleText(event.type)}>
        <OutsideText>{event.type}</OutsideText>
      </h2>
      <OutcomeChip outcome={event.outcome} rowChanged={event.rowChanged} />
    </>
  );
}

function SheetBody({ view }: { view: EventView }) {
  return (
    <>
      <div className="px-5 pt-4 pb-3">
        <SheetSubject view={view} />
        <EventFactList view={view} />
      </div>
      <EventTabs
        view={view}
        isSheet
        className="border-t pt-1"
        summary={
          <>
            <div className="px-5 pt-1 pb-4">
              <SectionHead title="What happened" />
              <OneSidedStory view={view} />
            </div>
            <div className="border-t px-5 pt-1 pb-4">
              <EventChanges view={view} />
            </div>
          </>
        }
      />
    </>
  );
}

function SheetSubject({ view }: { view: EventView }) {
  const name = view.subjectLabel ?? view.subjectId;
  if (name === null) return null;
  const second = [view.user?.email, view.subjectId].find((text) => typeof text === 'string' && text !== name);
  return (
    <div className="mb-3 flex items-center gap-3">
      <Avatar name={name} size={28} />
      <div className="min-w-0 flex-1">
        <div className="truncate text-body font-semibold" title={visibleText(name)}>
          <OutsideText>{name}</OutsideText>
        </div>
        {typeof second !== 'string' ? null : (
          <OutsideText className="block truncate text-small text-ink-2">{second}</OutsideText>
        )}
      </div>
      <OpenUser view={view} />
    </div>
  );
}
