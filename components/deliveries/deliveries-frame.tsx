'use client';

import { type ReactNode, useCallback } from 'react';

import { toApiError } from '@/components/data/api';
import { cn } from '@/components/ui/cn';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { type DeliveryReadings, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';

import { BulkRetrySheet } from './bulk-retry-sheet';
import { DeliveryBanners } from './delivery-banners';
import { type TableKind } from './delivery-columns';
import { DeliveryEmpty } from './delivery-empty';
import { DeliveryFilterBar } from './delivery-filter-bar';
import { DeliverySkeleton } from './delivery-skeleton';
import { ExplainSheet } from './explain-sheet';
import { BulkRetryProvider, useBulkRetry } from './use-bulk-retry';
import { useExplained, useExplainKey } from './use-explain';
import { RetryProvider } from './use-retry';

interface DeliveriesFrameProps {
  kind: TableKind;
  query: { error: Error | null; dataUpdatedAt: number; refetch: () => unknown };
  /** Undefined until something has been loaded. */
  readings: DeliveryReadings | undefined;
  mayRetry: boolean;
  /** Open deliveries that the filters match; 0 while that is not known. */
  openCount: number;
  /** What stands over the foot of the list: its selection. */
  bar?: ReactNode;
  isEmpty: boolean;
  children: (streamOf: (streamId: string) => DeliveryStreamFacts | undefined) => ReactNode;
}

/** What both views share: filters, what is stale, the four states, the questions before a retry. */
export function DeliveriesFrame(props: DeliveriesFrameProps) {
  const { readings, mayRetry } = props;
  const streams = readings?.streams;
  const streamOf = useCallback((id: string) => streams?.find((stream) => stream.id === id), [streams]);
  return (
    <RetryProvider mayRetry={mayRetry} streamOf={streamOf}>
      <BulkRetryProvider mayRetry={mayRetry}>
        <Regions {...props}>
          {readings === undefined ? (
            <NothingYet {...props} />
          ) : (
            <Loaded {...props} readings={readings} streamOf={streamOf} />
          )}
        </Regions>
      </BulkRetryProvider>
    </RetryProvider>
  );
}

/** Filters, list and, while a bulk retry is being confirmed, its sheet; meanwhile the rest stays in sight and rests. */
function Regions({ readings, openCount, bar, children }: RegionsProps) {
  const { request } = useBulkRetry();
  const rests = request !== null;
  const { explained } = useExplained();
  useExplainKey();
  return (
    <>
      <div inert={rests}>
        <DeliveryFilterBar readings={readings} openCount={openCount} />
      </div>
      <div className="relative flex min-h-0 flex-1 max-phone:block">
        <div inert={rests} className="relative flex min-w-0 flex-1 flex-col max-phone:block">
          <div
            className={cn('min-h-0 flex-1 overflow-y-auto max-phone:overflow-visible', bar && 'pb-20 max-phone:pb-24')}
          >
            {children}
          </div>
          {bar}
        </div>
        {request === null ? null : <BulkRetrySheet key={request.key} request={request} />}
        {explained === null ? null : <ExplainSheet explained={explained} />}
      </div>
    </>
  );
}

interface RegionsProps extends Pick<DeliveriesFrameProps, 'readings' | 'openCount' | 'bar'> {
  children: ReactNode;
}

function NothingYet({ kind, query }: Pick<DeliveriesFrameProps, 'kind' | 'query'>) {
  if (query.error === null) return <DeliverySkeleton kind={kind} />;
  const error = toApiError(query.error);
  return <FailedState what="The failed deliveries" error={error} onRetry={() => void query.refetch()} />;
}

interface LoadedProps extends Pick<DeliveriesFrameProps, 'query' | 'isEmpty' | 'children'> {
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
