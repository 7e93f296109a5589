'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { StatusChip } from '@/components/parts/status-chip';
import { ChangedElsewhere, streamChangeText } from '@/components/parts/stream-change-words';
import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { EmptyState } from '@/components/ui/empty-state';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { type StreamChange } from '@/lib/streams/stream-history';

import { streamHistoryQuery } from './stream-queries';

/** Every change of status and settings that was seen or made here, newest first. */
export function StreamHistory({ id }: { id: string }) {
  const query = useInfiniteQuery(streamHistoryQuery(id));
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error === null) return <SkeletonText lines={5} className="max-w-[760px] p-6 max-phone:p-3" />;
    return <FailedState what="The history" error={toApiError(query.error)} onRetry={retry} />;
  }
  const changes = query.data.pages.flatMap(({ items }) => items);
  if (changes.length === 0) {
    return (
      <EmptyState
        title="Nothing has been seen of it yet"
        body="A change of status or settings is kept from the first poll on, whoever makes it."
      />
    );
  }
  return (
    <div className="px-6 py-2 max-phone:px-3">
      <ol aria-label="History">
        {changes.map((change) => (
          <Change key={change.seq} change={change} />
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
    </div>
  );
}

function Change({ change }: { change: StreamChange }) {
  return (
    <li className="grid min-h-9 grid-cols-[112px_200px_minmax(0,1fr)] items-center gap-x-4 border-b py-1 text-body max-phone:grid-cols-[auto_1fr] max-phone:gap-x-3">
      <DayTime ms={change.atMs} />
      <span className="max-phone:justify-self-end">
        <Mark change={change} />
      </span>
      <span className="min-w-0 text-ink-2 max-phone:col-span-2">
        {streamChangeText(change)} <Whose change={change} />
      </span>
    </li>
  );
}

function Mark({ change: { kind, status } }: { change: StreamChange }) {
  if (kind === 'settings') return <span className="font-medium">settings changed</span>;
  if (kind === 'gone') return <span className="font-medium">deleted</span>;
  return <StatusChip vocabulary="stream" value={status} />;
}

/** Who changed it, or between which looks it was changed elsewhere. */
function Whose({ change }: { change: StreamChange }) {
  if (change.kind === 'first_seen') return null;
  if (change.by === null) return <ChangedElsewhere change={change} />;
  return (
    <>
      By <OutsideText>{change.by}</OutsideText>.
    </>
  );
}
