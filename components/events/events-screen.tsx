'use client';

import { useRef } from 'react';
import { Screen } from '../shell/screen';
import { useRowSteps } from '../ui/use-row-steps';
import { EventFilterBar } from './event-filter-bar';
import { EventSheet } from './event-sheet';
import { EventsChart, useEventHistogram } from './events-chart';
import { EventsCountLine } from './events-count-line';
import { EventsRows } from './events-rows';
import { useAtTop } from './use-at-top';
import { useEventList } from './use-event-list';
import { useEventSearch } from './use-event-search';
import { useOpenEvent } from './use-open-event';
import { useZoom } from './use-zoom';

interface EventsScreenProps {
  /** Command that posts a first event, for an empty list. */
  sampleCommand: string;
}

/** All events, newest first: filters, a chart, the list, and the open row beside it. */
export function EventsScreen({ sampleCommand }: EventsScreenProps) {
  const container = useRef<HTMLDivElement>(null);
  const [atTop, setAtTop] = useAtTop(container);
  const state = useEventSearch();
  const opened = useOpenEvent(state.search);
  const list = useEventList(state, !atTop || opened.openId !== null);
  const chart = useEventHistogram(state.filtersQuery);
  const zoom = useZoom(state);
  const rows = list.shown.data?.items ?? [];
  const step = useRowSteps(
    rows.map((row) => row.id),
    { currentKey: opened.currentId, move: opened.move },
  );

  const toTop = () => {
    container.current?.querySelectorAll('[data-top-mark]').forEach((mark) => mark.scrollIntoView());
    setAtTop(true);
  };
  const showNew = () => {
    list.catchUp();
    if (list.isPaged) state.goTo(null);
    toTop();
  };
  const goTo: typeof state.goTo = (cursor) => {
    state.goTo(cursor);
    toTop();
  };
  return (
    <Screen title="Events" fill>
      <div ref={container} className="flex min-h-0 flex-1 flex-col max-phone:block">
        <span data-top-mark="" aria-hidden="true" className="absolute top-0 h-px w-px" />
        <EventFilterBar state={state} />
        <div className="flex min-h-0 flex-1 max-phone:block">
          <div className="flex min-w-0 flex-1 flex-col max-phone:block">
            <EventsCountLine
              page={list.shown.data}
              chart={chart}
              onResetZoom={zoom.reset}
              waiting={list.waiting}
              onShow={showNew}
            />
            <EventsChart chart={chart} zoom={zoom} />
            <EventsRows state={state} list={list} opened={opened} goTo={goTo} sampleCommand={sampleCommand} />
          </div>
          {opened.openId === null ? null : (
            <EventSheet
              key="sheet"
              id={opened.openId}
              row={rows.find((row) => row.id === opened.openId)}
              filtersQuery={state.filtersQuery}
              openHref={opened.hrefOf(opened.openId)}
              onClose={opened.close}
              onStep={step}
            />
          )}
        </div>
      </div>
    </Screen>
  );
}
