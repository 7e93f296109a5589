'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { FailedState } from '@/components/ui/failed-state';
import { SectionHead } from '@/components/ui/page-parts';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';

import { callColumns, callHref, callKey } from './call-columns';
import { callListQuery } from './connector-queries';
import { DayBudget } from './hubspot/day-budget';
import { FlowChart, FlowLegend } from './flow-chart';
import { LaneStates } from './lane-states';
import { TestMessage } from './test-message';
import { useConnectorSearch } from './use-connector-search';

/** Calls that the flow shows. */
const callsShown = 10;

/** How it goes: by the hour, the newest requests, and where the users stand. */
export function FlowTab({ connector, mayAct }: { connector: ConnectorAnswer; mayAct: boolean }) {
  return (
    <div className="flex flex-1 max-rail:flex-col">
      <div className="min-w-0 flex-1">
        <section aria-label="Flow" className="px-6 pt-2 pb-4 max-phone:px-3">
          <SectionHead
            title="Pushed and failed"
            note="by the hour, last 24 h"
            aside={<FlowLegend hours={connector.hours} />}
          />
          <FlowChart hours={connector.hours} />
        </section>
        <LastCalls id={connector.id} />
      </div>
      <aside
        aria-label="Readings"
        className="w-[372px] shrink-0 border-l max-rail:w-full max-rail:border-t max-rail:border-l-0"
      >
        <LaneStates lanes={connector.lanes} />
        {mayAct && connector.kind === 'hubspot' ? <DayBudget connector={connector} /> : null}
        {mayAct && connector.kind === 'webhook' ? (
          <section aria-label="Test message" className="border-t px-5 py-4 max-rail:px-6 max-phone:px-3">
            <TestMessage id={connector.id} />
          </section>
        ) : null}
      </aside>
    </div>
  );
}

function LastCalls({ id }: { id: number }) {
  const { set } = useConnectorSearch();
  const query = useInfiniteQuery(callListQuery(id, { result: [], user: '' }));
  const calls = query.data?.pages[0]?.items.slice(0, callsShown);
  return (
    <section aria-label="Last calls">
      <SectionHead
        title="Last calls"
        aside={<TextButton onClick={() => set({ tab: 'calls', result: null, user: null })}>All calls</TextButton>}
        className="border-t border-b px-6 max-phone:px-3"
      />
      {calls === undefined ? (
        query.error === null ? (
          <DataTableSkeleton columns={callColumns} rows={4} />
        ) : (
          <FailedState what="The calls" error={toApiError(query.error)} onRetry={() => void query.refetch()} />
        )
      ) : calls.length === 0 ? (
        <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">
          No request has been made yet. The first event after the start makes one.
        </p>
      ) : (
        <DataTable label="Last calls" columns={callColumns} rows={calls} rowKey={callKey} href={callHref} />
      )}
    </section>
  );
}
