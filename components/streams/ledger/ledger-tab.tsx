'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { useWhileLive } from '@/components/shell/live';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { type StreamRange } from '@/lib/streams/stream-search';

import { LedgerChart, LedgerLegend } from './ledger-chart';
import { LedgerCounts } from './ledger-counts';
import { LedgerFoot } from './ledger-foot';
import { LedgerGaps } from './ledger-gaps';
import { LedgerHead } from './ledger-head';
import { LedgerMatrix } from './ledger-matrix';
import { LedgerNotes } from './ledger-notes';
import { ledgerEveryMs, ledgerQuery } from './ledger-queries';
import { useLedgerSelection } from './use-ledger-selection';

interface LedgerTabProps {
  id: string;
  range: StreamRange;
  onRange: (range: StreamRange) => void;
  /** The person is an operator: may apply, redeliver, ignore, and have the feed read. */
  mayAct: boolean;
}

/** What Auth0 emitted beside what failed there and what arrived here. */
export function LedgerTab({ id, range, onRange, mayAct }: LedgerTabProps) {
  const query = useQuery({
    ...ledgerQuery(id, range),
    placeholderData: keepPreviousData,
    refetchInterval: useWhileLive(ledgerEveryMs),
  });
  const retry = () => void query.refetch();
  const { data, error } = query;
  if (data === undefined) {
    if (error === null) return <LedgerSkeleton />;
    return <FailedState what="The ledger" error={toApiError(error)} onRetry={retry} />;
  }
  return (
    <div className="flex flex-1 flex-col" aria-busy={query.isPlaceholderData || undefined}>
      {error === null ? null : (
        <FailedBanner what="The ledger" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
      )}
      <LedgerNotes answer={data} />
      {data.source === 'feed' && data.arrivesHere ? (
        <Compared id={id} answer={data} range={range} onRange={onRange} mayAct={mayAct} />
      ) : (
        <LedgerCounts id={id} answer={data} range={range} onRange={onRange} mayAct={mayAct} />
      )}
    </div>
  );
}

function Compared({ answer, ...rest }: LedgerTabProps & { answer: LedgerAnswer }) {
  const selection = useLedgerSelection(answer);
  return (
    <div className="flex flex-1 max-rail:flex-col">
      <div className="min-w-0 flex-1">
        <LedgerHead answer={answer} range={rest.range} onRange={rest.onRange} />
        <div className="border-b px-6 pt-2 pb-3 max-phone:px-3">
          <LedgerLegend answer={answer} />
          <LedgerChart id={rest.id} answer={answer} />
        </div>
        <LedgerMatrix id={rest.id} answer={answer} selection={selection} mayAct={rest.mayAct} />
      </div>
      <aside
        aria-label="Gaps"
        className="flex w-[372px] shrink-0 flex-col border-l max-rail:w-full max-rail:border-t max-rail:border-l-0"
      >
        <LedgerGaps id={rest.id} answer={answer} selection={selection} mayAct={rest.mayAct} />
        <LedgerFoot id={rest.id} answer={answer} mayAct={rest.mayAct} />
      </aside>
    </div>
  );
}

function LedgerSkeleton() {
  return (
    <div className="flex-1 px-6 py-4 max-phone:px-3">
      <SkeletonText lines={2} className="max-w-[480px]" />
      <Skeleton className="mt-4 h-[200px] w-full" />
      <SkeletonText lines={7} className="mt-4 max-w-[760px]" />
    </div>
  );
}
