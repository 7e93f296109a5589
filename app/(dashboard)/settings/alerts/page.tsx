import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { AlertSettingsScreen } from '@/components/alerts/alert-settings-screen';
import { alertSettingsQuery } from '@/components/alerts/alert-queries';
import { makeQueryClient } from '@/components/data/query-client';
import { Screen } from '@/components/shell/screen';
import { includesRole } from '@/lib/access/role';
import { paths } from '@/lib/paths';
import { alertSettingsAnswer } from '@/lib/server/alerts/alert-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { env } from '@/lib/server/process/env';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'Alert rules' };

export default async function AlertSettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePage('viewer', paths.alertSettings, await searchParams);
  const queries = makeQueryClient();
  await prefetch(queries, alertSettingsQuery, async () => alertSettingsAnswer(await store()));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Screen title="Alert rules" path={[{ href: paths.alerts, label: 'Alerts' }]}>
        <AlertSettingsScreen mayChange={includesRole(role, 'admin')} baseUrl={env().appBaseUrl} />
      </Screen>
    </HydrationBoundary>
  );
}
