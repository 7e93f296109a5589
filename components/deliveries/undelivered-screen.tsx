'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';

import { toApiError } from '@/components/data/api';
import { eventTypeIcon } from '@/components/parts/event-type';
import { useWhileLive } from '@/components/shell/live';
import { Screen } from '@/components/shell/screen';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { SubjectLine } from '@/components/ui/page-parts';
import { SkeletonText } from '@/components/ui/skeleton';
import { type DeliveryStreamFacts, type UndeliveredEvent } from '@/lib/deliveries/delivery-view';
import { paths } from '@/lib/paths';
import { truncateMiddle } from '@/lib/text/format';

import { deliveriesEveryMs, undeliveredQuery } from './delivery-queries';
import { UndeliveredCopyView } from './undelivered-copy';
import { RetryProvider } from './use-retry';

/** The page of an event that Auth0 failed to deliver: its attempts, Auth0's copy, and Retry. */
export function UndeliveredScreen({ id, mayRetry }: { id: string; mayRetry: boolean }) {
  const router = useRouter();
  const query = useQuery({ ...undeliveredQuery(id), refetchInterval: useWhileLive(deliveriesEveryMs) });
  const { data, error, dataUpdatedAt } = query;
  const retry = () => void query.refetch();
  const hasArrived = data?.hasArrived ?? false;
  useEffect(() => {
    // The event's own page takes this one's place.
    if (hasArrived) router.refresh();
  }, [hasArrived, router]);
  const streams = data?.streams;
  const streamOf = useCallback((streamId: string) => streams?.find((stream) => stream.id === streamId), [streams]);
  return (
    <Screen title={truncateMiddle(id, 16)} path={[{ href: paths.deliveries, label: 'Failed deliveries' }]} mono>
      {error !== null && data ? (
        <FailedBanner what="The event" error={toApiError(error)} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      {error !== null && !data ? <FailedState what="The event" error={toApiError(error)} onRetry={retry} /> : null}
      {error === null && !data ? <SkeletonText lines={10} className="p-6" /> : null}
      {data ? (
        <RetryProvider mayRetry={mayRetry} streamOf={streamOf}>
          <Undelivered event={data} streamOf={streamOf} />
        </RetryProvider>
      ) : null}
    </Screen>
  );
}

interface UndeliveredProps {
  event: UndeliveredEvent;
  streamOf: (streamId: string) => DeliveryStreamFacts | undefined;
}

function Undelivered({ event, streamOf }: UndeliveredProps) {
  const type = event.copies[0]?.delivery.eventType ?? 'unknown';
  return (
    <div className="px-6 pt-4 pb-6 max-phone:px-3">
      <SubjectLine
        icon={eventTypeIcon(type)}
        title={type}
        chips={<span className="text-body text-ink-2">This event has not arrived here.</span>}
      />
      {event.copies.map((copy) => (
        <UndeliveredCopyView key={copy.delivery.streamId} copy={copy} stream={streamOf(copy.delivery.streamId)} />
      ))}
    </div>
  );
}
