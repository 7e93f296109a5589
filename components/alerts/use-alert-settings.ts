'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { deleteJson, postJson, putJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { type AlertSettingsAnswer, type TestAnswer } from '@/lib/alerts/alert-answers';
import { type RuleSetting } from '@/lib/alerts/alert-target';
import { apiPaths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { alertsKey, alertSettingsQuery } from './alert-queries';

/** Tells in a toast why something did not go. */
function useFailure() {
  const toast = useToast();
  return (title: string) => (thrown: unknown) => {
    const error = toApiError(thrown);
    const body = [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
    toast({ tone: 'bad', title, body: visibleText(body) });
  };
}

/** Switches a rule, or changes which targets it tells. */
export function useRuleChange() {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: ({ rule, ...change }: Pick<RuleSetting, 'rule'> & Partial<Pick<RuleSetting, 'isOn' | 'targets'>>) =>
      putJson<AlertSettingsAnswer>(apiPaths.alertRule(rule), change),
    onSuccess: (settings) => {
      queries.setQueryData(alertSettingsQuery.queryKey, settings);
      announce('The rule was changed', 'alert-rule');
    },
    onError: failed('The rule could not be changed'),
    onSettled: () => void queries.invalidateQueries({ queryKey: alertsKey }),
  });
}

/** Removes a target. */
export function useTargetRemoval(onDone: () => void) {
  const queries = useQueryClient();
  const failed = useFailure();
  return useMutation({
    mutationFn: (id: number) => deleteJson(apiPaths.alertTarget(id)),
    onSuccess: onDone,
    onError: failed('The target could not be removed'),
    onSettled: () => void queries.invalidateQueries({ queryKey: alertsKey }),
  });
}

/** Sends a test by `path`, of a target or of a rule, and tells what each target answered. */
export function useAlertTest(path: string) {
  const queries = useQueryClient();
  const toast = useToast();
  const failed = useFailure();
  return useMutation({
    mutationFn: () => postJson<TestAnswer>(path),
    onSuccess: ({ results }) => {
      if (results.length === 0) toast({ tone: 'warn', title: 'The rule tells no target', body: 'Add a target first.' });
      for (const { name, text, failure } of results) {
        if (failure === null) toast({ tone: 'ok', title: `${visibleText(name)} took the test`, body: text });
        else toast({ tone: 'bad', title: `${visibleText(name)} did not take the test`, body: visibleText(failure) });
      }
    },
    onError: failed('The test could not be sent'),
    onSettled: () => void queries.invalidateQueries({ queryKey: alertsKey }),
  });
}
