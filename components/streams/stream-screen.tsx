'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { type ReactNode, useState } from 'react';

import { toApiError } from '@/components/data/api';
import { useWhileLive } from '@/components/shell/live';
import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import { FailedBanner } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { paths } from '@/lib/paths';
import { streamParsers, streamTabs } from '@/lib/streams/stream-search';
import { budgetUsed } from '@/lib/streams/failure-budget';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { formatCounted } from '@/lib/text/format';

import { LedgerTab } from './ledger/ledger-tab';
import { StreamConfiguration } from './stream-configuration';
import { StreamHistory } from './stream-history';
import { StreamHead } from './stream-head';
import { StreamHealth } from './stream-health';
import { streamQuery, streamsEveryMs } from './stream-queries';
import { StreamsRefused } from './streams-refused';
import { WayBack } from './way-back';
import { TestEventPanel } from './test-event-panel';

interface StreamScreenProps {
  id: string;
  /** The person is an operator: may send test events, enable and disable. */
  mayAct: boolean;
  /** The person is an administrator: may change and delete it. */
  mayManage: boolean;
  /** About the Action that it calls; null for other destinations. */
  action: ReactNode;
}

/** One event stream: what state it is in, what failed, what arrived, what it is set to. */
export function StreamScreen({ id, ...may }: StreamScreenProps) {
  const [{ range }] = useQueryStates(streamParsers);
  const query = useQuery({
    ...streamQuery(id, range),
    placeholderData: keepPreviousData,
    refetchInterval: useWhileLive(streamsEveryMs),
  });
  const retry = () => void query.refetch();
  const { data } = query;
  if (data === undefined) {
    if (query.error === null) return <SkeletonText lines={6} className="max-w-[760px] p-6 max-phone:p-3" />;
    return <StreamsRefused what="The event stream" error={toApiError(query.error)} onRetry={retry} />;
  }
  return (
    <div className="flex min-h-full flex-col">
      {query.error === null ? null : (
        <FailedBanner
          what="The event stream"
          error={toApiError(query.error)}
          asOfMs={query.dataUpdatedAt}
          onRetry={retry}
        />
      )}
      {query.error === null && data.stale !== null ? (
        <Banner
          tone="failed"
          title={<OutsideText>{data.stale.failure}</OutsideText>}
          requestId={data.stale.requestId}
          action={<Button onClick={retry}>Try again</Button>}
        >
          Shown as last seen.
        </Banner>
      ) : null}
      <Loaded answer={data} {...may} />
    </div>
  );
}

function Loaded({ answer, mayAct, mayManage, action }: Omit<StreamScreenProps, 'id'> & { answer: StreamDetailAnswer }) {
  const [search, setSearch] = useQueryStates(streamParsers);
  const [isTesting, setIsTesting] = useState(false);
  const tabs = [
    { value: 'health', label: 'Health' },
    { value: 'ledger', label: 'Ledger' },
    { value: 'configuration', label: 'Configuration' },
    { value: 'history', label: 'History' },
  ];
  const openTab = (value: string) => {
    const tab = streamTabs.find((known) => known === value);
    if (tab !== undefined) void setSearch({ tab }, { history: 'push' });
  };
  return (
    <>
      <DisabledBanner answer={answer} isOnTheWay={search.back !== null} />
      <StreamHead answer={answer} mayAct={mayAct} isTesting={isTesting} onTest={() => setIsTesting(true)} />
      {search.back === null ? null : <WayBack answer={answer} mayAct={mayAct} />}
      {isTesting ? <TestEventPanel answer={answer} onClose={() => setIsTesting(false)} /> : null}
      <Tabs
        label="Event stream"
        tabs={tabs}
        value={search.tab}
        onValueChange={openTab}
        rootClassName="flex flex-1 flex-col"
      >
        <TabPanel value="health" className="flex flex-1 flex-col">
          <StreamHealth
            answer={answer}
            range={search.range}
            onRange={(range) => void setSearch({ range }, { history: 'push' })}
            isTesting={isTesting || search.back !== null}
            onAllSubscriptions={() => openTab('configuration')}
          />
        </TabPanel>
        <TabPanel value="ledger" className="flex flex-1 flex-col">
          <LedgerTab
            id={answer.stream.id}
            range={search.range}
            onRange={(range) => void setSearch({ range }, { history: 'push' })}
            mayAct={mayAct}
          />
        </TabPanel>
        <TabPanel value="configuration" className="flex flex-1 flex-col">
          <StreamConfiguration
            answer={answer}
            action={action}
            mayManage={mayManage}
            isEditing={search.edit && mayManage}
            onEdit={(edit) => void setSearch({ edit }, { history: 'push' })}
          />
        </TabPanel>
        <TabPanel value="history" className="flex flex-1 flex-col">
          <StreamHistory id={answer.stream.id} />
        </TabPanel>
      </Tabs>
    </>
  );
}

/** A disabled event stream loses every new event; with failures behind it, that is the first thing to know. */
function DisabledBanner({ answer, isOnTheWay }: { answer: StreamDetailAnswer; isOnTheWay: boolean }) {
  const { stream, failedNow } = answer;
  if (stream.status !== 'disabled' || failedNow === 0) return null;
  const isByAuth0 = budgetUsed(answer) >= 1;
  return (
    <Banner
      tone="failed"
      title={
        isByAuth0 ? 'Auth0 has disabled this event stream after too many failures.' : 'This event stream is disabled.'
      }
      action={
        <div className="flex shrink-0 flex-wrap justify-end gap-2">
          <ButtonLink href={paths.deliveriesOfStream(stream.id)}>
            {`Show ${formatCounted(failedNow, 'failure')}`}
          </ButtonLink>
          {isOnTheWay ? null : <ButtonLink href={paths.streamWayBack(stream.id)}>Guide me back</ButtonLink>}
        </div>
      }
    >
      Auth0 keeps no new events for it. Fix the cause, then enable it again.
    </Banner>
  );
}
