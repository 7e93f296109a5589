'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { toApiError } from '@/components/data/api';
import { ButtonLink } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { useShortcut } from '@/components/ui/use-shortcut';
import { connectorStates } from '@/lib/connectors/connector';
import { type ConnectorListAnswer, type ConnectorRow } from '@/lib/connectors/connector-answers';
import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';

import { connectorColumns } from './connector-columns';
import { KeyNotice, ModeNotice } from './connector-notices';
import { connectorListQuery } from './connector-queries';
import { ConnectorsAttention } from './connectors-attention';
import { ConnectorsReadings } from './connectors-readings';

const keyOf = (connector: ConnectorRow) => String(connector.id);

/** `/connectors`: what is carried on to other systems, what needs a person first. */
export function ConnectorsScreen({ mayCreate }: { mayCreate: boolean }) {
  const query = useQuery(connectorListQuery);
  const { data, error } = query;
  useRowSteps(data?.items.map(keyOf) ?? []);
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (error === null) return <DataTableSkeleton columns={connectorColumns} rows={4} />;
    return <FailedState what="The connectors" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <>
      {error === null ? null : (
        <FailedBanner what="The connectors" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      <ModeNotice mode={data.mode} />
      {data.canSeal ? null : <KeyNotice />}
      {data.items.length === 0 ? (
        <NoConnectors mayCreate={mayCreate} canSeal={data.canSeal} />
      ) : (
        <Connectors answer={data} mayCreate={mayCreate && data.canSeal} />
      )}
    </>
  );
}

function Connectors({ answer: { items }, mayCreate }: { answer: ConnectorListAnswer; mayCreate: boolean }) {
  return (
    <>
      <div className="flex min-h-12 items-center justify-between gap-3 border-b px-6 py-1 max-phone:px-3">
        <p role="status" className="text-body text-ink-2">
          {stateText(items)}
        </p>
        {mayCreate ? <NewConnector /> : null}
      </div>
      <ConnectorsReadings connectors={items} />
      <DataTable
        label="Connectors"
        columns={connectorColumns}
        rows={items}
        rowKey={keyOf}
        href={({ id }) => paths.connector(id)}
      />
      <ConnectorsAttention connectors={items} />
    </>
  );
}

function NewConnector() {
  const router = useRouter();
  useShortcut('n', () => router.push(paths.newConnector));
  return (
    <ButtonLink href={paths.newConnector} variant="primary" icon={Plus} keys="N" className="max-phone:[&>kbd]:hidden">
      New connector
    </ButtonLink>
  );
}

/** "2 running, 1 held, 1 paused". */
function stateText(connectors: readonly ConnectorRow[]): string {
  const counts = connectorStates.map((state) => ({
    state,
    count: connectors.filter((connector) => connector.state === state).length,
  }));
  return counts.flatMap(({ state, count }) => (count === 0 ? [] : `${formatCount(count)} ${state}`)).join(', ');
}

function NoConnectors({ mayCreate, canSeal }: { mayCreate: boolean; canSeal: boolean }) {
  return (
    <EmptyState
      title="Nothing is carried on yet"
      body={`A connector brings what changed in Auth0 to another system. HubSpot has one contact for each user, kept in step; a webhook gets each event as it arrives, signed, and in order for each user; a table in PostgreSQL, MySQL or MariaDB has one row for each user.${
        mayCreate ? '' : ' An administrator creates the first one.'
      }`}
      actions={
        mayCreate && canSeal ? (
          <>
            <ButtonLink href={paths.newConnectorOf('hubspot')} variant="primary" icon={Plus}>
              Connect HubSpot
            </ButtonLink>
            <ButtonLink href={paths.newConnectorOf('webhook')}>Connect a webhook</ButtonLink>
            <ButtonLink href={paths.newConnectorOf('postgres')}>Connect a PostgreSQL table</ButtonLink>
          </>
        ) : undefined
      }
    />
  );
}
