import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type Metadata } from 'next';
import { overviewQuery } from '@/components/overview/overview-queries';
import { OverviewScreen } from '@/components/overview/overview-screen';
import { RejectionsDialog } from '@/components/overview/rejections-dialog';
import { makeQueryClient } from '@/components/query-client';
import { setupQuery } from '@/components/setup/setup-queries';
import { SetupScreen } from '@/components/setup/setup-screen';
import { includesRole } from '@/lib/access/role';
import { overviewRangeOf } from '@/lib/overview/overview-range';
import { requirePage } from '@/lib/server/access';
import { readOverview } from '@/lib/server/overview';
import { readSetup } from '@/lib/server/setup';
import { store } from '@/lib/server/store';

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
  // What fails here is tried again by the screen, which can say so.
  if (isSetup) {
    await client.query({ ...setupQuery, queryFn: () => readSetup(held, person) }).catch(() => undefined);
  } else {
    const range = overviewRangeOf([params.range].flat()[0]);
    await client.query({ ...overviewQuery(range), queryFn: () => readOverview(held, range) }).catch(() => undefined);
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
