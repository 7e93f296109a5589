import { redirect } from 'next/navigation';
import { type SearchParams } from 'nuqs/server';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';

/** Alerts are what can be set on screen so far; everything else is in the environment. */
export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePage('viewer', paths.settings, await searchParams);
  redirect(paths.alertSettings);
}
