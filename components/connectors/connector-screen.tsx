'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { ReviewsTab } from '@/components/connectors/reviews/reviews-tab';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { connectorTabs } from '@/lib/connectors/connector-search';

import { ActionTab } from './action/action-tab';
import { CallsTab } from './calls-tab';
import { ConnectorJobs } from './connector-jobs';
import { ConnectorHead } from './connector-head';
import { connectorQuery } from './connector-queries';
import { tabsOf } from './connector-tabs';
import { ConnectorTrouble } from './connector-trouble';
import { FlowTab } from './flow-tab';
import { HubspotMappingTab } from './hubspot/hubspot-mapping';
import { LanesTab } from './lanes-tab';
import { RestMappingTab } from './rest/rest-mapping';
import { SettingsTab } from './settings-tab';
import { SetupTab } from './setup-tab';
import { useConnectorSearch } from './use-connector-search';
import { VerifyTab } from './verify-tab';

interface Rights {
  /** The person is an operator: may pause and resume, send tests, retry and skip. */
  mayAct: boolean;
  /** The person is an administrator: may start, change and delete. */
  mayEdit: boolean;
}

/** `/connectors/[id]`: how it goes, where each user stands, every request, and the settings. */
export function ConnectorScreen({ id, ...rights }: { id: number } & Rights) {
  const query = useQuery(connectorQuery(id));
  const { data: connector, error } = query;
  const retry = () => void query.refetch();
  if (connector === undefined) {
    if (error === null) return <SkeletonText lines={8} className="max-w-[760px] p-6 max-phone:p-3" />;
    return <FailedState what="The connector" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div className="flex min-h-full flex-col">
      {error === null ? null : (
        <FailedBanner what="The connector" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      <ConnectorTrouble connector={connector} mayEdit={rights.mayEdit} />
      <ConnectorHead connector={connector} {...rights} />
      <ConnectorJobs id={id} />
      <ConnectorTabs connector={connector} {...rights} />
    </div>
  );
}

function ConnectorTabs({ connector, mayAct, mayEdit }: { connector: ConnectorAnswer } & Rights) {
  const { search, set } = useConnectorSearch();
  const { config } = connector;
  const isDraft = connector.state === 'draft';
  const tabs = tabsOf(connector);
  return (
    <Tabs
      label="Connector"
      tabs={tabs}
      value={tabs.find(({ value }) => value === search.tab)?.value ?? 'flow'}
      onValueChange={(value) => set({ tab: connectorTabs.find((tab) => tab === value) ?? null })}
      rootClassName="flex flex-1 flex-col"
    >
      <TabPanel value="flow" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        {isDraft ? (
          <SetupTab connector={connector} mayAct={mayAct} mayEdit={mayEdit} />
        ) : (
          <FlowTab connector={connector} mayAct={mayAct} />
        )}
      </TabPanel>
      <TabPanel value="users" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        <LanesTab connector={connector} mayAct={mayAct} />
      </TabPanel>
      <TabPanel value="mapping" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        {config.kind === 'hubspot' ? (
          <HubspotMappingTab connector={connector} config={config} mayAct={mayAct} mayEdit={mayEdit} />
        ) : null}
        {config.kind === 'rest' ? (
          <RestMappingTab connector={connector} config={config} mayAct={mayAct} mayEdit={mayEdit} />
        ) : null}
      </TabPanel>
      <TabPanel value="reviews" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        <ReviewsTab id={connector.id} mayAct={mayAct} />
      </TabPanel>
      <TabPanel value="calls" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        <CallsTab id={connector.id} />
      </TabPanel>
      <TabPanel value="verify" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        {search.tab === 'verify' ? <VerifyTab connector={connector} mayAct={mayAct} /> : null}
      </TabPanel>
      <TabPanel value="action" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        {config.kind === 'hubspot' ? <ActionTab connector={connector} /> : null}
      </TabPanel>
      <TabPanel value="settings" className="flex flex-1 flex-col data-[state=inactive]:hidden">
        <SettingsTab connector={connector} mayEdit={mayEdit} />
      </TabPanel>
    </Tabs>
  );
}
