'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { useWhileLive } from '@/components/shell/live';
import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import { DataTable, DataTableSkeleton } from '@/components/ui/data-table';
import { FailedBanner } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { Time } from '@/components/ui/time';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted } from '@/lib/text/format';
import { type StreamListAnswer, type StreamListItem } from '@/lib/streams/stream-view';

import { streamColumns } from './stream-columns';
import { streamListQuery, streamsEveryMs } from './stream-queries';
import { StreamsEmpty } from './streams-empty';
import { StreamsRefused } from './streams-refused';

/** The tenant's event streams, what failures endanger first. */
export function StreamsScreen({ mayManage }: { mayManage: boolean }) {
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
      {data.streams.length === 0 ? (
        <StreamsEmpty target={data.target} mayManage={mayManage} />
      ) : (
        <StreamTable answer={data} mayManage={mayManage} />
      )}
    </>
  );
}

function StaleBanner({ answer: { stale, asOfMs }, onRetry }: { answer: StreamListAnswer; onRetry: () => void }) {
  return (
    <Banner
      tone="failed"
      title={<OutsideText>{stale?.failure ?? ''}</OutsideText>}
      requestId={stale?.requestId}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      Shown as of <Time ms={asOfMs} className="font-sans text-body" />.
    </Banner>
  );
}

function failedText(streams: readonly StreamListItem[]): string {
  const failed = streams.reduce((sum, stream) => sum + stream.failedNow, 0);
  const failing = streams.filter((stream) => stream.failedNow > 0).length;
  if (failed > 0) return `, ${formatCount(failed)} failed in ${formatCount(failing)}`;
  return streams.every((stream) => stream.failuresKnown) ? ', nothing failed' : ', failures not known';
}

function StreamTable({ answer, mayManage }: { answer: StreamListAnswer; mayManage: boolean }) {
  return (
    <>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 px-6 text-body text-ink-2 max-phone:px-3">
        <p>
          <span className="font-medium text-ink">{formatCounted(answer.streams.length, 'event stream')}</span>
          {failedText(answer.streams)}
          {' · as of '}
          <Time ms={answer.asOfMs} className="font-sans text-body" />
        </p>
        {mayManage ? (
          <ButtonLink variant="primary" href={paths.newStream} icon={Plus}>
            New event stream
          </ButtonLink>
        ) : null}
      </div>
      <DataTable
        label="Event streams"
        columns={streamColumns}
        rows={answer.streams}
        rowKey={(stream) => stream.id}
        href={(stream) => paths.stream(stream.id)}
      />
    </>
  );
}
