import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export default function StreamNotFound() {
  return (
    <Screen title="Not found" path={[{ href: paths.streams, label: 'Event streams' }]}>
      <div className="p-6 max-phone:p-3">
        <h2 className="text-cause">There is no such event stream</h2>
        <p className="mt-1 max-w-[640px] text-body text-ink-2">
          The tenant has no event stream with this id. It may have been deleted at Auth0; events it has sent are still
          in the history.
        </p>
        <ButtonLink href={paths.streams} className="mt-3">
          All event streams
        </ButtonLink>
      </div>
    </Screen>
  );
}
