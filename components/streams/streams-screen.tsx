'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/api';
import { useWhileLive } from '@/components/shell/live';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { FailedBanner } from '@/components/ui/failed-state';
import { Time } from '@/components/ui/time';
import { formatCount, formatCounted } from '@/lib/format';
import { type StreamListAnswer } from '@/lib/streams/stream-view';

import { streamColumns } from './stream-columns';
import { streamListQuery, streamsEveryMs } from './stream-queries';
import { StreamsEmpty } from './streams-empty';
import { StreamsRefused } from './streams-refused';

/** The tenant's event streams, what failures endanger first. */
export function StreamsScreen() {
  const query = useQuery({ ...streamListQuery, refetchInterval: useWhileLive(streamsEveryMs) });
  const retry = () => void query.refetch();
  const { data } = query;
  if (data === undefined) {
    if (query.error === null) return <DataTableSkeleton columns={streamColumns} rows={3} />;
    return <StreamsRefused what="The event streams" error={toApiError(query.error)} onRetry={retry} />;
  }
  return (
    <>
      {query.error === null ? null : (
        <FailedBanner what="The event streams" error={toApiError(query.error)} asOfMs={data.asOfMs} onRetry={retry} />
      )}
      {query.error === null && data.stale !== null ? <StaleBanner answer={data} onRetry={retry} /> : null}
      {data.streams.length === 0 ? <StreamsEmpty target={data.target} /> : <StreamTable answer={data} />}
    </>
  );
}

function StaleBanner({ answer, onRetry }: { answer: StreamListAnswer; onRetry: () => void }) {
  return (
    <Banner
      tone="failed"
      title={answer.stale?.failure}
      requestId={answer.stale?.requestId}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      Shown as of <Time ms={answer.asOfMs} className="font-sans text-body" />.
    </Banner>
  );
}

function StreamTable({ answer }: { answer: StreamListAnswer }) {
  const failed = answer.streams.reduce((sum, stream) => sum + stream.failedNow, 0);
  const failing = answer.streams.filter((stream) => stream.failedNow > 0).length;
  return (
    <>
      <p className="flex h-12 items-center gap-1 px-6 text-body text-ink-2 max-phone:px-3">
        <span>
          <span className="font-medium text-ink">{formatCounted(answer.streams.length, 'event stream')}</span>
          {failed === 0 ? ', nothing failed' : `, ${formatCount(failed)} failed in ${formatCount(failing)}`}
          {' · as of '}
          <Time ms={answer.asOfMs} className="font-sans text-body" />
        </span>
      </p>
      <DataTable
        label="Event streams"
        columns={streamColumns}
        rows={answer.streams}
        rowKey={(stream) => stream.id}
        href={(stream) => `/streams/${encodeURIComponent(stream.id)}`}
      />
    </>
  );
}
