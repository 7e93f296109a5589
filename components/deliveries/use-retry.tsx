'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { postJson, toApiError } from '@/components/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { type DeliveryRow, type RedeliverAnswer } from '@/lib/deliveries/delivery-view';
import { formatDuration } from '@/lib/format';

import { patchDeliveries } from './patch-deliveries';
import { RetryDialog } from './retry-dialog';

interface RetryValue {
  mayRetry: boolean;
  /** Asks the person first. */
  ask: (row: DeliveryRow) => void;
}

const RetryContext = createContext<RetryValue>({ mayRetry: false, ask: () => undefined });

export function useRetry(): RetryValue {
  return use(RetryContext);
}

interface RetryProviderProps {
  mayRetry: boolean;
  /** Name and kind of the event stream of a row. */
  streamOf: (streamId: string) => { name: string; pointsHere: boolean | null } | undefined;
  children: ReactNode;
}

/** Holds the one question "Retry this delivery?" and what came of it. */
export function RetryProvider({ mayRetry, streamOf, children }: RetryProviderProps) {
  const [row, setRow] = useState<DeliveryRow | null>(null);
  const redelivery = useRedelivery(row, setRow);
  const { reset } = redelivery;
  const ask = useCallback(
    (next: DeliveryRow) => {
      reset();
      setRow(next);
    },
    [reset],
  );
  const value = useMemo(() => ({ mayRetry, ask }), [mayRetry, ask]);
  return (
    <RetryContext value={value}>
      {children}
      {row === null ? null : (
        <RetryDialog
          row={row}
          stream={streamOf(row.streamId)}
          busy={redelivery.isPending}
          error={redelivery.error === null ? null : errorText(redelivery.error)}
          onConfirm={() => redelivery.start(row)}
          onClose={() => setRow(null)}
        />
      )}
    </RetryContext>
  );
}

function errorText(thrown: Error): string {
  const error = toApiError(thrown);
  return [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
}

const keyOf = ({ streamId, eventId }: DeliveryRow) => `${streamId}/${eventId}`;

/** `shown` is the row that the question stands open for; someone may have closed it, or gone on to the next. */
function useRedelivery(
  shown: DeliveryRow | null,
  show: (next: (before: DeliveryRow | null) => DeliveryRow | null) => void,
) {
  const queries = useQueryClient();
  const toast = useToast();
  const report = useReport();
  // A second click of a double click comes before the button is drawn as busy.
  const underWay = useRef(new Set<string>());
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    shownKey.current = shown === null ? null : keyOf(shown);
  }, [shown]);
  const { mutate, ...mutation } = useMutation({
    mutationFn: (row: DeliveryRow) =>
      postJson<RedeliverAnswer>(
        `/api/deliveries/${encodeURIComponent(row.streamId)}/${encodeURIComponent(row.eventId)}/redeliver`,
      ),
    onSuccess: (answer, row) => {
      patchDeliveries(queries, row, answer, Date.now());
      void queries.invalidateQueries({ queryKey: ['deliveries'] });
      report(answer, row);
      show((open) => (open !== null && keyOf(open) === keyOf(row) ? null : open));
    },
    onError: (thrown, row) => {
      if (shownKey.current === keyOf(row)) return;
      toast({ tone: 'bad', title: `${row.subjectLabel ?? row.eventId} could not be retried`, body: errorText(thrown) });
    },
    onSettled: (_answer, _error, row) => {
      underWay.current.delete(keyOf(row));
    },
  });
  const start = useCallback(
    (row: DeliveryRow) => {
      if (underWay.current.has(keyOf(row))) return;
      underWay.current.add(keyOf(row));
      mutate(row);
    },
    [mutate],
  );
  return { start, reset: mutation.reset, isPending: mutation.isPending, error: mutation.error };
}

/** Says what came of a request: never "done", because only an arrival proves that. */
function useReport() {
  const toast = useToast();
  const announce = useAnnounce();
  return useCallback(
    ({ state, waitingMs, alreadyAsked }: RedeliverAnswer, row: DeliveryRow) => {
      const subject = row.subjectLabel ?? row.eventId;
      if (state === 'gone') {
        const body = `Auth0 answered that it does not list ${row.eventType} for ${subject} any more.`;
        toast({ tone: 'warn', title: 'No longer listed by Auth0', body });
      } else if (waitingMs !== null) {
        const body = `Auth0 limits the rate of requests. This one is sent by itself in ${formatDuration(waitingMs, 'whole')}.`;
        toast({ tone: 'accent', title: 'Redelivery asked', body });
      } else if (alreadyAsked && state !== 'asked' && state !== 'retrying') {
        toast({
          tone: 'warn',
          title: 'Nothing was asked',
          body: `This delivery is ${state.replace('_', ' ')} by now.`,
        });
      } else {
        announce(`Redelivery asked for ${subject}`, 'redelivery');
      }
    },
    [toast, announce],
  );
}
