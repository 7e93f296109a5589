import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export default function ConnectorNotFound() {
  return (
    <Screen title="Connector not found" path={[{ href: paths.connectors, label: 'Connectors' }]}>
      <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
        <h2 className="text-cause">There is no such connector</h2>
        <p className="max-w-[640px] text-body text-ink-2">It was never created here, or it has been deleted.</p>
        <ButtonLink href={paths.connectors}>All connectors</ButtonLink>
      </div>
    </Screen>
  );
}
