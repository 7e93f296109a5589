import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { createLoader, type SearchParams } from 'nuqs/server';
import { AlertsScreen } from '@/components/alerts/alerts-screen';
import { alertListQuery, alertQuery } from '@/components/alerts/alert-queries';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { alertParsers } from '@/lib/alerts/alert-search';
import { paths } from '@/lib/paths';
import { alertAnswer, alertListAnswer } from '@/lib/server/alerts/alert-answers';
import { noSuchAlert } from '@/lib/server/http/alert-problem';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'Alerts' };

const load = createLoader(alertParsers);

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const { role } = await requirePage('viewer', paths.alerts, given);
  const { view, rule, open } = load(given);
  noteDeliveryViewer();
  const queries = makeQueryClient();
  await Promise.all([
    prefetch(queries, alertListQuery(view, rule), async () =>
      alertListAnswer(await store(), { view, ...(rule !== null && { rule }) }),
    ),
    open === null
      ? null
      : prefetch(queries, alertQuery(open), async () => (await alertAnswer(await store(), open)) ?? noSuchAlert()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Alerts" fill>
        <AlertsScreen mayAct={includesRole(role, 'operator')} />
      </Screen>
    </HydrationBoundary>
  );
}
