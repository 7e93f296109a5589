'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode } from 'react';
import { useQueryState, useQueryStates } from 'nuqs';
import { paths } from '@/lib/paths';
import { changedText } from '@/lib/events/changed-text';
import {
  eventFiltersQuery,
  eventHref,
  eventPlaceQuery,
  eventSearchParsers,
  eventTabParser,
} from '@/lib/events/event-search';
import { type EventView } from '@/lib/story/event-view';
import { truncateMiddle } from '@/lib/text/format';
import { toApiError } from '../data/api';
import { Screen } from '../shell/screen';
import { IconButton } from '../ui/button';
import { eventTypeIcon } from '../parts/event-type';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { OutsideText } from '../ui/outside-text';
import { SectionHead, SubjectLine } from '../ui/page-parts';
import { SkeletonText } from '../ui/skeleton';
import { OutcomeChip } from '../parts/status-chip';
import { useShortcut } from '../ui/use-shortcut';
import { CopyAsMenu, OpenUser } from './event-actions';
import { EventChanges } from './event-changes';
import { EventFactLine } from './event-facts';
import { eventViewQuery } from './event-queries';
import { firstReceipt, RequestFacts } from './event-request';
import { EventTabs } from './event-tabs';
import { OneSidedStory } from './one-sided-story';
import { PersonBeforeAfter } from './person-before-after';
import { TwoSidedStory } from './two-sided-story';

/** One event as a page: what both sides did, what it changed, what was received. */
export function EventScreen({ id, connectors }: { id: string; connectors: ReactNode }) {
  const [search] = useQueryStates(eventSearchParsers);
  const [tab] = useQueryState('tab', eventTabParser);
  const listHref = `${paths.events}${eventPlaceQuery(search, 'summary')}`;
  const { data: view, error, dataUpdatedAt, refetch } = useQuery(eventViewQuery(id, eventFiltersQuery(search)));
  const retry = () => void refetch();
  const failure = error === null ? null : toApiError(error);
  return (
    <Screen title={truncateMiddle(id, 16)} path={[{ href: listHref, label: 'Events' }]} mono>
      {failure && view ? (
        <FailedBanner what="The event" error={failure} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      {failure && !view ? <FailedState what="The event" error={failure} onRetry={retry} /> : null}
      {!failure && !view ? <SkeletonText lines={10} className="p-6" /> : null}
      {view ? (
        <EventBody view={view} query={eventPlaceQuery(search, tab)} listHref={listHref} connectors={connectors} />
      ) : null}
    </Screen>
  );
}

interface EventBodyProps {
  view: EventView;
  /** Filters, cursor and tab, to be kept on the way to another event. */
  query: string;
  listHref: string;
  /** What each connector has made of the event. */
  connectors: ReactNode;
}

function EventBody({ view, query, listHref, connectors }: EventBodyProps) {
  return (
    <>
      <div className="px-6 pt-4 max-phone:px-3">
        <SubjectLine
          icon={eventTypeIcon(view.type)}
          title={view.type}
          chips={<Chips view={view} />}
          actions={
            <>
              <Steps view={view} query={query} listHref={listHref} />
              <CopyAsMenu view={view} />
              <OpenUser view={view} />
            </>
          }
        />
        <div className="mt-3">
          <EventFactLine view={view} />
        </div>
      </div>
      <EventTabs view={view} className="mt-3" summary={<Summary view={view} query={query} connectors={connectors} />} />
    </>
  );
}

function Chips({ view }: { view: EventView }) {
  return (
    <>
      <OutcomeChip outcome={view.outcome} rowChanged={view.rowChanged} />
      <span className="min-w-0 truncate text-body text-ink-2">
        <Sentence view={view} />
      </span>
    </>
  );
}

/** "Ada Okafor changed email", "Ada Okafor, created". */
function Sentence({ view }: { view: EventView }) {
  const { text, quiet } = changedText(view);
  if (view.subjectLabel === null) return <OutsideText>{text}</OutsideText>;
  const isEdit = view.type === 'user.updated' && view.outcome !== 'error' && !quiet;
  return (
    <>
      <OutsideText>{view.subjectLabel}</OutsideText>
      {isEdit ? ' changed ' : ', '}
      <OutsideText>{text}</OutsideText>
    </>
  );
}

/** To the neighbours under the same filters, and back to the list; the filters stay. */
function Steps({ view: { neighbours }, query, listHref }: Omit<EventBodyProps, 'connectors'>) {
  const router = useRouter();
  const go = (id: string | null) => {
    if (id !== null) router.replace(eventHref(id, query));
  };
  useShortcut('j', () => go(neighbours.older));
  useShortcut('k', () => go(neighbours.newer));
  useShortcut('Escape', () => router.push(listHref));
  return (
    <>
      <IconButton
        label="Newer event"
        keys="K"
        icon={ChevronUp}
        disabled={neighbours.newer === null}
        onClick={() => go(neighbours.newer)}
      />
      <IconButton
        label="Older event"
        keys="J"
        icon={ChevronDown}
        disabled={neighbours.older === null}
        onClick={() => go(neighbours.older)}
      />
    </>
  );
}

function Summary({ view, query, connectors }: Omit<EventBodyProps, 'listHref'>) {
  const receipt = firstReceipt(view);
  return (
    <div className="rail:grid rail:min-h-[calc(100dvh-188px)] rail:grid-cols-[minmax(0,1fr)_440px]">
      <div className="px-6 pt-2 pb-6 max-phone:px-3">
        <div className="max-phone:hidden">
          <TwoSidedStory view={view} />
        </div>
        <div className="phone:hidden">
          <SectionHead title="What happened" />
          <OneSidedStory view={view} />
        </div>
      </div>
      <div className="border-line *:border-b *:px-5 *:pt-1 *:pb-4 *:last:border-b-0 max-rail:border-t max-phone:*:px-3 rail:border-l">
        <EventChanges view={view} />
        <PersonBeforeAfter view={view} query={query} />
        {connectors}
        {receipt ? (
          <section aria-label="Request">
            <SectionHead title="Request" />
            <RequestFacts receipt={receipt} />
          </section>
        ) : null}
      </div>
    </div>
  );
}
