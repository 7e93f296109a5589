import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { overviewQuery } from '@/components/overview/overview-queries';
import { OverviewScreen } from '@/components/overview/overview-screen';
import { RejectionsDialog } from '@/components/rejections/rejections-dialog';
import { makeQueryClient } from '@/components/data/query-client';
import { setupQuery } from '@/components/setup/setup-queries';
import { SetupScreen } from '@/components/setup/setup-screen';
import { includesRole } from '@/lib/access/role';
import { overviewRangeOf } from '@/lib/overview/overview-range';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { overviewAnswer } from '@/lib/server/overview/overview-answer';
import { setupAnswer } from '@/lib/server/setup/setup-answer';
import { store } from '@/lib/server/process/store';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';

export const metadata: Metadata = { title: 'Overview' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The overview; with an empty store, or by `?setup`, the first-run checklist. */
export default async function HomePage({ searchParams }: PageProps) {
  const params = await searchParams;
  const person = await requirePage('viewer', '/', params);
  const held = await store();
  const firstRun = (await held.lastReceivedAtMs()) === null;
  const client = makeQueryClient();
  const isSetup = firstRun || params.setup !== undefined;
  if (isSetup) {
    await prefetch(client, setupQuery, () => setupAnswer(held, person));
  } else {
    noteDeliveryViewer();
    const range = overviewRangeOf([params.range].flat()[0]);
    await prefetch(client, overviewQuery(range), () => overviewAnswer(held, range));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      {isSetup ? (
        <SetupScreen firstRun={firstRun} maySend={includesRole(person.role, 'operator')} />
      ) : (
        <OverviewScreen />
      )}
      <RejectionsDialog />
    </HydrationBoundary>
  );
}
