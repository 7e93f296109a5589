import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { type AlertAnswer, type AlertListAnswer, type AlertSettingsAnswer } from '@/lib/alerts/alert-answers';
import { type AlertView } from '@/lib/alerts/alert-query';
import { type AlertRule } from '@/lib/concerns/sign';
import { apiPaths } from '@/lib/paths';

/** The live topic that refreshes everything about alerts. */
export const alertsKey = ['alerts'] as const;

const firstPage: number | null = null;

/** Alerts of a view, newest first, page by page. */
export function alertListQuery(view: AlertView, rule: AlertRule | null) {
  return infiniteQueryOptions({
    queryKey: [...alertsKey, 'list', view, rule],
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      getJson<AlertListAnswer>(`${apiPaths.alerts}${listQuery(view, rule, pageParam)}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: AlertListAnswer) => page.older,
  });
}

function listQuery(view: AlertView, rule: AlertRule | null, before: number | null): string {
  const query = new URLSearchParams({ view });
  if (rule !== null) query.set('rule', rule);
  if (before !== null) query.set('before', String(before));
  return `?${query.toString()}`;
}

export function alertQuery(id: number) {
  return queryOptions({
    // What it is about changes with arrivals, failures and switches: it hangs on every notice, as `overview` does.
    queryKey: ['overview', ...alertsKey, id],
    queryFn: ({ signal }) => getJson<AlertAnswer>(apiPaths.alert(id), { signal }),
  });
}

export const alertSettingsQuery = queryOptions({
  queryKey: [...alertsKey, 'settings'],
  queryFn: ({ signal }) => getJson<AlertSettingsAnswer>(apiPaths.alertSettings, { signal }),
});
