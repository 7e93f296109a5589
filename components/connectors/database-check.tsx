'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';

import { postJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { CodeBox } from '@/components/ui/code-box';
import { FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { type ConnectorAnswer, type ConnectorCheckAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';

import { connectorCheckQuery } from './connector-queries';
import { Findings } from './findings';
import { useFailure } from './use-connector-act';

/** What a check of the database finds; it is asked for at once, and again when the settings have changed. */
export function useConnectorCheck({ id, configVersion }: ConnectorAnswer, isWanted: boolean) {
  return useQuery({ ...connectorCheckQuery(id, configVersion), enabled: isWanted });
}

interface DatabaseCheckProps {
  id: number;
  check: ReturnType<typeof useConnectorCheck>;
}

/** Findings, and the statement that mends the table. */
export function DatabaseCheck({ id, check: { data, error, isFetching, refetch } }: DatabaseCheckProps) {
  const again = () => void refetch();
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={4} className="max-w-[420px]" />;
    return <FailedState what="The check" error={toApiError(error)} onRetry={again} />;
  }
  return (
    <>
      <Findings findings={data.findings} />
      {data.statement === null ? null : (
        <div className="mt-3">
          <p className="mb-1 text-body text-ink-2">This statement makes what is missing:</p>
          <CodeBox code={data.statement} what="statement" />
          <RunStatement id={id} onDone={again} />
        </div>
      )}
      <Button busy={isFetching} onClick={again} className="mt-3">
        Check again
      </Button>
    </>
  );
}

function RunStatement({ id, onDone }: { id: number; onDone: () => void }) {
  const failed = useFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: () => postJson<ConnectorCheckAnswer>(apiPaths.connectorAct(id, 'table')),
    onError: (thrown) => failed('The statement was not run', thrown),
    onSettled: onDone,
  });
  return (
    <Button icon={Table2} variant="primary" busy={isPending} onClick={() => mutate()} className="mt-2">
      Run it
    </Button>
  );
}
