'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';

import { connectorCheckQuery } from '../connector-queries';
import { Findings } from '../findings';

/** What a check of the CRM finds, asked for at once and again when the settings or the secret have changed. */
export function useRestCheck(connector: ConnectorAnswer, isWanted: boolean) {
  const { id, configVersion, secrets } = connector;
  const setAtMs = secrets.find(({ name }) => name === 'token')?.setAtMs ?? 0;
  const query = connectorCheckQuery(id, configVersion);
  return useQuery({ ...query, queryKey: [...query.queryKey, setAtMs] as const, enabled: isWanted });
}

type Checked = ReturnType<typeof useRestCheck>;

export function RestCheck({ check: { data, error, isFetching, refetch } }: { check: Checked }) {
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={3} />;
    return <FailedState what="The check" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <Findings findings={data.findings} />
      <Button busy={isFetching} onClick={() => void refetch()} className="mt-3">
        Check again
      </Button>
    </>
  );
}
