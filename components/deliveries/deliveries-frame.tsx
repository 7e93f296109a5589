'use client';

import { type ReactNode, useCallback } from 'react';

import { toApiError } from '@/components/data/api';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { type DeliveryReadings, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';

import { DeliveryBanners } from './delivery-banners';
import { type TableKind } from './delivery-columns';
import { DeliveryEmpty } from './delivery-empty';
import { DeliveryFilterBar } from './delivery-filter-bar';
import { DeliverySkeleton } from './delivery-skeleton';
import { RetryProvider } from './use-retry';

interface DeliveriesFrameProps {
  kind: TableKind;
  query: { error: Error | null; dataUpdatedAt: number; refetch: () => unknown };
  /** Undefined until something has been loaded. */
  readings: DeliveryReadings | undefined;
  mayRetry: boolean;
  isEmpty: boolean;
  children: (streamOf: (streamId: string) => DeliveryStreamFacts | undefined) => ReactNode;
}

/** What both views share: filters, what is stale, the four states, the question before a retry. */
export function DeliveriesFrame(props: DeliveriesFrameProps) {
  const { readings, mayRetry } = props;
  const streams = readings?.streams;
  const streamOf = useCallback((id: string) => streams?.find((stream) => stream.id === id), [streams]);
  return (
    <RetryProvider mayRetry={mayRetry} streamOf={streamOf}>
      <DeliveryFilterBar readings={readings} />
      <div className="min-h-0 flex-1 overflow-y-auto max-phone:overflow-visible">
        {readings === undefined ? (
          <NothingYet {...props} />
        ) : (
          <Loaded {...props} readings={readings} streamOf={streamOf} />
        )}
      </div>
    </RetryProvider>
  );
}

function NothingYet({ kind, query }: DeliveriesFrameProps) {
  if (query.error === null) return <DeliverySkeleton kind={kind} />;
  const error = toApiError(query.error);
  return <FailedState what="The failed deliveries" error={error} onRetry={() => void query.refetch()} />;
}

interface LoadedProps extends DeliveriesFrameProps {
  readings: DeliveryReadings;
  streamOf: (streamId: string) => DeliveryStreamFacts | undefined;
}

function Loaded({ query, readings, isEmpty, children, streamOf }: LoadedProps) {
  return (
    <>
      {query.error === null ? null : (
        <FailedBanner
          what="The failed deliveries"
          error={toApiError(query.error)}
          asOfMs={query.dataUpdatedAt}
          onRetry={() => void query.refetch()}
        />
      )}
      <DeliveryBanners readings={readings} />
      {isEmpty ? <DeliveryEmpty readings={readings} /> : children(streamOf)}
    </>
  );
}
