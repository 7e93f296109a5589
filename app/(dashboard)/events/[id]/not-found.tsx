import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';

export default function EventNotFound() {
  return (
    <Screen title="Event not found" path={[{ href: '/events', label: 'Events' }]}>
      <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
        <h2 className="text-cause">There is no such event here</h2>
        <p className="max-w-[640px] text-body text-ink-2">
          It was never received here, or whoever keeps the retention of this database has removed it.
        </p>
        <ButtonLink href="/events">Go to all events</ButtonLink>
      </div>
    </Screen>
  );
}
