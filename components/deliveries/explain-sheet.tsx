'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { RotateCw, Search } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { useZone } from '@/components/ui/zone';
import { type ExplainAnswer } from '@/lib/deliveries/explain-answer';
import { explanationText } from '@/lib/deliveries/explain-failure';
import { canRetry } from '@/lib/deliveries/state';
import { formatCount } from '@/lib/text/format';

import { AcknowledgeButton } from './acknowledge-button';
import { AddressProbe } from './address-probe';
import { AttemptSides } from './attempt-sides';
import { explainQuery } from './delivery-queries';
import { ExplanationWords, RuledOut } from './explanation-words';
import { type Explained, type ExplainedHere, useExplained } from './use-explain';
import { useRetry } from './use-retry';

/** Why deliveries failed, beside their list: the sentence, one attempt from both sides, the address asked from here. */
export function ExplainSheet({ explained }: { explained: ExplainedHere }) {
  const { close } = useExplained();
  const { timeZone } = useZone();
  const query = useQuery({ ...explainQuery(explained, timeZone), placeholderData: keepPreviousData });
  const { data, error } = query;
  const retry = () => void query.refetch();
  const title = headOf(explained, data);
  return (
    <Sheet
      label={title}
      head={
        <>
          <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
          <h2 className="truncate">{title}</h2>
        </>
      }
      onClose={close}
      returnFocusTo={explained.cause === null ? (explained.attempt ?? undefined) : undefined}
      foot={data === undefined ? undefined : <SheetFoot answer={data} />}
      className="w-[560px] max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-30 max-wide:max-w-full max-wide:shadow-float max-phone:fixed max-phone:inset-0 max-phone:z-40 max-phone:w-full max-phone:border-l-0 huge:w-[600px]"
    >
      <Trouble error={error} asOfMs={data === undefined ? null : query.dataUpdatedAt} onRetry={retry} />
      {data === undefined && error === null ? <SkeletonText lines={12} className="px-5 py-4" /> : null}
      {data === undefined ? null : (
        <>
          <ExplanationWords answer={data} />
          <AttemptSides answer={data} cause={explained.cause} />
          {data.probe === null ? null : <AddressProbe key={data.probe.streamId} target={data.probe} />}
          <RuledOut answer={data} />
        </>
      )}
    </Sheet>
  );
}

/** Why nothing new is shown: it failed, or what was explained is over. */
function Trouble({ error, asOfMs, onRetry }: { error: Error | null; asOfMs: number | null; onRetry: () => void }) {
  if (error === null) return null;
  const problem = toApiError(error);
  if (problem.status === 404) {
    return (
      <p role="status" className="border-b bg-ground px-5 py-3 text-body">
        Nothing of it is open any more: it was retried, or Auth0 lists it no longer.
      </p>
    );
  }
  return asOfMs === null ? (
    <FailedState what="The explanation" error={problem} onRetry={onRetry} />
  ) : (
    <FailedBanner what="The explanation" error={problem} asOfMs={asOfMs} onRetry={onRetry} />
  );
}

function headOf({ cause }: Explained, answer: ExplainAnswer | undefined): string {
  if (cause === null || answer?.count === 1) return 'Explain this failure';
  return answer === undefined ? 'Explain failures' : `Explain ${formatCount(answer.count)} failures`;
}

function SheetFoot({ answer }: { answer: ExplainAnswer }) {
  const { mayRetry, ask } = useRetry();
  const { delivery } = answer.shown;
  return (
    <div className="flex flex-1 items-center justify-between gap-2">
      <div className="flex items-center gap-2">
        {answer.alert === null ? null : <AcknowledgeButton alert={answer.alert} />}
        <CopyButton value={explanationText(answer)} what="explanation" text="Copy explanation" />
      </div>
      {canRetry(delivery.state) ? (
        <Button
          icon={RotateCw}
          disabled={!mayRetry}
          title={mayRetry ? undefined : 'Retrying needs the role operator.'}
          onClick={() => ask(delivery)}
        >
          Retry one to test
        </Button>
      ) : null}
    </div>
  );
}
