'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { apiPaths } from '@/lib/paths';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveryKey, type RedeliverAnswer } from '@/lib/deliveries/delivery-view';
import { formatDuration } from '@/lib/text/format';
import { isolatedText, visibleText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

import { patchDeliveries } from './patch-deliveries';
import { RetryDialog } from './retry-dialog';

interface RetryValue {
  mayRetry: boolean;
  /** Asks the person first. */
  ask: (row: DeliverySummary) => void;
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
  const [row, setRow] = useState<DeliverySummary | null>(null);
  const redelivery = useRedelivery(row, setRow);
  const { reset } = redelivery;
  const ask = useCallback(
    (next: DeliverySummary) => {
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

/** `shown` is the row whose question is open; the person may have closed it or opened the next. */
function useRedelivery(
  shown: DeliverySummary | null,
  show: (next: (before: DeliverySummary | null) => DeliverySummary | null) => void,
) {
  const queries = useQueryClient();
  const toast = useToast();
  const report = useReport();
  // A second click of a double click comes before the button is drawn as busy.
  const underWay = useRef(new Set<string>());
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    shownKey.current = shown === null ? null : deliveryKey(shown);
  }, [shown]);
  const { mutate, ...mutation } = useMutation({
    mutationFn: (row: DeliverySummary) => postJson<RedeliverAnswer>(apiPaths.redeliver(row.streamId, row.eventId)),
    onSuccess: (answer, row) => {
      patchDeliveries(queries, row, answer, Date.now());
      void queries.invalidateQueries({ queryKey: ['deliveries'] });
      report(answer, row);
      show((open) => (open !== null && deliveryKey(open) === deliveryKey(row) ? null : open));
    },
    onError: (thrown, row) => {
      if (shownKey.current === deliveryKey(row)) return;
      toast({
        tone: 'bad',
        title: `${isolatedText(subjectOf(row))} could not be retried`,
        body: visibleText(errorText(thrown)),
      });
    },
    onSettled: (_answer, _error, row) => {
      underWay.current.delete(deliveryKey(row));
    },
  });
  const start = useCallback(
    (row: DeliverySummary) => {
      if (underWay.current.has(deliveryKey(row))) return;
      underWay.current.add(deliveryKey(row));
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
    ({ state, waitingMs, alreadyAsked }: RedeliverAnswer, row: DeliverySummary) => {
      const subject = isolatedText(subjectOf(row));
      if (state === 'gone') {
        const body = `Auth0 answered that it does not list ${isolatedText(row.eventType)} for ${subject} any more.`;
        toast({ tone: 'warn', title: 'No longer listed by Auth0', body });
      } else if (waitingMs !== null) {
        const body = `Auth0 limits the rate of requests. Streamgauge sends this one in ${formatDuration(waitingMs, 'whole')}.`;
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
