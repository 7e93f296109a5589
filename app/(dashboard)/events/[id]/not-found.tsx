import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export default function EventNotFound() {
  return (
    <Screen title="Event not found" path={[{ href: paths.events, label: 'Events' }]}>
      <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
        <h2 className="text-cause">There is no such event here</h2>
        <p className="max-w-[640px] text-body text-ink-2">
          It was never received here, or it was removed from this database.
        </p>
        <ButtonLink href={paths.events}>Go to all events</ButtonLink>
      </div>
    </Screen>
  );
}
