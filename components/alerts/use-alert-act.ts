'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { postJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { type AlertAct } from '@/lib/alerts/alert';
import { type AlertAnswer } from '@/lib/alerts/alert-answers';
import { apiPaths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { alertQuery, alertsKey } from './alert-queries';

/** An act, and what it needs. */
export interface AlertWish {
  act: AlertAct;
  note?: string;
  forMs?: number;
  untilLevel?: number;
}

const done: Record<AlertAct, string> = {
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  wake: 'woken',
  note: 'noted',
};

/** Does something to an alert, and says how it went. */
export function useAlertAct(id: number, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const toast = useToast();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ act, ...body }: AlertWish) => postJson<AlertAnswer>(apiPaths.alertAct(id, act), body),
    onSuccess: (alert, { act }) => {
      queries.setQueryData(alertQuery(id).queryKey, alert);
      announce(`Alert ${id} ${done[act]}`, 'alert');
      onDone();
    },
    onError: (thrown, { act }) => {
      const error = toApiError(thrown);
      const body = [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
      toast({ tone: 'bad', title: `Alert ${id} could not be ${done[act]}`, body: visibleText(body) });
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: alertsKey });
      void queries.invalidateQueries({ queryKey: ['nav'] });
    },
  });
}
