'use client';

import { useQueryState } from 'nuqs';
import { type ReactNode } from 'react';
import { splitNoise } from '@/lib/events/changed-text';
import { type EventTab, eventTabParser, eventTabs } from '@/lib/events/event-search';
import { type EventView } from '@/lib/story/event-view';
import { formatBytes } from '@/lib/text/format';
import { TabPanel, Tabs } from '../ui/tabs';
import { bodyBytes } from './event-body';
import { EventChanges } from './event-changes';
import { EventPayload } from './event-payload';
import { EventReceipts } from './event-receipts';
import { EventRequest } from './event-request';

const labels: Record<EventTab, string> = {
  summary: 'Summary',
  changes: 'Changes',
  payload: 'Payload',
  request: 'Request',
  receipts: 'Receipts',
};

interface EventTabsProps {
  view: EventView;
  /** What the first tab shows: it differs between page and sheet, the others do not. */
  summary: ReactNode;
  isSheet?: boolean | undefined;
  className?: string | undefined;
}

/** The sides of one event. The open tab is in the URL. */
export function EventTabs({ view, summary, isSheet = false, className }: EventTabsProps) {
  const [tab, setTab] = useQueryState('tab', eventTabParser.withOptions({ history: 'replace' }));
  const open = (value: string) => void setTab(eventTabs.find((known) => known === value) ?? null);
  const bytes = bodyBytes(view);
  const counts: Record<EventTab, number | string | undefined> = {
    summary: undefined,
    changes: splitNoise(view.changes).shown.length + view.firstValues.length,
    // A sheet has no room for the size.
    payload: isSheet || bytes === null ? undefined : formatBytes(bytes),
    request: undefined,
    receipts: view.receiptCount,
  };
  const tabs = eventTabs.map((value) => ({ value, label: labels[value], count: counts[value] }));
  const inset = isSheet ? 'px-5 py-3' : 'px-6 py-4 max-phone:px-3';
  return (
    <Tabs
      label="Event"
      tabs={tabs}
      value={tab}
      onValueChange={open}
      rootClassName={className}
      className={isSheet ? 'gap-4 px-5' : undefined}
    >
      <TabPanel value="summary">{summary}</TabPanel>
      <TabPanel value="changes" className={`${inset} max-w-[860px]`}>
        <EventChanges view={view} />
      </TabPanel>
      <TabPanel value="payload" className={inset}>
        <EventPayload view={view} />
      </TabPanel>
      <TabPanel value="request" className={inset}>
        <EventRequest view={view} />
      </TabPanel>
      <TabPanel value="receipts" className={inset}>
        <EventReceipts view={view} isNarrow={isSheet} />
      </TabPanel>
    </Tabs>
  );
}
