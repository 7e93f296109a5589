import { type SearchParams } from 'nuqs/server';
import { Screen } from '@/components/shell/screen';
import { NewStreamScreen } from '@/components/streams/edit/new-stream-screen';
import { ButtonLink } from '@/components/ui/button';
import { includesRole } from '@/lib/access/role';
import { paths } from '@/lib/paths';
import { requirePage } from '@/lib/server/http/access';
import { commandTarget } from '@/lib/server/streams/command-target';

export const metadata = { title: 'New event stream' };

export default async function NewStreamPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePage('viewer', paths.newStream, await searchParams);
  return (
    <Screen title="New event stream" path={[{ href: paths.streams, label: 'Event streams' }]}>
      {includesRole(role, 'admin') ? <NewStreamScreen target={commandTarget()} /> : <NotAllowed />}
    </Screen>
  );
}

function NotAllowed() {
  return (
    <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
      <h2 className="text-cause">An administrator makes event streams</h2>
      <p className="max-w-[640px] text-body text-ink-2">You can follow those that are there.</p>
      <ButtonLink href={paths.streams}>All event streams</ButtonLink>
    </div>
  );
}
